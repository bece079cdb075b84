/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The four files of the design document, as it shows them, and what is made of them. */
#include "config/config.h"
#include "limits.h"
#include "yaml/writer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct lutf_config *parse(const char *path, enum lutf_config_type type, const char *text)
{
	struct lutf_config_error error;
	struct lutf_config *config;

	if (lutf_config_parse(path, text, strlen(text), type, &config, &error))
		fail_msg("%s", error.text);
	return config;
}

static void values_are(const struct lutf_config *config, const char *key, const char *const *expected)
{
	const char *const *values;
	size_t i, n = lutf_config_values(config, key, &values);

	for (i = 0; i < n && expected[i]; i++)
		assert_string_equal(values[i], expected[i]);
	assert_int_equal(i, n);
	assert_null(expected[i]);
	assert_null(values[n]);
}

static void written_is(const struct lutf_config *config, const char *expected)
{
	struct lutf_yaml_writer *writer;
	char *text;
	size_t len;

	assert_int_equal(lutf_yaml_writer_new(&writer), 0);
	lutf_config_write(config, writer);
	assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
	assert_string_equal(text, expected);
	free(text);
	lutf_yaml_writer_free(writer);
}

static void test_setup(void **state)
{
	struct lutf_config *config = parse("/etc/lutf/setup.yaml", LUTF_CONFIG_SETUP,
					   "config:\n"
					   "  type: test-setup\n"
					   "  master: 10.73.10.1\n"
					   "  agent:\n"
					   "    0: 10.73.10.2\n"
					   "    1: mds1\n"
					   "    2: 2001:db8::2\n"
					   "  master_cfg: master.yaml\n"
					   "  agent_cfg: /srv/agent.yaml\n"
					   "  test_cfg: ../tests.yaml\n"
					   "  result_dir: results\n");

	(void)state;
	assert_int_equal(lutf_config_type(config), LUTF_CONFIG_SETUP);
	assert_string_equal(lutf_config_value(config, "master"), "10.73.10.1");
	values_are(config, "agent", (const char *[]){"10.73.10.2", "mds1", "2001:db8::2", NULL});
	/* relative paths are meant from the folder of the file */
	assert_string_equal(lutf_config_value(config, "master_cfg"), "/etc/lutf/master.yaml");
	assert_string_equal(lutf_config_value(config, "agent_cfg"), "/srv/agent.yaml");
	assert_string_equal(lutf_config_value(config, "test_cfg"), "/etc/lutf/../tests.yaml");
	assert_null(lutf_config_value(config, "key_file"));
	lutf_config_free(config);
}

static void test_sequences_do_as_well(void **state)
{
	struct lutf_config *config = parse("setup.yaml", LUTF_CONFIG_SETUP,
					   "config: {type: test-setup, master: m, agent: [a, b], result_dir: r}\n");

	(void)state;
	values_are(config, "agent", (const char *[]){"a", "b", NULL});
	assert_string_equal(lutf_config_value(config, "result_dir"), "r");
	lutf_config_free(config);
}

static void test_master(void **state)
{
	struct lutf_config *config = parse(
		"a/master.yaml", LUTF_CONFIG_MASTER,
		"config:\n  type: master\n  dport: 8495\n  base_path: /usr/lib64/lustre/tests\n  extra_path:\n    0: x\n    1: /y\n");

	(void)state;
	assert_string_equal(lutf_config_value(config, "mport"), "8494");
	assert_string_equal(lutf_config_value(config, "dport"), "8495");
	values_are(config, "extra_path", (const char *[]){"a/x", "/y", NULL});
	written_is(config, "type: master\n"
			   "mport: 8494\n"
			   "dport: 8495\n"
			   "base_path: /usr/lib64/lustre/tests\n"
			   "extra_path:\n- a/x\n- /y\n"
			   "heartbeat: 2s\n");
	lutf_config_free(config);
}

static void test_agent(void **state)
{
	struct lutf_config *config = parse(
		"agent.yaml", LUTF_CONFIG_AGENT,
		"config:\n  type: agent\n  maddress: 10.73.10.1\n  mport: 9000\n  daemon: 1\n  extra_path: /opt/bin\n"
		"  name: oss1\n  roles: [oss, mds]\n  heartbeat: 0.5\n");

	(void)state;
	assert_string_equal(lutf_config_value(config, "daemon"), "1");
	assert_string_equal(lutf_config_value(config, "heartbeat"), "500ms");
	written_is(config, "type: agent\n"
			   "maddress: 10.73.10.1\n"
			   "mport: 9000\n"
			   "daemon: true\n"
			   "extra_path:\n- /opt/bin\n"
			   "name: oss1\n"
			   "roles:\n- oss\n- mds\n"
			   "heartbeat: 500ms\n");
	lutf_config_free(config);
	config = parse("agent.yaml", LUTF_CONFIG_AGENT, "config: {type: agent, daemon: false}\n");
	assert_string_equal(lutf_config_value(config, "daemon"), "0");
	lutf_config_free(config);
}

static void test_tests(void **state)
{
	struct lutf_config *config = parse(
		"tests.yaml", LUTF_CONFIG_TESTS,
		"config:\n  type: tests-scripts\n  testsID: 17\n  timeout: 300\n  tests:\n    0: dlc\n    1: multi-rail\n");

	(void)state;
	assert_string_equal(lutf_config_value(config, "testsID"), "17");
	assert_string_equal(lutf_config_value(config, "timeout"), "300");
	values_are(config, "tests", (const char *[]){"dlc", "multi-rail", NULL});
	lutf_config_free(config);
}

static void test_places(void **state)
{
	struct lutf_config *config = parse("m.yaml", LUTF_CONFIG_MASTER, "config:\n  type: master\n  mport: 1\n");
	char place[64];

	(void)state;
	lutf_config_place(config, "mport", place, sizeof(place));
	assert_string_equal(place, "m.yaml:3:3");
	lutf_config_place(config, "address", place, sizeof(place));
	assert_string_equal(place, "m.yaml");
	lutf_config_free(config);
}

static void test_a_file_on_disk(void **state)
{
	char path[] = "/tmp/lutf-test-XXXXXX", text[] = "config: {type: master, mport: 5}\n";
	struct lutf_config_error error;
	struct lutf_config *config;
	int fd = mkstemp(path);

	(void)state;
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	assert_int_equal(lutf_config_load(path, LUTF_CONFIG_MASTER, &config, &error), 0);
	assert_string_equal(lutf_config_value(config, "mport"), "5");
	lutf_config_free(config);
	unlink(path);
}

static bool mentions(const char *document, const char *key)
{
	char cell[64];

	snprintf(cell, sizeof(cell), "| `%s` |", key);
	return strstr(document, cell) != NULL;
}

/* The folder that this source file is in, however the compiler was told of it. */
static void test_every_key_is_documented(void **state)
{
	const char *top = getenv("top_srcdir"), *here = strstr(__FILE__, "tests/c/");
	char path[4096], document[65536];
	size_t i, len;
	FILE *file;

	(void)state;
	if (top)
		snprintf(path, sizeof(path), "%s/docs/configuration.md", top);
	else
		snprintf(path, sizeof(path), "%.*sdocs/configuration.md", (int)(here - __FILE__), __FILE__);
	file = fopen(path, "r");
	if (!file)
		fail_msg("cannot open %s", path);
	len = fread(document, 1, sizeof(document) - 1, file);
	document[len] = '\0';
	fclose(file);
	for (i = 0; i < lutf_config_key_count; i++)
		if (!mentions(document, lutf_config_keys[i].name))
			fail_msg("%s does not have the key %s", path, lutf_config_keys[i].name);
}

static void test_fallbacks_are_those_of_the_limits(void **state)
{
	char text[16];
	size_t i;

	(void)state;
	for (i = 0; i < lutf_config_key_count; i++) {
		if (!strcmp(lutf_config_keys[i].name, "mport"))
			snprintf(text, sizeof(text), "%d", LUTF_PORT);
		else if (!strcmp(lutf_config_keys[i].name, "heartbeat"))
			snprintf(text, sizeof(text), "%ds", LUTF_HEARTBEAT_PERIOD / 1000);
		else
			continue;
		assert_string_equal(lutf_config_keys[i].fallback, text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_setup),
		cmocka_unit_test(test_sequences_do_as_well),
		cmocka_unit_test(test_master),
		cmocka_unit_test(test_agent),
		cmocka_unit_test(test_tests),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_a_file_on_disk),
		cmocka_unit_test(test_every_key_is_documented),
		cmocka_unit_test(test_fallbacks_are_those_of_the_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
