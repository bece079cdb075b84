/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configuration files and the command line become one set of options. */
#include "cli_fixture.h"
#include <ftw.h>
#include <unistd.h>

static char folder[] = "/tmp/lutf-test-XXXXXX";

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 4, FTW_DEPTH);
}

static const char *in_folder(const char *name)
{
	static char paths[8][256];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static void text_is(const struct lutf_options *options, enum lutf_option option, const char *expected)
{
	const char *text = lutf_options_text(options, option);

	assert_non_null(text);
	assert_string_equal(text, expected);
}

static void list_is(const struct lutf_options *options, enum lutf_option option, const char *const *expected)
{
	const char *const *values;
	size_t i, n = lutf_options_list(options, option, &values);

	for (i = 0; i < n && expected[i]; i++)
		assert_string_equal(values[i], expected[i]);
	assert_int_equal(i, n);
	assert_null(expected[i]);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *write_cluster(void)
{
	file_with(folder, "master.yaml",
		  "config:\n  type: master\n  mport: 9000\n  dport: 9001\n  base_path: tree\n  extra_path: more\n  heartbeat: 1\n");
	file_with(folder, "agent.yaml",
		  "config:\n  type: agent\n  maddress: elsewhere\n  daemon: 1\n  base_path: /opt/lutf\n  roles: [oss]\n");
	file_with(folder, "tests.yaml", "config:\n  type: tests-scripts\n  testsID: nightly\n  timeout: 90\n  tests: {0: dlc, 1: mr}\n");
	return file_with(folder, "setup.yaml",
			 "config:\n  type: test-setup\n  master: 10.0.0.1\n  agent: {0: oss1, 1: oss2}\n  master_cfg: master.yaml\n"
			 "  agent_cfg: agent.yaml\n  test_cfg: tests.yaml\n  result_dir: out\n");
}

static void test_a_setup_file_names_the_others(void **state)
{
	struct lutf_options *options = parses("run", "--setup", write_cluster());
	char notes[1024];

	(void)state;
	text_is(options, LUTF_OPTION_MASTER, "10.0.0.1");
	list_is(options, LUTF_OPTION_AGENT, LIST("oss1", "oss2"));
	text_is(options, LUTF_OPTION_RESULTS, in_folder("out"));
	text_is(options, LUTF_OPTION_PORT, "9000");
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_HEARTBEAT, 0), 1000);
	list_is(options, LUTF_OPTION_SUITES, LIST(in_folder("tree/suites"), in_folder("more")));
	text_is(options, LUTF_OPTION_AGENT_PROGRAM, "/opt/lutf/lutf");
	list_is(options, LUTF_OPTION_SUITE, LIST("dlc", "mr"));
	text_is(options, LUTF_OPTION_TESTS_ID, "nightly");
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_RUN_TIMEOUT, 0), 180000);
	assert_false(lutf_options_given(options, LUTF_OPTION_DAEMON));
	snprintf(notes, sizeof(notes),
		 "%s/master.yaml:4:3: dport is not used: queries go to mport, 9000\n"
		 "%s/agent.yaml:3:3: maddress is not used for agents that a run starts: the run says it\n"
		 "%s/agent.yaml:4:3: daemon is not used for agents that a run starts: the run says it",
		 folder, folder, folder);
	assert_string_equal(lutf_options_notes(options), notes);
	lutf_options_free(options);
}

static void test_the_command_line_beats_files(void **state)
{
	struct lutf_options *options = parses("run", "--setup", write_cluster(), "--results", "mine", "--agent", "other", "--port", "1",
					      "--suite", "x", "--run-timeout", "5s", "--agent-program", "/bin/lutf", "--suites", "s");

	(void)state;
	text_is(options, LUTF_OPTION_RESULTS, "mine");
	list_is(options, LUTF_OPTION_AGENT, LIST("other"));
	text_is(options, LUTF_OPTION_PORT, "1");
	list_is(options, LUTF_OPTION_SUITE, LIST("x"));
	text_is(options, LUTF_OPTION_RUN_TIMEOUT, "5s");
	text_is(options, LUTF_OPTION_AGENT_PROGRAM, "/bin/lutf");
	list_is(options, LUTF_OPTION_SUITES, LIST("s"));
	lutf_options_free(options);
}

static void test_an_agent_file(void **state)
{
	const char *path = file_with(folder, "a.yaml",
				     "config:\n  type: agent\n  maddress: 2001:db8::1\n  daemon: 1\n  extra_path: bin\n"
				     "  name: oss1\n  roles: [oss, mds]\n  base_path: /x\n");
	struct lutf_options *options = parses("agent", "--config", path);

	(void)state;
	text_is(options, LUTF_OPTION_MASTER, "[2001:db8::1]:8494");
	assert_true(lutf_options_flag(options, LUTF_OPTION_DAEMON));
	list_is(options, LUTF_OPTION_PATH, LIST(in_folder("bin")));
	list_is(options, LUTF_OPTION_ROLE, LIST("oss", "mds"));
	text_is(options, LUTF_OPTION_NAME, "oss1");
	assert_non_null(strstr(lutf_options_notes(options), "a.yaml:8:3: base_path is not used by an agent that runs already"));
	lutf_options_free(options);
}

static void test_the_port_of_an_agent_file_and_the_master_of_the_command_line(void **state)
{
	const char *path = file_with(folder, "a.yaml", "config: {type: agent, maddress: a, mport: 7, daemon: 0}\n");
	struct lutf_options *options = parses("agent", "--config", path, "--master", "b");

	(void)state;
	text_is(options, LUTF_OPTION_MASTER, "b:7");
	assert_false(lutf_options_flag(options, LUTF_OPTION_DAEMON));
	lutf_options_free(options);
	options = parses("agent", "--config", path, "--master", "b:8");
	text_is(options, LUTF_OPTION_MASTER, "b:8");
	lutf_options_free(options);
}

static void test_what_javascript_sees_of_files(void **state)
{
	const char *path = file_with(folder, "m.yaml", "config: {type: master, address: 10.0.0.1, key_file: /k}\n");
	char expected[512];

	(void)state;
	snprintf(
		expected, sizeof(expected),
		"address: 10.0.0.1\nkey-file: /k\nconfig: %s\nfiles:\n  master:\n    type: master\n    mport: 8494\n    address: 10.0.0.1\n"
		"    key_file: /k\n    heartbeat: 2s\n",
		path);
	shows(parses("master", "--config", path), expected);
}

static void test_mistakes_in_files(void **state)
{
	const char *path = file_with(folder, "bad.yaml", "config:\n  type: agent\n");
	char message[512];

	(void)state;
	snprintf(message, sizeof(message),
		 "%s:2:9: this file is of type agent (what an agent needs in order to start); one of type test-setup (the cluster: which "
		 "hosts, which files, "
		 "where results go) is wanted here",
		 path);
	refuses(message, "run", "--setup", path);
	refuses("lutf agent: where is the master? Say --master HOST[:PORT], or maddress in a file of type agent and --config FILE", "agent",
		"--config", path);
	refuses("/nowhere.yaml: cannot read the configuration file: No such file or directory", "run", "--tests", "/nowhere.yaml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_setup_file_names_the_others),
		cmocka_unit_test(test_the_command_line_beats_files),
		cmocka_unit_test(test_an_agent_file),
		cmocka_unit_test(test_the_port_of_an_agent_file_and_the_master_of_the_command_line),
		cmocka_unit_test(test_what_javascript_sees_of_files),
		cmocka_unit_test(test_mistakes_in_files),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
