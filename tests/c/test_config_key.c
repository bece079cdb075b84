/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pre-shared keys: which files and lines are taken, and what is said of the others. */
#include "config/key.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define HEX "00112233445566778899aabbccddeeFF"

static char folder[] = "/tmp/lutf-test-XXXXXX";
static char path[64];

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/key", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void write_key(const char *text, unsigned mode)
{
	FILE *file;

	unlink(path);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	assert_int_equal(chmod(path, mode), 0);
}

static void refuses_file(int code, const char *message)
{
	char error[256], expected[256];
	struct lutf_key key;

	assert_int_equal(lutf_key_read_file(path, &key, error, sizeof(error)), code);
	snprintf(expected, sizeof(expected), "%s: %s", path, message);
	assert_string_equal(error, expected);
}

static void test_a_file_that_only_we_may_read(void **state)
{
	char error[256], hex[LUTF_KEY_HEX_SIZE];
	struct lutf_key key;

	(void)state;
	write_key(" " HEX "\r\n", 0600);
	assert_int_equal(lutf_key_read_file(path, &key, error, sizeof(error)), 0);
	assert_int_equal(key.len, 16);
	assert_int_equal(key.bytes[1], 0x11);
	assert_int_equal(key.bytes[15], 0xff);
	lutf_key_to_hex(&key, hex);
	assert_string_equal(hex, "00112233445566778899aabbccddeeff");
	write_key(HEX HEX HEX HEX, 0400);
	assert_int_equal(lutf_key_read_file(path, &key, error, sizeof(error)), 0);
	assert_int_equal(key.len, LUTF_KEY_MAX);
}

static void test_files_that_others_may_use(void **state)
{
	(void)state;
	write_key(HEX, 0640);
	refuses_file(-EACCES, "others may use this key file (mode 0640): chmod 600 it, and make a new key if they did");
	write_key(HEX, 0602);
	refuses_file(-EACCES, "others may use this key file (mode 0602): chmod 600 it, and make a new key if they did");
}

static void test_a_file_of_somebody_else(void **state)
{
	(void)state;
	write_key(HEX, 0600);
	if (chown(path, 4711, (gid_t)-1))
		skip(); /* only root can make one */
	refuses_file(-EACCES, "the key file belongs to user 4711, and this is user 0");
}

static void test_files_that_hold_no_key(void **state)
{
	(void)state;
	write_key("", 0600);
	refuses_file(-EINVAL, "a key is 16 to 64 pairs of hexadecimal digits; this has 0 characters");
	write_key("0011", 0600);
	refuses_file(-EINVAL, "a key is 16 to 64 pairs of hexadecimal digits; this has 4 characters");
	write_key(HEX "0", 0600);
	refuses_file(-EINVAL, "a key is 16 to 64 pairs of hexadecimal digits; this has 33 characters");
	write_key(HEX HEX HEX HEX "00", 0600);
	refuses_file(-EINVAL, "a key is 16 to 64 pairs of hexadecimal digits; this has 130 characters");
	write_key("00112233445566778899aabbccddeexf", 0600);
	refuses_file(-EINVAL, "character 31 of the key is no hexadecimal digit");
}

static void test_what_is_no_file(void **state)
{
	char error[256];
	struct lutf_key key;

	(void)state;
	unlink(path);
	refuses_file(-ENOENT, "cannot read the key file: No such file or directory");
	assert_int_equal(mkfifo(path, 0600), 0);
	refuses_file(-EINVAL, "a key file must be a regular file");
	assert_int_equal(lutf_key_read_file("/tmp", &key, error, sizeof(error)), -EINVAL);
	assert_string_equal(error, "/tmp: a key file must be a regular file");
}

static int read_line(const char *text, struct lutf_key *key, char *error, size_t size, char *rest)
{
	int pipes[2], rc;

	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(write(pipes[1], text, strlen(text)), strlen(text));
	close(pipes[1]);
	rc = lutf_key_read_line(pipes[0], key, error, size);
	rest[read(pipes[0], rest, 15)] = '\0';
	close(pipes[0]);
	return rc;
}

static void test_the_first_line_of_standard_input(void **state)
{
	char error[256], rest[16];
	struct lutf_key key;

	(void)state;
	assert_int_equal(read_line(HEX "\nrest", &key, error, sizeof(error), rest), 0);
	assert_int_equal(key.len, 16);
	assert_string_equal(rest, "rest");
	assert_int_equal(read_line(HEX, &key, error, sizeof(error), rest), 0);
	assert_int_equal(read_line("", &key, error, sizeof(error), rest), -EINVAL);
	assert_string_equal(error, "standard input ended before a key came");
	assert_int_equal(read_line("\n" HEX, &key, error, sizeof(error), rest), -EINVAL);
	assert_string_equal(error, "standard input: a key is 16 to 64 pairs of hexadecimal digits; this has 0 characters");
	assert_int_equal(read_line(HEX HEX HEX HEX HEX HEX "\n", &key, error, sizeof(error), rest), -EINVAL);
	assert_int_equal(lutf_key_read_line(-1, &key, error, sizeof(error)), -EBADF);
	assert_string_equal(error, "standard input: cannot read the key: Bad file descriptor");
}

static void test_fresh_keys_differ(void **state)
{
	struct lutf_key a, b;

	(void)state;
	assert_int_equal(lutf_key_generate(&a), 0);
	assert_int_equal(lutf_key_generate(&b), 0);
	assert_int_equal(a.len, 32);
	assert_memory_not_equal(a.bytes, b.bytes, 32);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_file_that_only_we_may_read),
		cmocka_unit_test(test_files_that_others_may_use),
		cmocka_unit_test(test_a_file_of_somebody_else),
		cmocka_unit_test(test_files_that_hold_no_key),
		cmocka_unit_test(test_what_is_no_file),
		cmocka_unit_test(test_the_first_line_of_standard_input),
		cmocka_unit_test(test_fresh_keys_differ),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
