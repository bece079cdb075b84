/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every message about the command line that a person can meet. */
#include "cli_fixture.h"

#define COMMANDS "run, list, master, agent, query, lnetsim, report, version and help"

static void test_commands(void **state)
{
	(void)state;
	refuses("lutf: unknown command 'rnu'; did you mean 'run'? the commands are " COMMANDS, "rnu");
	refuses("lutf: unknown command 'frobnicate'; the commands are " COMMANDS, "frobnicate");
	refuses("lutf: a command comes first, as in 'lutf run --local'; the commands are " COMMANDS, "--local", "4");
	refuses("lutf: unknown command 'agnet'; did you mean 'agent'? the commands are " COMMANDS, "help", "agnet");
}

static void test_unknown_options(void **state)
{
	(void)state;
	refuses("lutf run: unknown option --lcoal; did you mean --local? 'lutf help run' lists its options", "run", "--lcoal", "4");
	refuses("lutf run: unknown option --colour; 'lutf help run' lists its options", "run", "--colour=1");
	refuses("lutf run: unknown option -Z; 'lutf help run' lists its options", "run", "-Z");
	/* not abbreviated */
	refuses("lutf run: unknown option --loc; did you mean --local? 'lutf help run' lists its options", "run", "--loc", "4");
}

static void test_options_of_other_commands(void **state)
{
	(void)state;
	refuses("lutf run: --key-stdin is an option of master, agent and query, not of run", "run", "--key-stdin");
	refuses("lutf query: --jobs is an option of run, not of query", "query", "-j", "2");
}

static void test_values_that_are_missing_or_too_much(void **state)
{
	(void)state;
	refuses("lutf run: --local needs a value: --local N", "run", "--local");
	refuses("lutf run: --suite needs a value, and '--jobs' looks like an option; if it is the value: --suite=--jobs", "run", "--suite",
		"--jobs", "2");
	refuses("lutf run: --stop-on-failure takes no value", "run", "--stop-on-failure=yes");
	refuses("lutf report: FOLDER is missing: lutf report FOLDER", "report");
	refuses("lutf report: 'b' is too much: lutf report FOLDER", "report", "a", "b");
	refuses("lutf query takes options only, not 'x'", "query", "x");
}

static void test_simulated_nodes(void **state)
{
	(void)state;
	refuses("lutf run: which nodes are simulated? Say --local N or --topology FILE", "run", "--lnet", "simulated");
	refuses("lutf run: --nics describes simulated nodes: say how many with --local N", "run", "--nics", "3");
	refuses("lutf run: --lustre describes simulated nodes: leave it or --lnet real out", "run", "--local", "2", "--lustre", "2.15.8",
		"--lnet", "real");
	refuses("lutf run: the topology says which interfaces there are: leave out --nics or --topology", "run", "--topology", "t",
		"--nics", "2");
	refuses("lutf lnetsim: the topology says which Lustre a node has: leave out --lustre or --topology", "lnetsim", "--topology", "t",
		"--lustre", "2.15.8");
	refuses("lutf run: --lustre takes 2.17.0|2.15.8, not '2.16.0'", "run", "--local", "1", "--lustre", "2.16.0");
}

static void test_wrong_values(void **state)
{
	(void)state;
	refuses("lutf run: --local takes a whole number, not 'many'", "run", "--local", "many");
	refuses("lutf run: --local takes a whole number, not '-1'", "run", "--local", "-1");
	refuses("lutf run: --port takes a port, 0 to 65535, not '65536'", "run", "--port", "65536");
	refuses("lutf run: --timeout takes a time such as 30s, 500ms, 2m or 1h, not '5 minutes'", "run", "--timeout", "5 minutes");
	refuses("lutf run: --memory takes a size such as 64M or 1G, not '0'", "run", "--memory", "0");
	refuses("lutf run: --reporter takes terminal|lines, not 'line'", "run", "--reporter", "line");
	refuses("lutf run: --param takes NAME=VALUE, not 'count'", "run", "--param", "count");
	refuses("lutf run: --suite takes something that is not empty, not ''", "run", "--suite=");
	refuses("lutf run: --address takes a host name or IP address without a port, not 'a:1'", "run", "--address", "a:1");
	refuses("lutf agent: --master takes HOST, HOST:PORT or [IPv6]:PORT, not 'a:b'", "agent", "--master", "a:b");
	refuses("lutf agent: --name takes a name of letters, digits, '.', '_' and '-', 63 at most, not 'a/b'", "agent", "--name", "a/b");
}

static void test_options_that_need_or_exclude_each_other(void **state)
{
	(void)state;
	refuses("lutf agent: where is the master? Say --master HOST[:PORT], or maddress in a file of type agent and --config FILE",
		"agent");
	refuses("lutf run: agents on other hosts have to dial this one: say --master ADDRESS, or use --setup FILE", "run", "--agent",
		"oss1");
	refuses("lutf master: the key comes from --key-file or from --key-stdin, not from both", "master", "--key-stdin", "--key-file",
		"k");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_unknown_options),
		cmocka_unit_test(test_options_of_other_commands),
		cmocka_unit_test(test_values_that_are_missing_or_too_much),
		cmocka_unit_test(test_simulated_nodes),
		cmocka_unit_test(test_wrong_values),
		cmocka_unit_test(test_options_that_need_or_exclude_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
