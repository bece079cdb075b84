/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A realm that ends closes what it has open and waits for no file system: files, timers, immediates, processes, what is being read and written. */
#include "engine_fixture.h"

#include "limits.h"
#include "process/process_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#define REALM(text) fixture_run(text, (struct lutf_realm_options){.timeout_ms = 150})

static int open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static size_t children(void)
{
	struct lutf_process *processes = NULL;
	size_t count;

	assert_int_equal(lutf_process_scan(&processes, &count), 0);
	free(processes);
	return count;
}

/* What the pool has left to do is done. */
static void drain(void)
{
	uv_run(&fixture_loop, UV_RUN_DEFAULT);
}

static void test_open_files_are_closed(void **state)
{
	int before;

	(void)state;
	REALM("import { open } from 'lutf:fs'; await open('/dev/null', 0, 0);");
	drain();
	before = open_files();
	REALM("import { open } from 'lutf:fs'; globalThis.kept = [];"
	      "for (let i = 0; i < 20; i++) kept.push(await open('/dev/null', 0, 0)); await new Promise(() => {});");
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	drain();
	assert_int_equal(open_files(), before);
}

static void test_a_file_that_nobody_keeps_is_closed(void **state)
{
	int before = open_files();

	(void)state;
	fixture_run("import { open } from 'lutf:fs'; for (let i = 0; i < 20; i++) await open('/dev/null', 0, 0);",
		    (struct lutf_realm_options){0});
	drain();
	assert_int_equal(open_files(), before);
}

static void test_a_file_that_is_opened_too_late_is_closed(void **state)
{
	int before = open_files();

	(void)state;
	fixture_run("import { open } from 'lutf:fs'; for (let i = 0; i < 50; i++) open('/dev/null', 0, 0); throw new Error('x');",
		    (struct lutf_realm_options){0});
	drain();
	assert_int_equal(open_files(), before);
}

/* As a file system that does not answer: nobody writes to this pipe. */
static void test_a_read_that_never_ends_holds_no_realm(void **state)
{
	char entry[512], path[128];
	uint64_t begin;
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s/fifo", fixture_folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	snprintf(entry, sizeof(entry), "import { readFile } from 'lutf:fs'; await readFile('%s', 0);", path);
	begin = uv_hrtime();
	REALM(entry);
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_true(uv_hrtime() - begin < UINT64_C(2000000000));
	fd = open(path, O_WRONLY);
	close(fd);
	drain();
}

static void test_reads_and_writes_under_way_are_let_go(void **state)
{
	char entry[1024];

	(void)state;
	snprintf(entry, sizeof(entry),
		 "import * as fs from 'lutf:fs'; const file = await fs.open('%s/big', fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);"
		 "for (let i = 0; i < 20; i++) { file.write(new Uint8Array(300000), i * 300000); file.read(300000, 0); "
		 "fs.readFile('/proc/self/maps', 0);"
		 "fs.writeFile('%s/other', fs.constants.O_WRONLY | fs.constants.O_CREAT, 0o600, new Uint8Array(500000), false); "
		 "fs.readdir('/proc'); }"
		 "file.close(); throw new Error('x');",
		 fixture_folder, fixture_folder);
	fixture_run(entry, (struct lutf_realm_options){0});
	assert_string_equal(outcome.message, "Error: x");
	drain();
}

static void test_bytes_that_vanish_while_their_position_is_converted_are_not_read(void **state)
{
	char entry[512];

	(void)state;
	snprintf(entry, sizeof(entry),
		 "import * as fs from 'lutf:fs'; const file = await fs.open('%s/gone', fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);"
		 "const bytes = new Uint8Array(1 << 20);"
		 "throw String(await file.write(bytes, { valueOf() { bytes.buffer.transfer(0); return 0; } }));",
		 fixture_folder);
	fixture_run(entry, (struct lutf_realm_options){0});
	assert_string_equal(outcome.message, "TypeError: ArrayBuffer is detached or resized");
}

static void test_timers_and_immediates_stop(void **state)
{
	(void)state;
	REALM("import { start, immediates, wake } from 'lutf:timers';"
	      "start(() => {}, 1, true); start(() => {}, 1000000, false); const i = immediates(() => wake(i)); wake(i); await new "
	      "Promise(() => {});");
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
}

static void test_an_exception_in_a_timer_ends_the_realm(void **state)
{
	(void)state;
	assert_string_equal(fixture_says("import { start } from 'lutf:timers'; start(() => { throw new Error('in a timer'); }, 1, false);"),
			    "Error: in a timer");
}

#define SPAWN \
	"import { spawn } from 'lutf:process';" \
	"const run = (script, stdio = ['pipe', 'pipe', 'pipe'], onExit = () => {}, onOutput = () => {}) =>" \
	"  spawn({ file: 'sh', args: ['sh', '-c', script], stdio }, onExit, onOutput);"

static void test_children_end_with_the_realm(void **state)
{
	(void)state;
	REALM(SPAWN
	      "run('sleep 1000'); run('setsid sleep 1000 & exit'); const c = run('cat'); c.resume(1); c.write(new Uint8Array(500000));"
	      "run('yes').resume(1); await new Promise(() => {});");
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_int_equal(children(), 0);
}

static void test_children_that_are_deaf_end_after_the_grace(void **state)
{
	uint64_t begin = uv_hrtime(), took;

	(void)state;
	REALM(SPAWN "run(\"trap '' TERM; while :; do sleep 1; done\"); await new Promise(() => {});");
	took = (uv_hrtime() - begin) / 1000000;
	assert_in_range(took, 150 + LUTF_KILL_GRACE, 150 + LUTF_KILL_GRACE + LUTF_KILL_LIMIT);
	assert_int_equal(children(), 0);
}

static void test_a_child_that_cannot_start_leaves_nothing(void **state)
{
	int before;

	(void)state;
	fixture_run(SPAWN "run('true')", (struct lutf_realm_options){0});
	before = open_files();
	assert_non_null(strstr(
		fixture_says("import { spawn } from 'lutf:process';"
			     "spawn({ file: '/no/such/program', args: ['x'], stdio: ['pipe', 'pipe', 'pipe'] }, () => {}, () => {});"),
		"ENOENT"));
	assert_non_null(
		strstr(fixture_says("import { spawn } from 'lutf:process';"
				    "spawn({ file: 'true', args: [Symbol()], stdio: ['pipe', 'pipe', 'pipe'] }, () => {}, () => {});"),
		       "TypeError"));
	assert_int_equal(open_files(), before);
}

static void test_a_child_knows_its_test(void **state)
{
	char entry[1024];

	(void)state;
	snprintf(entry, sizeof(entry), "%s",
		 SPAWN "let said = ''; run('echo $LUTF_TEST', ['ignore', 'pipe', 'ignore'], () => {},"
		       "(fd, chunk) => { if (chunk) said += String.fromCharCode(...chunk); else throw new Error(said); }).resume(1);");
	fixture_run(entry, (struct lutf_realm_options){.test = "dlc/add-net"});
	assert_non_null(strstr(outcome.message, "dlc/add-net:"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open_files_are_closed),
		cmocka_unit_test(test_a_file_that_nobody_keeps_is_closed),
		cmocka_unit_test(test_a_file_that_is_opened_too_late_is_closed),
		cmocka_unit_test(test_a_read_that_never_ends_holds_no_realm),
		cmocka_unit_test(test_reads_and_writes_under_way_are_let_go),
		cmocka_unit_test(test_bytes_that_vanish_while_their_position_is_converted_are_not_read),
		cmocka_unit_test(test_timers_and_immediates_stop),
		cmocka_unit_test(test_an_exception_in_a_timer_ends_the_realm),
		cmocka_unit_test(test_children_end_with_the_realm),
		cmocka_unit_test(test_children_that_are_deaf_end_after_the_grace),
		cmocka_unit_test(test_a_child_that_cannot_start_leaves_nothing),
		cmocka_unit_test(test_a_child_knows_its_test),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
