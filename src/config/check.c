/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A configuration file's tree against the schema: every mistake is said with its place, and what was perhaps meant. */
#include "config/config_internal.h"
#include "config/text_value.h"
#include "yaml/doc.h"
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys of the design document that have gone, and what to say. */
static const struct {
	const char *name, *text;
} gone[] = {
	{"extra_py", "LUTF runs TypeScript, there are no Python paths; use 'extra_path'"},
};

/* Lives on the stack of lutf_config_parse(). */
struct load {
	struct lutf_config *config;
	struct lutf_config_error *error;
	const char *path;
	int code; /* of the first mistake */
};

__attribute__((format(printf, 2, 3))) static void append(struct lutf_config_error *error, const char *format, ...)
{
	size_t len = strlen(error->text);
	va_list args;

	va_start(args, format);
	vsnprintf(error->text + len, sizeof(error->text) - len, format, args);
	va_end(args);
}

static void begin_mistake(struct load *load, uint32_t line, uint32_t column)
{
	load->code = load->code ? load->code : -EINVAL;
	append(load->error, "%s%s:%u:%u: ", load->error->count++ ? "\n" : "", load->path, line, column);
}

#define mistake(load, line, column, ...) (begin_mistake(load, line, column), append((load)->error, __VA_ARGS__))

static void fail_memory(struct load *load)
{
	load->code = -ENOMEM;
	append(load->error, "%s%s: out of memory", load->error->count++ ? "\n" : "", load->path);
}

static const char *kind_text(enum lutf_config_kind kind)
{
	switch (kind) {
	case LUTF_CONFIG_NAME:
	case LUTF_CONFIG_NAMES:
		return "a name of letters, digits, '.', '_' and '-', 63 at most";
	case LUTF_CONFIG_ADDRESS:
	case LUTF_CONFIG_ADDRESSES:
		return "a host name or IP address";
	case LUTF_CONFIG_PATH:
	case LUTF_CONFIG_PATHS:
		return "a path";
	case LUTF_CONFIG_PORT:
		return "a port, 1 to 65535";
	case LUTF_CONFIG_BOOL:
		return "0 or 1";
	case LUTF_CONFIG_DURATION:
		return "a time such as 30s, 500ms or 2m, or a number of seconds";
	default:
		return "text";
	}
}

static const char *found_text(const struct lutf_yaml_node *node)
{
	switch (node->kind) {
	case LUTF_YAML_NULL:
		return "nothing";
	case LUTF_YAML_BOOL:
		return node->boolean ? "true" : "false";
	case LUTF_YAML_SEQUENCE:
		return "a sequence";
	case LUTF_YAML_MAPPING:
		return "a mapping";
	case LUTF_YAML_FLOAT:
		return "a number with a fraction";
	default:
		return "text";
	}
}

static bool is_valid(enum lutf_config_kind kind, const char *text)
{
	char host[LUTF_HOST_SIZE];
	uint16_t port = 0;
	int64_t number;

	switch (kind) {
	case LUTF_CONFIG_NAME:
	case LUTF_CONFIG_NAMES:
		return lutf_text_is_node_name(text);
	case LUTF_CONFIG_ADDRESS:
	case LUTF_CONFIG_ADDRESSES:
		return lutf_text_address(text, host, &port) && !port;
	case LUTF_CONFIG_PORT:
		return lutf_text_integer(text, 1, UINT16_MAX, &number);
	case LUTF_CONFIG_BOOL:
		return !strcmp(text, "0") || !strcmp(text, "1");
	case LUTF_CONFIG_DURATION:
		return lutf_text_duration(text, &number);
	default:
		return *text != '\0';
	}
}

/* A scalar as text; number is for those that are not text already. NULL: there is no such text, or a NUL in it. */
static const char *scalar_text(const struct lutf_yaml_node *node, enum lutf_config_kind kind, char number[32])
{
	switch (node->kind) {
	case LUTF_YAML_STRING:
		return strlen(node->string.text) == node->string.len ? node->string.text : NULL;
	case LUTF_YAML_INT:
		snprintf(number, 32, "%" PRId64, node->integer);
		return number;
	case LUTF_YAML_FLOAT:
		if (kind != LUTF_CONFIG_DURATION || !(node->number >= 0 && node->number < INT32_MAX))
			return NULL;
		snprintf(number, 32, "%" PRId64 "ms", (int64_t)(node->number * 1000 + 0.5));
		return number;
	case LUTF_YAML_BOOL:
		return kind == LUTF_CONFIG_BOOL ? (node->boolean ? "1" : "0") : NULL;
	default:
		return NULL;
	}
}

/* Relative paths are meant from the folder of the file. */
static char *handed_out(const struct load *load, enum lutf_config_kind kind, const char *text)
{
	const char *slash = strrchr(load->path, '/');
	char *joined;

	if ((kind != LUTF_CONFIG_PATH && kind != LUTF_CONFIG_PATHS) || *text == '/' || !slash)
		return strdup(text);
	return asprintf(&joined, "%.*s%s", (int)(slash + 1 - load->path), load->path, text) < 0 ? NULL : joined;
}

static void take_scalar(struct load *load, const struct lutf_config_key *key, struct lutf__config_value *value,
			const struct lutf_yaml_node *node)
{
	char number[32];
	const char *text = scalar_text(node, key->kind, number);

	if (!text) {
		mistake(load, node->line, node->column, "'%s' must be %s, not %s", key->name, kind_text(key->kind), found_text(node));
		return;
	}
	if (!is_valid(key->kind, text)) {
		mistake(load, node->line, node->column, "'%s' must be %s, not '%.80s'", key->name, kind_text(key->kind), text);
		return;
	}
	value->texts[value->count] = handed_out(load, key->kind, text);
	if (value->texts[value->count])
		value->count++;
	else
		fail_memory(load);
}

static void take_plural(struct load *load, const struct lutf_config_key *key, struct lutf__config_value *value,
			const struct lutf_yaml_node *node)
{
	const struct lutf_yaml_node *item;
	char expected[16];
	size_t i = 0;

	if (!node->items.first)
		mistake(load, node->line, node->column, "'%s' is empty", key->name);
	for (item = node->items.first; item; item = item->next, i++) {
		snprintf(expected, sizeof(expected), "%zu", i);
		if (node->kind == LUTF_YAML_MAPPING && strcmp(item->key, expected)) {
			mistake(load, item->key_line, item->key_column, "'%s' is numbered from 0: expected %s, not '%.40s'", key->name,
				expected, item->key);
			return;
		}
		take_scalar(load, key, value, item);
	}
}

static void take_value(struct load *load, const struct lutf_config_key *key, const struct lutf_yaml_node *node)
{
	struct lutf__config_value *value = &load->config->values[key - lutf_config_keys];
	bool collection = node->kind == LUTF_YAML_MAPPING || node->kind == LUTF_YAML_SEQUENCE;

	value->line = node->key_line;
	value->column = node->key_column;
	value->texts = calloc((lutf__config_is_plural(key->kind) && collection ? node->items.count : 1) + 1, sizeof(*value->texts));
	if (!value->texts)
		fail_memory(load);
	else if (lutf__config_is_plural(key->kind) && collection)
		take_plural(load, key, value, node);
	else if (lutf__config_is_plural(key->kind) && key->kind != LUTF_CONFIG_PATHS)
		mistake(load, node->line, node->column, "'%s' must be a sequence, or a mapping with the keys 0 to N, not %s", key->name,
			node->kind == LUTF_YAML_INT ? "a number" : found_text(node));
	else
		take_scalar(load, key, value, node);
}

static void say_allowed(struct load *load, enum lutf_config_type type)
{
	const char *between = " allowed: ";
	size_t i;

	for (i = 0; i < LUTF__CONFIG_KEYS; i++) {
		if (lutf_config_keys[i].file != type)
			continue;
		append(load->error, "%s%s", between, lutf_config_keys[i].name);
		between = ", ";
	}
}

static void say_near(struct load *load, const char *given, const char *const *names)
{
	const char *near = lutf_text_near(given, names);

	if (near)
		append(load->error, "; did you mean '%s'?", near);
	else
		append(load->error, ";");
}

static void unknown_key(struct load *load, const struct lutf_yaml_node *item, enum lutf_config_type type)
{
	const char *names[LUTF__CONFIG_KEYS + 1];
	size_t i, n = 0;

	for (i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
		if (!strcmp(item->key, gone[i].name)) {
			mistake(load, item->key_line, item->key_column, "'%s' has gone: %s", gone[i].name, gone[i].text);
			return;
		}
	}
	for (i = 0; i < LUTF__CONFIG_KEYS; i++)
		if (lutf_config_keys[i].file == type)
			names[n++] = lutf_config_keys[i].name;
	names[n] = NULL;
	mistake(load, item->key_line, item->key_column, "unknown key '%.40s' in config (type %s)", item->key, lutf__config_types[type]);
	say_near(load, item->key, names);
	say_allowed(load, type);
}

static void take_keys(struct load *load, const struct lutf_yaml_node *mapping, enum lutf_config_type type)
{
	const struct lutf_yaml_node *item;
	size_t i;

	for (item = mapping->items.first; item; item = item->next) {
		for (i = 0; i < LUTF__CONFIG_KEYS; i++)
			if (lutf_config_keys[i].file == type && !strcmp(lutf_config_keys[i].name, item->key))
				break;
		if (i == LUTF__CONFIG_KEYS)
			unknown_key(load, item, type);
		else
			take_value(load, &lutf_config_keys[i], item);
	}
	for (i = 0; i < LUTF__CONFIG_KEYS; i++)
		if (lutf_config_keys[i].file == type && lutf_config_keys[i].needed && !lutf_yaml_get(mapping, lutf_config_keys[i].name))
			mistake(load, mapping->line, mapping->column, "config (type %s) needs '%s': %s", lutf__config_types[type],
				lutf_config_keys[i].name, lutf_config_keys[i].text);
}

/* True if the file is of the type that is expected: only then its keys mean anything. */
static bool check_type(struct load *load, const struct lutf_yaml_node *config, enum lutf_config_type expected)
{
	const struct lutf_yaml_node *node = lutf_yaml_get(config, "type");
	size_t i;

	if (!node) {
		mistake(load, config->line, config->column,
			"config needs 'type': one of test-setup, master, agent, tests-scripts; here it is '%s'",
			lutf__config_types[expected]);
		return false;
	}
	if (node->kind != LUTF_YAML_STRING) {
		mistake(load, node->line, node->column, "'type' must be text, not %s",
			node->kind == LUTF_YAML_INT ? "a number" : found_text(node));
		return false;
	}
	if (!strcmp(node->string.text, lutf__config_types[expected]))
		return true;
	for (i = 0; i < LUTF_CONFIG_TYPES; i++) {
		if (!strcmp(node->string.text, lutf__config_types[i])) {
			mistake(load, node->line, node->column, "this file is of type %s (%s); one of type %s (%s) is wanted here",
				lutf__config_types[i], lutf_config_type_text((enum lutf_config_type)i), lutf__config_types[expected],
				lutf_config_type_text(expected));
			return false;
		}
	}
	mistake(load, node->line, node->column, "unknown type '%.40s'", node->string.text);
	say_near(load, node->string.text, lutf__config_types);
	append(load->error, " allowed: test-setup, master, agent, tests-scripts");
	return false;
}

static void take_root(struct load *load, const struct lutf_yaml_node *root, enum lutf_config_type expected)
{
	const struct lutf_yaml_node *config = lutf_yaml_get(root, "config"), *item;

	if (!root) {
		mistake(load, 1, 1, "the file is empty; it must begin with 'config:'");
		return;
	}
	if (root->kind != LUTF_YAML_MAPPING) {
		mistake(load, root->line, root->column, "the file must be a mapping with the key 'config'");
		return;
	}
	for (item = root->items.first; item; item = item->next)
		if (strcmp(item->key, "config"))
			mistake(load, item->key_line, item->key_column, "unknown key '%.40s'; only 'config' may stand here", item->key);
	if (!config) {
		mistake(load, root->line, root->column, "'config' is missing");
		return;
	}
	if (config->kind != LUTF_YAML_MAPPING) {
		mistake(load, config->line, config->column, "'config' must be a mapping, not %s",
			config->kind == LUTF_YAML_INT ? "a number" : found_text(config));
		return;
	}
	if (check_type(load, config, expected))
		take_keys(load, config, expected);
}

int lutf_config_parse(const char *path, const char *text, size_t len, enum lutf_config_type expected, struct lutf_config **out,
		      struct lutf_config_error *error)
{
	struct load load = {.error = error, .path = path};
	struct lutf_yaml_error yaml_error;
	struct lutf_yaml_doc *doc;
	const char *reason;

	*out = NULL;
	error->text[0] = '\0';
	error->count = 0;
	load.code = lutf_yaml_parse(text, len, &doc, &yaml_error);
	if (load.code) {
		/* "line 3, column 7: reason", with the place in this module's way */
		reason = yaml_error.line ? strstr(yaml_error.text, ": ") : NULL;
		begin_mistake(&load, yaml_error.line, yaml_error.column);
		append(error, "%s", reason ? reason + 2 : yaml_error.text);
		return load.code;
	}
	load.config = calloc(1, sizeof(*load.config));
	if (load.config)
		load.config->path = strdup(path);
	if (!load.config || !load.config->path) {
		fail_memory(&load);
	} else {
		load.config->type = expected;
		take_root(&load, lutf_yaml_root(doc), expected);
	}
	lutf_yaml_doc_free(doc);
	if (load.code)
		lutf_config_free(load.config);
	else
		*out = load.config;
	return load.code;
}
