/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The library's additions to libyaml (lnetconfig-api.md §1). Mappings are written and errors logged as they are anywhere. A socket of generic netlink
 * cannot be had of a simulated node: what would read from one or write to one fails as libyaml functions do, by 0 and a problem that says why.
 */
#include "client.h"

#include <stdlib.h>
#include <string.h>

#include "symbols.h"

static const char no_netlink[] = "generic netlink is not simulated";

/* ---- mappings ---- */

static int emit_scalar(yaml_event_t *event, yaml_emitter_t *emitter, const char *tag, const char *text)
{
	return yaml_scalar_event_initialize(event, NULL, (const yaml_char_t *)tag, (const yaml_char_t *)text, (int)strlen(text), 1, 0,
					    YAML_PLAIN_SCALAR_STYLE) &&
	       yaml_emitter_emit(emitter, event);
}

static int emit_pair(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const char *tag, const char *text)
{
	return emit_scalar(event, emitter, YAML_STR_TAG, key) && emit_scalar(event, emitter, tag, text);
}

/* A number of size bytes; 0 for a size that no number has. */
static int emit_number(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const void *val, int size, bool is_signed)
{
	char text[32];
	int64_t number;

	switch (size) {
	case 1:
		number = is_signed ? *(const int8_t *)val : *(const uint8_t *)val;
		break;
	case 2:
		number = is_signed ? *(const int16_t *)val : *(const uint16_t *)val;
		break;
	case 4:
		if (is_signed)
			number = *(const int32_t *)val;
		else
			number = *(const uint32_t *)val;
		break;
	case 8:
		number = *(const int64_t *)val;
		break;
	default:
		return 0;
	}
	if (is_signed)
		snprintf(text, sizeof(text), "%lld", (long long)number);
	else
		snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
	return emit_pair(event, emitter, key, YAML_INT_TAG, text);
}

int lnet_yaml_int_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const void *val, int size)
{
	return emit_number(event, emitter, key, val, size, true);
}

int lnet_yaml_uint_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const void *val, int size)
{
	return emit_number(event, emitter, key, val, size, false);
}

int lnet_yaml_bool_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const char *val)
{
	return emit_pair(event, emitter, key, YAML_BOOL_TAG, val);
}

int lnet_yaml_str_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const char *val)
{
	return emit_pair(event, emitter, key, YAML_STR_TAG, val);
}

/* ---- netlink ---- */

int yaml_emitter_set_streaming_output_netlink(yaml_emitter_t *sender, struct nl_sock *nl, char *family, int version, int cmd, int flags,
					      bool stream)
{
	(void)nl;
	(void)family;
	(void)version;
	(void)cmd;
	(void)flags;
	(void)stream;
	sender->error = YAML_WRITER_ERROR;
	sender->problem = no_netlink;
	return 0;
}

int yaml_emitter_set_output_netlink(yaml_emitter_t *emitter, struct nl_sock *nl, char *family, int version, int cmd, int flags)
{
	return yaml_emitter_set_streaming_output_netlink(emitter, nl, family, version, cmd, flags, false);
}

/* The emitter is made in any case: its error is logged, and it is cleaned up, by the caller. */
int yaml_netlink_setup_emitter(yaml_emitter_t *output, struct nl_sock *sk, char *family, int version, int flags, int op, bool stream)
{
	return yaml_emitter_initialize(output) && yaml_emitter_set_streaming_output_netlink(output, sk, family, version, op, flags, stream);
}

int yaml_netlink_complete_emitter(yaml_emitter_t *output)
{
	return yaml_emitter_set_output_netlink(output, NULL, NULL, 0, 0, 0);
}

int yaml_parser_set_input_netlink(yaml_parser_t *parser, struct nl_sock *nl, bool stream)
{
	(void)nl;
	(void)stream;
	parser->error = YAML_READER_ERROR;
	parser->problem = no_netlink;
	return 0;
}

/* 0: it reads from no netlink. */
int yaml_parser_get_reader_proto_version(yaml_parser_t *parser)
{
	(void)parser;
	return 0;
}

const char *yaml_parser_get_reader_error(yaml_parser_t *parser)
{
	return parser->problem;
}

/* ---- errors and ends ---- */

void yaml_parser_log_error(yaml_parser_t *parser, FILE *log, const char *errmsg)
{
	const char *what = errmsg ? errmsg : parser->problem ? parser->problem : "";

	switch (parser->error) {
	case YAML_NO_ERROR:
		break;
	case YAML_MEMORY_ERROR:
		fprintf(log, "Memory error: Not enough memory for parsing\n");
		break;
	case YAML_READER_ERROR:
		fprintf(log, "Reader error: %s at %zu\n", what, parser->problem_offset);
		break;
	case YAML_SCANNER_ERROR:
	case YAML_PARSER_ERROR:
		fprintf(log, "%s error: %s at line %zu, column %zu\n", parser->error == YAML_SCANNER_ERROR ? "Scanner" : "Parser", what,
			parser->problem_mark.line + 1, parser->problem_mark.column + 1);
		break;
	default:
		fprintf(log, "Internal error: %s\n", what);
	}
}

void yaml_emitter_log_error(yaml_emitter_t *emitter, FILE *log)
{
	const char *what = emitter->problem ? emitter->problem : "";

	switch (emitter->error) {
	case YAML_NO_ERROR:
		break;
	case YAML_MEMORY_ERROR:
		fprintf(log, "Memory error: Not enough memory for emitting\n");
		break;
	case YAML_WRITER_ERROR:
		fprintf(log, "Writer error: %s\n", what);
		break;
	case YAML_EMITTER_ERROR:
		fprintf(log, "Emitter error: %s\n", what);
		break;
	default:
		fprintf(log, "Internal error: %s\n", what);
	}
}

void yaml_emitter_cleanup(yaml_emitter_t *request)
{
	yaml_emitter_delete(request);
}

void yaml_parser_cleanup(yaml_parser_t *reply)
{
	yaml_parser_delete(reply);
}
