/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines that are right, and how their values are got at. */
#include "cli_fixture.h"

static void test_forms_of_options(void **state)
{
	(void)state;
	shows(parses("run", "--local", "4", "--suite=samples", "-s", "dlc", "-smr", "--stop-on-failure", "-j2"),
	      "local: 4\nsuite:\n- samples\n- dlc\n- mr\njobs: 2\nstop-on-failure: true\nfiles: {}\n");
	shows(parses("agent", "-dm", "mds1", "--name=x"), "master: mds1\nname: x\ndaemon: true\nfiles: {}\n");
}

static void test_the_last_of_an_option_in_the_singular_counts(void **state)
{
	(void)state;
	shows(parses("run", "--local", "4", "--local", "2"), "local: 2\nfiles: {}\n");
}

static void test_arguments(void **state)
{
	(void)state;
	shows(parses("run", "a*", "--local", "1", "samples/b"), "local: 1\nonly:\n- a*\n- samples/b\nfiles: {}\n");
	shows(parses("list", "--", "--odd", "-x"), "only:\n- --odd\n- -x\nfiles: {}\n");
	shows(parses("report", "results/latest"), "folder: results/latest\nfiles: {}\n");
}

static void test_values_that_begin_with_a_dash(void **state)
{
	(void)state;
	shows(parses("run", "--only=-x"), "only:\n- -x\nfiles: {}\n");
	shows(parses("run", "--param", "a=-1", "--only", "-1"), "only:\n- \"-1\"\nparam:\n- a=-1\nfiles: {}\n");
}

static void test_typed_values(void **state)
{
	struct lutf_options *options = parses("run", "--timeout", "1.5m", "--memory", "64M", "--seed", "4294967295", "--port", "0",
					      "--master", "[2001:db8::1]:9", "--address", "::1");
	char host[LUTF_HOST_SIZE];
	uint16_t port = 5;

	(void)state;
	assert_int_equal(lutf_options_command(options), LUTF_COMMAND_RUN);
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_TIMEOUT, -1), 90000);
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_MEMORY, -1), 64 * 1024 * 1024);
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_SEED, -1), 4294967295);
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_PORT, -1), 0);
	assert_int_equal(lutf_options_number(options, LUTF_OPTION_JOBS, -1), -1);
	assert_true(lutf_options_address(options, LUTF_OPTION_ADDRESS, host, &port));
	assert_string_equal(host, "::1");
	assert_int_equal(port, 5);
	assert_true(lutf_options_address(options, LUTF_OPTION_MASTER, host, &port));
	assert_string_equal(host, "2001:db8::1");
	assert_int_equal(port, 9);
	lutf_options_free(options);
}

static void test_absent_options(void **state)
{
	struct lutf_options *options = parses("run");
	const char *const *values;
	char host[LUTF_HOST_SIZE];
	uint16_t port;

	(void)state;
	assert_null(lutf_options_text(options, LUTF_OPTION_RESULTS));
	assert_false(lutf_options_flag(options, LUTF_OPTION_STOP_ON_FAILURE));
	assert_false(lutf_options_given(options, LUTF_OPTION_LOCAL));
	assert_false(lutf_options_address(options, LUTF_OPTION_MASTER, host, &port));
	assert_int_equal(lutf_options_list(options, LUTF_OPTION_SUITE, &values), 0);
	assert_null(values[0]);
	assert_string_equal(lutf_options_notes(options), "");
	lutf_options_free(options);
}

static void command_is(enum lutf_command command, struct lutf_options *options, const char *topic)
{
	assert_int_equal(lutf_options_command(options), command);
	if (topic)
		assert_string_equal(lutf_options_text(options, LUTF_OPTION_TOPIC), topic);
	else
		assert_null(lutf_options_text(options, LUTF_OPTION_TOPIC));
	lutf_options_free(options);
}

static void test_ways_to_get_help(void **state)
{
	(void)state;
	command_is(LUTF_COMMAND_HELP, parses(), NULL);
	command_is(LUTF_COMMAND_HELP, parses("--help"), NULL);
	command_is(LUTF_COMMAND_HELP, parses("-h"), NULL);
	command_is(LUTF_COMMAND_HELP, parses("help", "run"), "run");
	command_is(LUTF_COMMAND_HELP, parses("run", "--local", "3", "--help"), "run");
	/* what the command would need does not matter then */
	command_is(LUTF_COMMAND_HELP, parses("agent", "-h"), "agent");
	command_is(LUTF_COMMAND_HELP, parses("report", "--help"), "report");
	command_is(LUTF_COMMAND_VERSION, parses("--version"), NULL);
	command_is(LUTF_COMMAND_VERSION, parses("version"), NULL);
}

static void test_environment(void **state)
{
	struct lutf_options *options = parses("run", "--env", "LUTF_TEST_A=b=c", "-e", "LUTF_TEST_B=");

	(void)state;
	assert_int_equal(lutf_options_set_environment(options), 0);
	assert_string_equal(getenv("LUTF_TEST_A"), "b=c");
	assert_string_equal(getenv("LUTF_TEST_B"), "");
	lutf_options_free(options);

	options = parses("agent", "--master", "m", "--path", "/first", "--path", "/second");
	setenv("PATH", "/bin", 1);
	assert_int_equal(lutf_options_set_environment(options), 0);
	assert_string_equal(getenv("PATH"), "/first:/second:/bin");
	lutf_options_free(options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms_of_options), cmocka_unit_test(test_the_last_of_an_option_in_the_singular_counts),
		cmocka_unit_test(test_arguments),        cmocka_unit_test(test_values_that_begin_with_a_dash),
		cmocka_unit_test(test_typed_values),     cmocka_unit_test(test_absent_options),
		cmocka_unit_test(test_ways_to_get_help), cmocka_unit_test(test_environment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
