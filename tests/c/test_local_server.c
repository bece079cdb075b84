/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Local sockets: a server on a loop of its own, and clients that block. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <cmocka.h>

#include "limits.h"
#include "local/exchange.h"
#include "local/frame.h"
#include "local/server.h"
#include "yaml/doc.h"

static char folder[] = "/tmp/lutf-local-XXXXXX";
static char path[256];

static struct {
	uv_loop_t loop;
	uv_thread_t thread;
	uv_async_t stop;
	uv_timer_t timer;
	struct lutf_local_server *server;
	uint64_t later; /* the request that the timer answers */
	int late_rc;    /* what lutf_local_server_answer() said then */
	uv_sem_t answered;
} host;

static int answer(uint64_t id, const char *text)
{
	return lutf_local_server_answer(host.server, id, strdup(text), strlen(text));
}

static void on_timer(uv_timer_t *timer)
{
	(void)timer;
	host.late_rc = answer(host.later, "{late: true}\n");
	uv_sem_post(&host.answered);
}

/* {late: milliseconds}, {large: bytes}, or anything that is answered by its first key. */
static void on_request(void *opaque, uint64_t id, const struct lutf_yaml_node *request)
{
	int64_t late = lutf_yaml_get_int(request, "late", -1), large = lutf_yaml_get_int(request, "large", -1);
	char text[128];

	assert_ptr_equal(opaque, &host);
	if (late >= 0) {
		host.later = id;
		uv_timer_start(&host.timer, on_timer, (uint64_t)late, 0);
	} else if (large >= 0) {
		lutf_local_server_answer(host.server, id, calloc(1, (size_t)large), (size_t)large);
	} else {
		snprintf(text, sizeof(text), "{said: %s}\n", request->items.first->key);
		assert_int_equal(answer(id, text), 0);
		/* Once is enough. */
		assert_int_equal(answer(id, text), -ESRCH);
	}
}

static void on_stop(uv_async_t *async)
{
	uv_close((uv_handle_t *)async, NULL);
	uv_close((uv_handle_t *)&host.timer, NULL);
	lutf_local_server_close(host.server, NULL, NULL);
}

static void run(void *opaque)
{
	(void)opaque;
	uv_run(&host.loop, UV_RUN_DEFAULT);
}

static int start(void **state)
{
	char error[512];

	(void)state;
	uv_loop_init(&host.loop);
	uv_async_init(&host.loop, &host.stop, on_stop);
	uv_timer_init(&host.loop, &host.timer);
	uv_sem_init(&host.answered, 0);
	snprintf(path, sizeof(path), "%s/new/socket", folder);
	if (lutf_local_server_open(&host.loop, path, on_request, &host, &host.server, error, sizeof(error)))
		return -1;
	return uv_thread_create(&host.thread, run, NULL);
}

static int stop(void **state)
{
	(void)state;
	uv_async_send(&host.stop);
	uv_thread_join(&host.thread);
	uv_sem_destroy(&host.answered);
	return uv_loop_close(&host.loop);
}

static int connect_now(void)
{
	int fd = -1;

	assert_int_equal(lutf_local_connect(path, &fd), 0);
	return fd;
}

static void assert_reply(int fd, const char *request, const char *expected)
{
	char *reply;
	size_t len;

	assert_int_equal(lutf_local_exchange(fd, request, strlen(request), &reply, &len), 0);
	assert_string_equal(reply, expected);
	free(reply);
}

static void assert_error(int fd, const char *request, const char *expected)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	char *reply;
	size_t len;

	assert_int_equal(lutf_local_exchange(fd, request, strlen(request), &reply, &len), 0);
	assert_int_equal(lutf_yaml_parse(reply, len, &doc, &error), 0);
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "error"), expected);
	lutf_yaml_doc_free(doc);
	free(reply);
}

static void put_frame(int fd, const char *text)
{
	unsigned char header[LUTF_LOCAL_HEADER];

	lutf_local_header_put(header, strlen(text));
	assert_int_equal(write(fd, header, sizeof(header)), sizeof(header));
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

static void assert_frame(int fd, const char *expected)
{
	unsigned char header[LUTF_LOCAL_HEADER];
	char text[128] = "";

	assert_int_equal(recv(fd, header, sizeof(header), MSG_WAITALL), sizeof(header));
	assert_true(lutf_local_header_get(header) < sizeof(text));
	assert_int_equal(recv(fd, text, lutf_local_header_get(header), MSG_WAITALL), strlen(expected));
	assert_string_equal(text, expected);
}

static void test_only_this_user_can_connect(void **state)
{
	struct stat status;
	char parent[256];

	(void)state;
	assert_int_equal(lstat(path, &status), 0);
	assert_int_equal(status.st_mode, S_IFSOCK | 0600);
	snprintf(parent, sizeof(parent), "%s/new", folder);
	assert_int_equal(lstat(parent, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0700);
}

static void test_replies_keep_the_order_of_their_requests(void **state)
{
	int fd = connect_now();

	(void)state;
	put_frame(fd, "{late: 50}");
	put_frame(fd, "{one: }");
	put_frame(fd, "{two: }");
	assert_frame(fd, "{late: true}\n");
	assert_frame(fd, "{said: one}\n");
	assert_frame(fd, "{said: two}\n");
	assert_int_equal(uv_sem_trywait(&host.answered), 0);
	close(fd);
}

static void test_a_request_may_come_in_pieces(void **state)
{
	const char bytes[] = "\0\0\0\x09{piece: ";
	int fd = connect_now();

	(void)state;
	for (size_t i = 0; i < sizeof(bytes) - 1; i++)
		assert_int_equal(send(fd, bytes + i, 1, 0), 1);
	assert_int_equal(send(fd, "}", 1, 0), 1);
	assert_frame(fd, "{said: piece}\n");
	close(fd);
}

static void test_others_are_served_while_one_waits(void **state)
{
	int slow = connect_now(), quick = connect_now();

	(void)state;
	put_frame(slow, "{late: 200}");
	assert_reply(quick, "{one: }", "{said: one}\n");
	assert_int_not_equal(uv_sem_trywait(&host.answered), 0);
	assert_frame(slow, "{late: true}\n");
	uv_sem_wait(&host.answered);
	close(slow);
	close(quick);
}

static void test_what_is_no_request_is_told_so_and_the_connection_goes_on(void **state)
{
	int fd = connect_now();

	(void)state;
	assert_error(fd, "{a: [}",
		     "the request is no YAML that is accepted here: line 1, column 6: did not find expected node content, "
		     "while parsing a flow node");
	assert_error(fd, "{a: *x}", "the request is no YAML that is accepted here: line 1, column 5: alias *x is not allowed");
	assert_error(fd, "- a", "the request is no mapping: send one such as {control: {action: now}}");
	assert_error(fd, "", "the request is no mapping: send one such as {control: {action: now}}");
	assert_reply(fd, "{one: }", "{said: one}\n");
	close(fd);
}

static void test_too_long_a_request_is_refused_by_its_header(void **state)
{
	int fd = connect_now(), other = connect_now();
	char text[256] = "";

	(void)state;
	assert_int_equal(write(fd, "\xff\xff\xff\xff", 4), 4);
	assert_int_equal(recv(fd, text, 4, MSG_WAITALL), 4);
	assert_true(recv(fd, text, sizeof(text) - 1, MSG_WAITALL) > 0);
	assert_non_null(strstr(text, "a request of 4294967295 bytes is refused: 4194304 is the most"));
	assert_int_equal(recv(fd, text, 1, 0), 0);
	assert_reply(other, "{one: }", "{said: one}\n");
	close(fd);
	close(other);
}

static void test_too_long_a_reply_becomes_an_error(void **state)
{
	int fd = connect_now();

	(void)state;
	assert_error(fd, "{large: 67108865}", "the reply has 67108865 bytes; 67108864 is the most: ask for less at a time");
	assert_reply(fd, "{one: }", "{said: one}\n");
	close(fd);
}

static void test_clients_may_go_at_any_time(void **state)
{
	int fd = connect_now();

	(void)state;
	assert_int_equal(write(fd, "\0\0\0\x08{hal", 8), 8);
	close(fd);
	fd = connect_now();
	put_frame(fd, "{late: 20}");
	close(fd);
	uv_sem_wait(&host.answered);
	assert_true(host.late_rc == 0 || host.late_rc == -ESRCH);
	fd = connect_now();
	assert_reply(fd, "{one: }", "{said: one}\n");
	close(fd);
}

static void test_more_clients_than_are_served_wait(void **state)
{
	static int fds[LUTF_LOCAL_CONNECTIONS_MAX + 8];
	const size_t count = sizeof(fds) / sizeof(fds[0]);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		fds[i] = connect_now();
		put_frame(fds[i], "{one: }");
	}
	for (size_t i = 0; i < count; i++) {
		assert_frame(fds[i], "{said: one}\n");
		close(fds[i]);
	}
}

static int open_another(const char *where, char error[512])
{
	struct lutf_local_server *server;
	uv_loop_t loop;
	int rc;

	uv_loop_init(&loop);
	rc = lutf_local_server_open(&loop, where, on_request, &host, &server, error, 512);
	if (!rc)
		lutf_local_server_close(server, NULL, NULL);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	return rc;
}

static void test_a_socket_that_is_served_is_left_alone(void **state)
{
	char error[512];
	int fd;

	(void)state;
	assert_int_equal(open_another(path, error), -EADDRINUSE);
	assert_non_null(strstr(error, "another process serves this socket: end it, or use another path"));
	fd = connect_now();
	assert_reply(fd, "{one: }", "{said: one}\n");
	close(fd);
}

static void test_a_socket_that_nobody_serves_is_replaced(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char error[512];
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/stale", folder);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	close(fd);
	assert_int_equal(open_another(address.sun_path, error), 0);
	assert_int_not_equal(access(address.sun_path, F_OK), 0);
}

static void test_a_file_is_not_replaced(void **state)
{
	char error[512], file[256];
	FILE *made;

	(void)state;
	snprintf(file, sizeof(file), "%s/file", folder);
	made = fopen(file, "w");
	assert_non_null(made);
	fclose(made);
	assert_int_equal(open_another(file, error), -EADDRINUSE);
	assert_non_null(strstr(error, "there is a file of that name that is no socket"));
	assert_int_equal(unlink(file), 0);
}

static void test_a_path_that_is_too_long_is_refused(void **state)
{
	char error[512], file[256];

	(void)state;
	snprintf(file, sizeof(file), "%s/%0200d", folder, 1);
	assert_int_equal(open_another(file, error), -ENAMETOOLONG);
	assert_non_null(strstr(error, "a socket's path has at most 107 bytes"));
}

static int make_folder(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[128];

	(void)state;
	/* The server has removed its socket. */
	assert_int_not_equal(access(path, F_OK), 0);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_only_this_user_can_connect, start, stop),
		cmocka_unit_test_setup_teardown(test_replies_keep_the_order_of_their_requests, start, stop),
		cmocka_unit_test_setup_teardown(test_a_request_may_come_in_pieces, start, stop),
		cmocka_unit_test_setup_teardown(test_others_are_served_while_one_waits, start, stop),
		cmocka_unit_test_setup_teardown(test_what_is_no_request_is_told_so_and_the_connection_goes_on, start, stop),
		cmocka_unit_test_setup_teardown(test_too_long_a_request_is_refused_by_its_header, start, stop),
		cmocka_unit_test_setup_teardown(test_too_long_a_reply_becomes_an_error, start, stop),
		cmocka_unit_test_setup_teardown(test_clients_may_go_at_any_time, start, stop),
		cmocka_unit_test_setup_teardown(test_more_clients_than_are_served_wait, start, stop),
		cmocka_unit_test_setup_teardown(test_a_socket_that_is_served_is_left_alone, start, stop),
		cmocka_unit_test(test_a_socket_that_nobody_serves_is_replaced),
		cmocka_unit_test(test_a_file_is_not_replaced),
		cmocka_unit_test(test_a_path_that_is_too_long_is_refused),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
