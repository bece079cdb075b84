/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lane of native:lnetconfig: one call at a time, turn by turn between realms, and realms that end in the middle of it. */
#include "engine_fixture.h"
#include "lnetsim_fixture.h"

static const struct fake_answer answers[] = {
	{"action: library", "{lustre: 2.17.0, lacks: [lustre_lnet_set_peer_state]}"},
	{"action: now", "now: 5"},
	{"function: libcfs_str2net", "{rc: 0, values: {net: 7}}"},
	{"function", "{rc: 0, errors: null, show: null}"},
	{NULL, NULL},
};

static int setup(void **state)
{
	char folder[4096];

	return !getcwd(folder, sizeof(folder)) || setenv("LUTF_MODULE_PATH", folder, 1) || fake_start(answers) || fixture_setup(state);
}

static int teardown(void **state)
{
	int rc = fixture_teardown(state);

	fake_stop();
	return rc;
}

static void test_the_release_is_that_of_the_node(void **state)
{
	(void)state;
	assert_string_equal(
		fixture_says("import * as lnet from 'native:lnetconfig'; throw [lnet.provider, lnet.generation, lnet.version].join();"),
		"simulated,2.17,2.17.0");
	assert_string_equal(fixture_says("import { has } from 'native:lnetconfig';\n"
					 "throw [has('setPeerState'), has('configLndTimeout'), has('cptOfNid')].join();"),
			    "false,true,false");
}

static void test_replies_and_errors_are_of_the_realm(void **state)
{
	(void)state;
	assert_string_equal(
		fixture_says("import * as lnet from 'native:lnetconfig';\n"
			     "const reply = await lnet.str2net({ text: 'tcp' });\n"
			     "const error = await lnet.cptOfNid({ nid: '1@tcp', ncpts: 1 }).catch((e) => e);\n"
			     "throw JSON.stringify([reply.values, (await lnet.control({ action: 'now' })).now, error instanceof "
			     "lnet.LnetUnsupported, error instanceof Error, error.name]);"),
		"[{\"net\":7},5,true,true,\"LnetUnsupported\"]");
}

static void test_a_realm_may_end_with_calls_waiting_and_one_under_way(void **state)
{
	(void)state;
	fake.delay_us = 20000;
	fake_forget();
	fixture_run("import { listPeer } from 'native:lnetconfig'; for (let i = 0; i < 500; i++) listPeer();\n"
		    "await listPeer; throw 'over';",
		    (struct lutf_realm_options){0});
	assert_string_equal(outcome.message, "over");
	fake.delay_us = 0;
	/* What had not begun was not done. */
	assert_true(fake.count < 10);
	assert_string_equal(fixture_says("import { listPeer } from 'native:lnetconfig'; throw String((await listPeer()).rc);"), "0");
}

static size_t place(const char *function)
{
	size_t i = 0;

	pthread_mutex_lock(&fake.mutex);
	while (i < fake.count && !strstr(fake.requests[i], function))
		i++;
	i = i < fake.count ? i : SIZE_MAX;
	pthread_mutex_unlock(&fake.mutex);
	return i;
}

static void test_realms_take_turns(void **state)
{
	struct lutf_realm *first, *second;

	(void)state;
	fake_forget();
	fake.delay_us = 2000;
	first = fixture_start("import { listPeer } from 'native:lnetconfig'; for (let i = 0; i < 300; i++) listPeer();",
			      (struct lutf_realm_options){0});
	second = fixture_start("import { showStats } from 'native:lnetconfig'; showStats();", (struct lutf_realm_options){.name = "u"});
	while (place("lustre_lnet_show_stats") == SIZE_MAX)
		uv_run(&fixture_loop, UV_RUN_ONCE);
	assert_true(place("lustre_lnet_show_stats") < 100);
	fake.delay_us = 0;
	lutf_realm_end(second, LUTF_END_CLOSED, "");
	fixture_wait();
	outcome.ended = false;
	lutf_realm_end(first, LUTF_END_CLOSED, "");
	fixture_wait();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_release_is_that_of_the_node),
		cmocka_unit_test(test_replies_and_errors_are_of_the_realm),
		cmocka_unit_test(test_a_realm_may_end_with_calls_waiting_and_one_under_way),
		cmocka_unit_test(test_realms_take_turns),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
