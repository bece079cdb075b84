/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A realm ends at its limits and says where it was; what it leaves behind is nothing. */
#include "engine_fixture.h"
#include "limits.h"
#include <malloc.h>
#include <unistd.h>

#define SPIN "function spin() { let n = 0; for (;;) n++; }\n"

static void test_a_realm_with_nothing_left_is_closed(void **state)
{
	(void)state;
	assert_int_equal(fixture_run("export const x = 1;", (struct lutf_realm_options){0})->how, LUTF_END_CLOSED);
	assert_null(outcome.stack);
	assert_null(outcome.waiting);
}

static void test_an_endless_loop_is_stopped_at_the_deadline(void **state)
{
	const struct outcome *end = fixture_run(SPIN "spin();", (struct lutf_realm_options){.timeout_ms = 50});

	(void)state;
	assert_int_equal(end->how, LUTF_END_TIMEOUT);
	assert_string_equal(end->message, "did not end within 50 ms");
	assert_non_null(strstr(end->stack, "at spin (lutf/entry:1:"));
}

static void test_no_finally_or_catch_survives_the_deadline(void **state)
{
	(void)state;
	fixture_run("import { setInspector } from 'lutf:realm'; globalThis.said = 'nothing'; setInspector(() => globalThis.said);\n" SPIN
		    "try { spin(); } catch { said = 'caught'; } finally { said = 'finally'; }",
		    (struct lutf_realm_options){.timeout_ms = 20});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_string_equal(outcome.waiting, "nothing\n");
}

/* The Promise constructor turns every exception into a rejection, also one that cannot be caught. */
static void test_a_loop_behind_a_promise_is_stopped(void **state)
{
	(void)state;
	fixture_run(SPIN "new Promise(() => spin()).catch(() => {}); spin();", (struct lutf_realm_options){.timeout_ms = 20});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_non_null(strstr(outcome.stack, "at spin"));
}

static void test_a_loop_of_jobs_is_stopped(void **state)
{
	(void)state;
	fixture_run("function again() { Promise.resolve().then(again); } again();", (struct lutf_realm_options){.timeout_ms = 50});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
}

static void test_a_deadline_ends_a_realm_that_waits(void **state)
{
	(void)state;
	fixture_run("import { setInspector } from 'lutf:realm'; setInspector(() => ['a barrier']); await new Promise(() => {});",
		    (struct lutf_realm_options){.timeout_ms = 20});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_string_equal(outcome.waiting, "- a barrier\n");
	assert_null(outcome.stack);
}

static void test_a_deadline_can_be_moved(void **state)
{
	struct lutf_realm *realm = fixture_start("await new Promise(() => {});", (struct lutf_realm_options){.timeout_ms = 60000});

	(void)state;
	uv_run(&fixture_loop, UV_RUN_NOWAIT);
	lutf_realm_set_timeout(realm, 10);
	fixture_wait();
	assert_string_equal(outcome.message, "did not end within 10 ms");
}

static void test_one_turn_has_a_limit_of_its_own(void **state)
{
	char message[64];

	(void)state;
	fixture_run(SPIN "spin();", (struct lutf_realm_options){0});
	assert_int_equal(outcome.how, LUTF_END_TURN);
	snprintf(message, sizeof(message), "ran for %d s without returning to the event loop", LUTF_TURN_MAX / 1000);
	assert_string_equal(outcome.message, message);
	assert_non_null(strstr(outcome.stack, "at spin"));
}

static void test_memory_has_a_limit(void **state)
{
	(void)state;
	fixture_run("const all = []; for (;;) all.push('x'.repeat(1000) + all.length);", (struct lutf_realm_options){.memory = 16 << 20});
	assert_int_equal(outcome.how, LUTF_END_MEMORY);
	assert_string_equal(outcome.message, "used more than its 16 MiB of memory");
	assert_non_null(strstr(outcome.stack, "lutf/entry:1:"));
}

static void test_one_huge_allocation_is_an_error_of_javascript(void **state)
{
	(void)state;
	fixture_run("try { new ArrayBuffer(2 ** 30); } catch (error) { throw `caught: ${error.message}`; }",
		    (struct lutf_realm_options){.memory = 16 << 20});
	assert_int_equal(outcome.how, LUTF_END_ERROR);
	assert_string_equal(outcome.message, "caught: out of memory");
}

/* Bytes that the engine did not allocate itself. */
static void test_what_is_read_from_files_is_memory_of_the_realm(void **state)
{
	char entry[512];

	(void)state;
	snprintf(entry, sizeof(entry),
		 "import * as fs from 'lutf:fs'; const file = '%s/big', all = [];"
		 "await fs.writeFile(file, fs.constants.O_WRONLY | fs.constants.O_CREAT, 0o600, new Uint8Array(3 << 20), false);"
		 "for (let i = 0; i < 20; i++) { const bytes = await fs.readFile(file, 0); if (globalThis.keep) all.push(bytes); }",
		 fixture_folder);
	fixture_run(entry, (struct lutf_realm_options){.memory = 16 << 20});
	assert_int_equal(outcome.how, LUTF_END_CLOSED);
	memmove(entry + 19, entry, strlen(entry) + 1);
	memcpy(entry, "globalThis.keep=1; ", 19);
	fixture_run(entry, (struct lutf_realm_options){.memory = 16 << 20});
	assert_int_equal(outcome.how, LUTF_END_MEMORY);
}

static void test_garbage_is_not_held_against_a_realm(void **state)
{
	(void)state;
	fixture_run("for (let i = 0; i < 20000; i++) { const a = { text: 'x'.repeat(2000) + i }; a.self = a; }",
		    (struct lutf_realm_options){.memory = 16 << 20});
	assert_int_equal(outcome.how, LUTF_END_CLOSED);
}

static void test_endless_recursion_is_an_error_of_javascript(void **state)
{
	(void)state;
	assert_string_equal(fixture_says("function down(n) { return down(n + 1) + 1; }\n"
					 "try { down(0); } catch (error) { throw new Error(`${error.name} caught`); }"),
			    "Error: RangeError caught");
	assert_string_equal(fixture_says("function down(n) { return down(n + 1) + 1; } down(0);"),
			    "RangeError: Maximum call stack size exceeded");
}

static void test_an_exception_ends_the_realm(void **state)
{
	(void)state;
	fixture_run("function f() { throw new TypeError('no') }\nf();", (struct lutf_realm_options){0});
	assert_int_equal(outcome.how, LUTF_END_ERROR);
	assert_string_equal(outcome.message, "TypeError: no");
	assert_non_null(strstr(outcome.stack, "at f (lutf/entry:1:"));
}

static void test_a_rejection_counts_only_if_nobody_handles_it_in_time(void **state)
{
	(void)state;
	fixture_run("const p = Promise.reject(new Error('handled')); await 1; await 1; p.catch(() => {});", (struct lutf_realm_options){0});
	assert_int_equal(outcome.how, LUTF_END_CLOSED);
	assert_string_equal(fixture_says("Promise.reject(new Error('mine'));"), "Error: mine");
}

static void test_whatever_is_thrown_can_be_told(void **state)
{
	(void)state;
	assert_string_equal(fixture_says("throw 'text';"), "text");
	assert_string_equal(fixture_says("throw undefined;"), "undefined");
	assert_string_equal(fixture_says("throw new Error('half \\ud800 \\u{1f600} \\ud7ff');"),
			    "Error: half \xef\xbf\xbd \xf0\x9f\x98\x80 \xed\x9f\xbf");
	assert_string_equal(fixture_says("throw { toString() { throw 1; } };"), "an error that cannot be shown as text");
	assert_string_equal(fixture_says("throw Symbol('s');"), "an error that cannot be shown as text");
}

static void test_a_stack_can_be_prepared_while_the_realm_is_stopped(void **state)
{
	(void)state;
	fixture_run("Error.prepareStackTrace = (error, sites) => { let n = 0; for (let i = 0; i < 50000; i++) n++;\n"
		    "  return `prepared ${sites.length > 0} ${n}`; };\n" SPIN "spin();",
		    (struct lutf_realm_options){.timeout_ms = 20});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_string_equal(outcome.stack, "prepared true 50000");
}

static void test_preparing_a_stack_has_a_limit(void **state)
{
	(void)state;
	fixture_run("Error.prepareStackTrace = () => { for (;;); };\n" SPIN "spin();", (struct lutf_realm_options){.timeout_ms = 20});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
}

static void test_an_inspector_that_loops_says_nothing(void **state)
{
	(void)state;
	fixture_run("import { setInspector } from 'lutf:realm';\n" SPIN "setInspector(spin); await new Promise(() => {});",
		    (struct lutf_realm_options){.timeout_ms = 20});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_null(outcome.waiting);
}

static void test_no_timer_fires_after_the_end(void **state)
{
	struct lutf_realm *realm;

	(void)state;
	realm = fixture_start("import * as timers from 'lutf:timers'; import { setInspector } from 'lutf:realm';\n"
			      "let n = 0; timers.start(() => { n++; }, 1, true); setInspector(() => n);",
			      (struct lutf_realm_options){0});
	do {
		assert_false(outcome.ended);
		uv_run(&fixture_loop, UV_RUN_ONCE);
		fixture_copy(&outcome.waiting, NULL);
		outcome.waiting = lutf_realm_inspect(realm);
	} while (!outcome.waiting || atoi(outcome.waiting) < 3);
	lutf_realm_end(realm, LUTF_END_TERMINATED, "enough");
	fixture_wait();
	assert_int_equal(outcome.how, LUTF_END_TERMINATED);
	assert_string_equal(outcome.message, "enough");
	assert_false(uv_loop_alive(&fixture_loop));
}

static void test_the_first_reason_counts(void **state)
{
	struct lutf_realm *realm = fixture_start("", (struct lutf_realm_options){0});

	(void)state;
	lutf_realm_end(realm, LUTF_END_TERMINATED, "first");
	lutf_realm_end(realm, LUTF_END_ERROR, "second");
	fixture_wait();
	assert_int_equal(outcome.how, LUTF_END_TERMINATED);
	assert_string_equal(outcome.message, "first");
}

/* Each leaves a module pending that the engine refers to from elsewhere. */
static void test_imports_that_are_pending_at_the_end(void **state)
{
	const struct source sources[] = {{"s/waits.ts", "await new Promise(() => {});"}, {"s/outer.ts", "import './waits';"}, {NULL, NULL}};

	(void)state;
	fixture_sources = sources;
	for (int i = 0; i < 20; i++) {
		fixture_run(
			"import { importModule } from 'lutf:realm'; globalThis.a = import('s/outer.ts'); "
			"importModule('s/waits.ts').then(() => {});\n"
			"const pad = []; for (let i = 0; i < 100; i++) pad.push({ i }); pad.length = 50; await importModule('s/outer.ts');",
			(struct lutf_realm_options){0});
		assert_int_equal(outcome.how, LUTF_END_CLOSED);
	}
	fixture_sources = NULL;
}

static long resident(void)
{
	long pages = 0, rss = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	assert_int_equal(fscanf(file, "%ld %ld", &pages, &rss), 2);
	fclose(file);
	return rss * (sysconf(_SC_PAGESIZE) / 1024);
}

/* Sanitizers keep what was freed: there the leak checker is the test. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MANY 200
#define GROWTH_KIB (256 * 1024)
#else
#define MANY 10000
#define GROWTH_KIB 4096
#endif

static void test_many_realms_leave_nothing(void **state)
{
	long before = 0;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		fixture_run("const x = []; x.push(x); await 1;", (struct lutf_realm_options){0});
		if (i == MANY / 10)
			before = resident();
	}
	assert_true(resident() - before < GROWTH_KIB);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_realm_with_nothing_left_is_closed),
		cmocka_unit_test(test_an_endless_loop_is_stopped_at_the_deadline),
		cmocka_unit_test(test_no_finally_or_catch_survives_the_deadline),
		cmocka_unit_test(test_a_loop_behind_a_promise_is_stopped),
		cmocka_unit_test(test_a_loop_of_jobs_is_stopped),
		cmocka_unit_test(test_a_deadline_ends_a_realm_that_waits),
		cmocka_unit_test(test_a_deadline_can_be_moved),
		cmocka_unit_test(test_one_turn_has_a_limit_of_its_own),
		cmocka_unit_test(test_memory_has_a_limit),
		cmocka_unit_test(test_one_huge_allocation_is_an_error_of_javascript),
		cmocka_unit_test(test_what_is_read_from_files_is_memory_of_the_realm),
		cmocka_unit_test(test_garbage_is_not_held_against_a_realm),
		cmocka_unit_test(test_endless_recursion_is_an_error_of_javascript),
		cmocka_unit_test(test_an_exception_ends_the_realm),
		cmocka_unit_test(test_a_rejection_counts_only_if_nobody_handles_it_in_time),
		cmocka_unit_test(test_whatever_is_thrown_can_be_told),
		cmocka_unit_test(test_a_stack_can_be_prepared_while_the_realm_is_stopped),
		cmocka_unit_test(test_preparing_a_stack_has_a_limit),
		cmocka_unit_test(test_an_inspector_that_loops_says_nothing),
		cmocka_unit_test(test_no_timer_fires_after_the_end),
		cmocka_unit_test(test_the_first_reason_counts),
		cmocka_unit_test(test_imports_that_are_pending_at_the_end),
		cmocka_unit_test(test_many_realms_leave_nothing),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
