/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lnetctl, lctl, lst, modprobe … of a simulated node: each is a link to this program, which hands its command line to the simulator (`lutf lnetsim`)
 * and prints what that says. Scripts run them by the hundred, so it does little and links with little.
 *
 * The environment says where it is: LUTF_LNETSIM_SOCKET is the simulator's socket, LUTF_LNETSIM_NODE the name of the node, LUTF_LNETSIM_LOG (not
 * needed) the simulator's log, for messages. A frame (local/frame.h)
 * goes each way:
 *
 *   {command: {node: NAME, argv: [words], cwd: path, environment: {NAME: value …}, input: text|null}}
 *      -> {stdout: text, stderr: text, code: int}   printed as they are; code is the exit status (139 just exits with that)
 *      -> {input_wanted: true}                      the command reads its standard input: sent again with all of it in input
 *      -> {exec_real: true}                         nothing of this is simulated (cat of a real file …): the next program of this name on PATH is run
 *      -> {refused: text} the simulator does not model this; {error: text} it could not do it
 *
 * argv[0] is the name of the link. Of the environment only what lst reads is sent. Files named on the command line are the simulator's business.
 * Without LUTF_LNETSIM_SOCKET this is no simulated node, and the next program of the name on PATH is run. Exit status 4 (lutf's own "could not start"),
 * which none of the real programs has, says that it could not do its work: no simulator, or a reply that refuses.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "limits.h"
#include "local/exchange.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

#define COULD_NOT 4

/* What the real lst reads (lnetconfig-api.md §4.2); the others read nothing. */
static const char *const variables[] = {"LST_SESSION", "LST_FEATURES"};

static const char *name; /* that of the link */

__attribute__((format(printf, 1, 2), noreturn)) static void give_up(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "%s: ", name);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(COULD_NOT);
}

/* "; its log is PATH", if whoever started the simulator has said where that is. */
static const char *log_hint(void)
{
	static char text[4096 + 16];
	const char *path = getenv("LUTF_LNETSIM_LOG");

	if (path && *path)
		snprintf(text, sizeof(text), "; its log is %s", path);
	return text;
}

/* The next program of our name on PATH that is not this one. Returns only if there is none. */
static void exec_next(char **argv)
{
	const char *path = getenv("PATH"), *end;
	struct stat self, other;
	char file[4096];

	if (!path || stat("/proc/self/exe", &self))
		return;
	for (; path; path = end ? end + 1 : NULL) {
		int len;

		end = strchr(path, ':');
		len = end ? (int)(end - path) : (int)strlen(path);
		len = snprintf(file, sizeof(file), "%.*s/%s", len ? len : 1, len ? path : ".", name);
		if (len < 0 || (size_t)len >= sizeof(file) || stat(file, &other) || !S_ISREG(other.st_mode) || access(file, X_OK))
			continue;
		if (other.st_dev == self.st_dev && other.st_ino == self.st_ino)
			continue;
		execv(file, argv);
	}
}

/* What is no UTF-8 is written as U+FFFD: YAML could not carry it. */
static void write_text(struct lutf_yaml_writer *writer, const char *text, size_t len)
{
	char *clean = malloc(3 * len + 1);
	size_t at = 0, size = 0, used;

	if (!clean)
		give_up("out of memory");
	while (at < len) {
		used = lutf_yaml_character(text + at, len - at);
		memcpy(clean + size, used ? text + at : "\xef\xbf\xbd", used ? used : 3);
		size += used ? used : 3;
		at += used ? used : 1;
	}
	lutf_yaml_string(writer, clean, size);
	free(clean);
}

static void write_field(struct lutf_yaml_writer *writer, const char *key, const char *text)
{
	lutf_yaml_key(writer, key);
	write_text(writer, text, strlen(text));
}

static char *write_request(const char *node, char **argv, const char *input, size_t input_len, size_t *len)
{
	struct lutf_yaml_writer *writer;
	char *cwd = getcwd(NULL, 0), *text;
	int rc = lutf_yaml_writer_new(&writer);

	if (rc)
		give_up("%s", strerror(-rc));
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "command");
	lutf_yaml_begin_mapping(writer);
	write_field(writer, "node", node);
	lutf_yaml_key(writer, "argv");
	lutf_yaml_begin_sequence(writer);
	write_text(writer, name, strlen(name));
	for (char **word = argv + 1; *word; word++)
		write_text(writer, *word, strlen(*word));
	lutf_yaml_end_sequence(writer);
	/* A folder that has been removed has no name; no file is found from it either. */
	write_field(writer, "cwd", cwd ? cwd : "/");
	lutf_yaml_key(writer, "environment");
	lutf_yaml_begin_mapping(writer);
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		const char *value = getenv(variables[i]);

		if (value)
			write_field(writer, variables[i], value);
	}
	lutf_yaml_end_mapping(writer);
	lutf_yaml_key(writer, "input");
	if (input)
		write_text(writer, input, input_len);
	else
		lutf_yaml_null(writer);
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
	free(cwd);
	rc = lutf_yaml_writer_finish(writer, &text, len);
	lutf_yaml_writer_free(writer);
	if (rc)
		give_up("the command line cannot be sent to the simulator: %s", strerror(-rc));
	return text;
}

/* All of standard input, malloc()ed. */
static char *read_input(size_t *len)
{
	char *text = malloc(LUTF_LOCAL_REQUEST_MAX);
	ssize_t got = 1;

	if (!text)
		give_up("out of memory");
	for (*len = 0; got && *len < LUTF_LOCAL_REQUEST_MAX;) {
		got = read(STDIN_FILENO, text + *len, LUTF_LOCAL_REQUEST_MAX - *len);
		if (got < 0 && errno != EINTR)
			give_up("standard input: %s", strerror(errno));
		if (got > 0)
			*len += (size_t)got;
	}
	if (*len == LUTF_LOCAL_REQUEST_MAX)
		give_up("standard input is longer than the simulator takes, %u bytes", LUTF_LOCAL_REQUEST_MAX - 1);
	return text;
}

static struct lutf_yaml_doc *ask(int fd, const char *path, const char *node, char **argv, const char *input, size_t input_len)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	char *request, *reply = NULL;
	size_t len, reply_len = 0;
	int rc;

	request = write_request(node, argv, input, input_len, &len);
	rc = lutf_local_exchange(fd, request, len, &reply, &reply_len);
	free(request);
	if (rc == -EMSGSIZE)
		give_up("too much for one message to or from the LNet simulator (%u bytes to it)", LUTF_LOCAL_REQUEST_MAX);
	if (rc)
		give_up("the LNet simulator on %s went away (%s)%s", path, strerror(-rc), log_hint());
	rc = lutf_yaml_parse(reply, reply_len, &doc, &error);
	free(reply);
	if (rc)
		give_up("what the LNet simulator on %s answered is no YAML: %s", path, error.text);
	return doc;
}

static bool is_true(const struct lutf_yaml_node *reply, const char *key)
{
	const struct lutf_yaml_node *value = lutf_yaml_get(reply, key);

	return value && value->kind == LUTF_YAML_BOOL && value->boolean;
}

static void print(int fd, const struct lutf_yaml_node *text)
{
	size_t done = 0;

	while (text && text->kind == LUTF_YAML_STRING && done < text->string.len) {
		ssize_t written = write(fd, text->string.text + done, text->string.len - done);

		if (written < 0 && errno != EINTR)
			give_up("cannot write to %s: %s", fd == STDOUT_FILENO ? "standard output" : "standard error", strerror(errno));
		if (written > 0)
			done += (size_t)written;
	}
}

int main(int argc, char **argv)
{
	const char *path = getenv("LUTF_LNETSIM_SOCKET"), *node = getenv("LUTF_LNETSIM_NODE"), *slash, *error;
	const struct lutf_yaml_node *reply;
	static struct lutf_yaml_doc *doc; /* lives as long as we do */
	int fd, rc;

	slash = argc ? strrchr(argv[0], '/') : NULL;
	name = slash ? slash + 1 : argc ? argv[0] : "lnetctl";
	if (!path || !*path) {
		exec_next(argv);
		give_up("this is no simulated node (LUTF_LNETSIM_SOCKET is not set), and PATH has no other %s", name);
	}
	if (!node || !*node)
		give_up("LUTF_LNETSIM_SOCKET is set, and LUTF_LNETSIM_NODE does not say which node of the simulator this is: "
			"set it, for example to agent1");
	rc = lutf_local_connect(path, &fd);
	if (rc)
		give_up("the LNet simulator does not answer on %s (%s): has it ended?%s", path, strerror(-rc),
			getenv("LUTF_LNETSIM_LOG") ? log_hint() : " `lutf lnetsim` starts one");
	doc = ask(fd, path, node, argv, NULL, 0);
	if (is_true(lutf_yaml_root(doc), "input_wanted")) {
		size_t len;
		char *input = read_input(&len);

		lutf_yaml_doc_free(doc);
		doc = ask(fd, path, node, argv, input, len);
		free(input);
	}
	reply = lutf_yaml_root(doc);
	if (is_true(reply, "exec_real")) {
		exec_next(argv);
		give_up("this is not simulated, and PATH has no other %s", name);
	}
	error = lutf_yaml_get_string(reply, "error");
	if (!error)
		error = lutf_yaml_get_string(reply, "refused");
	if (error)
		give_up("%s", error);
	if (!lutf_yaml_get(reply, "code"))
		give_up("the LNet simulator on %s answered without an exit status", path);
	print(STDOUT_FILENO, lutf_yaml_get(reply, "stdout"));
	print(STDERR_FILENO, lutf_yaml_get(reply, "stderr"));
	return (int)(lutf_yaml_get_int(reply, "code", COULD_NOT) & 255);
}
