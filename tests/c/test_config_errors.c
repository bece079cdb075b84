/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every message about a configuration file that a person can meet. */
#include "config/config.h"
#include "limits.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void refuses(enum lutf_config_type type, const char *text, const char *message)
{
	struct lutf_config_error error;
	struct lutf_config *config;
	unsigned lines = 1;
	const char *p;

	assert_int_equal(lutf_config_parse("f.yaml", text, strlen(text), type, &config, &error), -EINVAL);
	assert_null(config);
	assert_string_equal(error.text, message);
	for (p = error.text; *p; p++)
		lines += *p == '\n';
	assert_int_equal(error.count, lines);
}

static void test_unknown_keys(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_SETUP, "config:\n  type: test-setup\n  mastr: a\n  master: a\n  agent: [b]\n",
		"f.yaml:3:3: unknown key 'mastr' in config (type test-setup); did you mean 'master'? allowed: type, master, agent, "
		"master_cfg, "
		"agent_cfg, test_cfg, result_dir, key_file, ssh");
	refuses(LUTF_CONFIG_TESTS, "config:\n  type: tests-scripts\n  quux: a\n  tests: [b]\n",
		"f.yaml:3:3: unknown key 'quux' in config (type tests-scripts); allowed: type, testsID, timeout, tests");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, extra_py: /x}\n",
		"f.yaml:1:24: 'extra_py' has gone: LUTF runs TypeScript, there are no Python paths; use 'extra_path'");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master}\nmore: 1\n", "f.yaml:2:1: unknown key 'more'; only 'config' may stand here");
}

static void test_the_frame(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_MASTER, "# nothing\n", "f.yaml:1:1: the file is empty; it must begin with 'config:'");
	refuses(LUTF_CONFIG_MASTER, "- a\n", "f.yaml:1:1: the file must be a mapping with the key 'config'");
	refuses(LUTF_CONFIG_MASTER, "{}\n", "f.yaml:1:1: 'config' is missing");
	refuses(LUTF_CONFIG_MASTER, "config: 5\n", "f.yaml:1:9: 'config' must be a mapping, not a number");
	refuses(LUTF_CONFIG_MASTER, "config:\n", "f.yaml:1:8: 'config' must be a mapping, not nothing");
}

static void test_the_type(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_AGENT, "config:\n  mport: 1\n",
		"f.yaml:2:3: config needs 'type': one of test-setup, master, agent, tests-scripts; here it is 'agent'");
	refuses(LUTF_CONFIG_AGENT, "config:\n  type: [agent]\n", "f.yaml:2:9: 'type' must be text, not a sequence");
	refuses(LUTF_CONFIG_AGENT, "config:\n  type: 3\n", "f.yaml:2:9: 'type' must be text, not a number");
	refuses(LUTF_CONFIG_AGENT, "config:\n  type: master\n",
		"f.yaml:2:9: this file is of type master (what the master needs in order to start); one of type agent (what an agent needs "
		"in order to start) is wanted here");
	refuses(LUTF_CONFIG_TESTS, "config:\n  type: test-scripts\n",
		"f.yaml:2:9: unknown type 'test-scripts'; did you mean 'tests-scripts'? allowed: test-setup, master, agent, tests-scripts");
}

static void test_missing_keys(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_SETUP, "config:\n  type: test-setup\n",
		"f.yaml:2:3: config (type test-setup) needs 'master': Address of the master: the agents dial it, and it listens there.\n"
		"f.yaml:2:3: config (type test-setup) needs 'agent': Hosts of the agents, numbered from 0, or a sequence. One is started "
		"on each through ssh.");
}

static void test_values(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, mport: 0}\n", "f.yaml:1:31: 'mport' must be a port, 1 to 65535, not '0'");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, mport: 65536}\n",
		"f.yaml:1:31: 'mport' must be a port, 1 to 65535, not '65536'");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, mport: [1]}\n",
		"f.yaml:1:31: 'mport' must be a port, 1 to 65535, not a sequence");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, mport: {}}\n",
		"f.yaml:1:31: 'mport' must be a port, 1 to 65535, not a mapping");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, mport: 1.5}\n",
		"f.yaml:1:31: 'mport' must be a port, 1 to 65535, not a number with a fraction");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, base_path: }\n", "f.yaml:1:35: 'base_path' must be a path, not nothing");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, address: true}\n",
		"f.yaml:1:33: 'address' must be a host name or IP address, not true");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, address: 'a:1'}\n",
		"f.yaml:1:33: 'address' must be a host name or IP address, not 'a:1'");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, heartbeat: soon}\n",
		"f.yaml:1:35: 'heartbeat' must be a time such as 30s, 500ms or 2m, or a number of seconds, not 'soon'");
	refuses(LUTF_CONFIG_AGENT, "config: {type: agent, daemon: 2}\n", "f.yaml:1:31: 'daemon' must be 0 or 1, not '2'");
	refuses(LUTF_CONFIG_AGENT, "config: {type: agent, name: a b}\n",
		"f.yaml:1:29: 'name' must be a name of letters, digits, '.', '_' and '-', 63 at most, not 'a b'");
	refuses(LUTF_CONFIG_MASTER, "config: {type: master, key_file: \"a\\0b\"}\n", "f.yaml:1:34: 'key_file' must be a path, not text");
	refuses(LUTF_CONFIG_TESTS, "config: {type: tests-scripts, tests: [a], testsID: ''}\n",
		"f.yaml:1:52: 'testsID' must be text, not ''");
}

static void test_lists(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_TESTS, "config: {type: tests-scripts, tests: dlc}\n",
		"f.yaml:1:38: 'tests' must be a sequence, or a mapping with the keys 0 to N, not text");
	refuses(LUTF_CONFIG_TESTS, "config: {type: tests-scripts, tests: []}\n", "f.yaml:1:38: 'tests' is empty");
	refuses(LUTF_CONFIG_TESTS, "config:\n  type: tests-scripts\n  tests:\n    0: a\n    2: b\n",
		"f.yaml:5:5: 'tests' is numbered from 0: expected 1, not '2'");
	refuses(LUTF_CONFIG_TESTS, "config:\n  type: tests-scripts\n  tests:\n    1: a\n",
		"f.yaml:4:5: 'tests' is numbered from 0: expected 0, not '1'");
	refuses(LUTF_CONFIG_TESTS, "config:\n  type: tests-scripts\n  tests:\n  - [a]\n",
		"f.yaml:4:5: 'tests' must be text, not a sequence");
}

static void test_several_at_once(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_AGENT, "config:\n  type: agent\n  mprt: 1\n  daemon: maybe\n  name: /\n",
		"f.yaml:3:3: unknown key 'mprt' in config (type agent); did you mean 'mport'? allowed: type, maddress, mport, daemon, "
		"base_path, extra_path, "
		"name, roles, key_file, heartbeat\n"
		"f.yaml:4:11: 'daemon' must be 0 or 1, not 'maybe'\n"
		"f.yaml:5:9: 'name' must be a name of letters, digits, '.', '_' and '-', 63 at most, not '/'");
}

static void test_what_is_not_yaml(void **state)
{
	(void)state;
	refuses(LUTF_CONFIG_AGENT, "config:\n  type: &a agent\n", "f.yaml:2:9: anchor &a is not allowed");
	refuses(LUTF_CONFIG_AGENT, "config: [\n", "f.yaml:2:1: did not find expected node content, while parsing a flow node");
	refuses(LUTF_CONFIG_AGENT, "config:\n  mport: 1\n  mport: 2\n", "f.yaml:3:3: key 'mport' is already in line 2");
}

/* More mistakes than there is room for are cut off, not written past the end. */
static void test_very_many_mistakes(void **state)
{
	char text[8192] = "config:\n  type: master\n";
	struct lutf_config_error error;
	struct lutf_config *config;
	int i;

	(void)state;
	for (i = 0; i < 200; i++)
		sprintf(text + strlen(text), "  wrong%d: 1\n", i);
	assert_int_equal(lutf_config_parse("f.yaml", text, strlen(text), LUTF_CONFIG_MASTER, &config, &error), -EINVAL);
	assert_int_equal(error.count, 200);
	assert_int_equal(strlen(error.text), sizeof(error.text) - 1);
}

static void load_fails(const char *path, int code, const char *message)
{
	struct lutf_config_error error;
	struct lutf_config *config;

	assert_int_equal(lutf_config_load(path, LUTF_CONFIG_MASTER, &config, &error), code);
	assert_null(config);
	assert_string_equal(error.text, message);
}

static void test_files_that_cannot_be_read(void **state)
{
	char path[] = "/tmp/lutf-test-XXXXXX", message[128];
	int fd = mkstemp(path);

	(void)state;
	load_fails("/nowhere/x.yaml", -ENOENT, "/nowhere/x.yaml: cannot read the configuration file: No such file or directory");
	load_fails("/tmp", -EISDIR, "/tmp: cannot read the configuration file: Is a directory");
	assert_int_equal(ftruncate(fd, LUTF_CONFIG_FILE_MAX + 1), 0);
	close(fd);
	snprintf(message, sizeof(message), "%s: a configuration file has at most 1048576 bytes", path);
	load_fails(path, -E2BIG, message);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unknown_keys),
		cmocka_unit_test(test_the_frame),
		cmocka_unit_test(test_the_type),
		cmocka_unit_test(test_missing_keys),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_several_at_once),
		cmocka_unit_test(test_what_is_not_yaml),
		cmocka_unit_test(test_very_many_mistakes),
		cmocka_unit_test(test_files_that_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
