/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loadable modules, built by the build: bindings/example as everybody would write one, and our own. */
#include "engine_fixture.h"
#include <sys/statvfs.h>
#include <unistd.h>

static int setup(void **state)
{
	char folder[4096];

	/* Tests run in the build folder, where example.so is. */
	return !getcwd(folder, sizeof(folder)) || setenv("LUTF_MODULE_PATH", folder, 1) || fixture_setup(state);
}

static void test_a_constant(void **state)
{
	char expected[32];

	(void)state;
	snprintf(expected, sizeof(expected), "%ld", sysconf(_SC_PAGESIZE));
	assert_string_equal(fixture_says("import { pageSize } from 'native:example'; throw String(pageSize);"), expected);
}

static void test_a_call_on_the_pool(void **state)
{
	struct statvfs here;
	char expected[64];

	(void)state;
	assert_int_equal(statvfs("/", &here), 0);
	snprintf(expected, sizeof(expected), "%.0f true", (double)here.f_frsize * (double)here.f_blocks);
	assert_string_equal(fixture_says("import { space } from 'native:example'; const { total, free } = await space('/');\n"
					 "throw `${total} ${free <= total}`;"),
			    expected);
}

static void test_an_error_as_node_has_it(void **state)
{
	(void)state;
	assert_string_equal(fixture_says("import { space } from 'native:example';\n"
					 "const e = await space('/does/not/exist').catch((error) => error); throw [e.message, e.code, "
					 "e.syscall, e.path].join(' | ');"),
			    "ENOENT: no such file or directory, statvfs '/does/not/exist' | ENOENT | statvfs | /does/not/exist");
}

static void test_a_realm_may_end_while_the_pool_works(void **state)
{
	(void)state;
	fixture_run("import { space } from 'native:example'; for (let i = 0; i < 100; i++) space('/'); throw 'over';",
		    (struct lutf_realm_options){0});
	assert_string_equal(outcome.message, "over");
}

/* Our own modules are made the same way: what they need is in the program that loads them. */
static void test_our_own_modules_can_be_loaded_too(void **state)
{
	(void)state;
	assert_string_equal(
		fixture_says("import * as loaded from 'native:clutf_global'; import * as own from 'lutf:global';\n"
			     "throw `${loaded.version === own.version} ${Object.keys(loaded).join() === Object.keys(own).join()}`;"),
		"true true");
	assert_string_equal(
		fixture_says("import { self, send } from 'native:clutf_agent'; send('a', {}, 0);"),
		"Error: this process is no node of a cluster: only \"lutf master\", \"agent\", \"run\" and clients of a master are");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_constant),
		cmocka_unit_test(test_a_call_on_the_pool),
		cmocka_unit_test(test_an_error_as_node_has_it),
		cmocka_unit_test(test_a_realm_may_end_while_the_pool_works),
		cmocka_unit_test(test_our_own_modules_can_be_loaded_too),
	};

	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
