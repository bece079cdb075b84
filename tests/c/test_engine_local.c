/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:local-client against a server on the same loop, and what lutf:local-server refuses. */
#include "engine_fixture.h"
#include "local/server.h"
#include "yaml/doc.h"
#include <signal.h>

static char path[128];
static struct lutf_local_server *server;

/* {echo: …} is answered by itself, {text: …} by that as it is, anything else never. */
static void on_request(void *opaque, uint64_t id, const struct lutf_yaml_node *request)
{
	const char *text = lutf_yaml_get_string(request, "text");
	char *copy = NULL;

	(void)opaque;
	if (text)
		copy = strdup(text);
	else if (lutf_yaml_get(request, "echo"))
		copy = strdup("{echo: [1, two, null, {three: 3.5}]}\n");
	if (copy)
		lutf_local_server_answer(server, id, copy, strlen(copy));
}

static int setup(void **state)
{
	char error[512];

	signal(SIGPIPE, SIG_IGN);
	if (fixture_setup(state))
		return -1;
	snprintf(path, sizeof(path), "%s/socket", fixture_folder);
	setenv("TEST_SOCKET", path, 1);
	return lutf_local_server_open(&fixture_loop, path, on_request, NULL, &server, error, sizeof(error));
}

static int teardown(void **state)
{
	lutf_local_server_close(server, NULL, NULL);
	return fixture_teardown(state);
}

/* The loop never runs dry while the server listens: what the entry has to say is what it throws. */
static const char *says(const char *body)
{
	char entry[2048];

	snprintf(entry, sizeof(entry),
		 "import { request } from 'lutf:local-client';\nimport { environment } from 'lutf:global';\n"
		 "const path = environment.TEST_SOCKET;\n%s",
		 body);
	fixture_start(entry, (struct lutf_realm_options){0});
	fixture_wait();
	return outcome.message;
}

static void test_a_reply_is_data(void **state)
{
	(void)state;
	assert_string_equal(says("throw JSON.stringify(await request(path, { echo: { a: [true, 'b\\n'] } }));"),
			    "{\"echo\":[1,\"two\",null,{\"three\":3.5}]}");
}

static void test_many_requests_at_once(void **state)
{
	(void)state;
	assert_string_equal(says("const all = await Promise.all(Array.from({ length: 50 }, () => request(path, { echo: 1 })));\n"
				 "throw String(all.every(({ echo }) => echo.length === 4));"),
			    "true");
}

static void test_what_yaml_cannot_carry_is_refused_by_its_path(void **state)
{
	(void)state;
	assert_string_equal(says("request(path, { a: { b: undefined } });"), "TypeError: a.b is undefined: YAML cannot carry it");
	assert_string_equal(says("request(path, { a: [12n] });"), "TypeError: a[0] is a bigint: YAML cannot carry it");
}

static void test_errors_of_the_socket_are_node_s(void **state)
{
	(void)state;
	assert_string_equal(says("const e = await request('/does/not/exist', {}).catch((error) => error);\n"
				 "throw [e.message, e.code, e.syscall, e.path].join(' | ');"),
			    "ENOENT: no such file or directory, connect '/does/not/exist' | ENOENT | connect | /does/not/exist");
	assert_string_equal(says("try { request('/' + 'x'.repeat(200), {}); } catch (error) { throw error.code; }"), "ENAMETOOLONG");
}

static void test_a_reply_that_is_no_yaml_is_an_error(void **state)
{
	(void)state;
	assert_string_equal(says("const e = await request(path, { text: '{a: [' }).catch((error) => error); throw e.message.slice(0, 24);"),
			    "the reply is no YAML: li");
}

static void test_a_realm_may_end_while_it_waits_for_a_reply(void **state)
{
	(void)state;
	assert_string_equal(says("for (let i = 0; i < 20; i++) request(path, { never: i }); throw 'over';"), "over");
	assert_string_equal(
		says("for (let i = 0; i < 20; i++) request(path, { never: i }); await request(path, { echo: 1 }); throw 'over';"), "over");
}

static void test_only_the_main_realm_may_listen(void **state)
{
	(void)state;
	assert_string_equal(says("const { listen } = await import('lutf:local-server'); listen(path + '2', () => 0);"),
			    "TypeError: listen() is for the main realm of the process only");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_reply_is_data),
		cmocka_unit_test(test_many_requests_at_once),
		cmocka_unit_test(test_what_yaml_cannot_carry_is_refused_by_its_path),
		cmocka_unit_test(test_errors_of_the_socket_are_node_s),
		cmocka_unit_test(test_a_reply_that_is_no_yaml_is_an_error),
		cmocka_unit_test(test_a_realm_may_end_while_it_waits_for_a_reply),
		cmocka_unit_test(test_only_the_main_realm_may_listen),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
