/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "yaml/writer.h"
#include "limits.h"
#include "yaml/doc.h"
#include "yaml/scalar.h"
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct lutf_yaml_writer {
	yaml_emitter_t yaml;
	bool live;    /* yaml is initialised */
	bool started; /* the document has begun */
	int error;    /* the first one; sticks */
	unsigned depth;
	char *text;
	size_t len, size;
};

static void set_error(struct lutf_yaml_writer *writer, int error)
{
	if (!writer->error)
		writer->error = error;
}

static int write_text(void *opaque, unsigned char *bytes, size_t count)
{
	struct lutf_yaml_writer *writer = opaque;
	char *grown;

	if (writer->size - writer->len <= count) {
		size_t size = writer->size ? writer->size * 2 : 512;

		while (size - writer->len <= count)
			size *= 2;
		grown = realloc(writer->text, size);
		if (!grown)
			return 0;
		writer->text = grown;
		writer->size = size;
	}
	memcpy(writer->text + writer->len, bytes, count);
	writer->len += count;
	return 1;
}

/* Takes the event over, as libyaml does, also when the emitter does not get it. made: libyaml made the event. */
static void emit(struct lutf_yaml_writer *writer, int made, yaml_event_t *event)
{
	if (writer->error && made)
		yaml_event_delete(event);
	else if (!writer->error && (!made || !yaml_emitter_emit(&writer->yaml, event)))
		set_error(writer, -ENOMEM);
}

static void start(struct lutf_yaml_writer *writer)
{
	yaml_event_t event;

	if (writer->started || writer->error)
		return;
	writer->started = true;
	if (!writer->live) {
		if (!yaml_emitter_initialize(&writer->yaml)) {
			set_error(writer, -ENOMEM);
			return;
		}
		writer->live = true;
		yaml_emitter_set_output(&writer->yaml, write_text, writer);
		yaml_emitter_set_unicode(&writer->yaml, 1);
		yaml_emitter_set_width(&writer->yaml, -1);
	}
	emit(writer, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
	emit(writer, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1), &event);
}

int lutf_yaml_writer_new(struct lutf_yaml_writer **out)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : -ENOMEM;
}

void lutf_yaml_writer_reset(struct lutf_yaml_writer *writer)
{
	if (writer->live)
		yaml_emitter_delete(&writer->yaml);
	writer->live = writer->started = false;
	writer->error = 0;
	writer->depth = 0;
	writer->len = 0;
}

void lutf_yaml_writer_free(struct lutf_yaml_writer *writer)
{
	if (!writer)
		return;
	lutf_yaml_writer_reset(writer);
	free(writer->text);
	free(writer);
}

static void enter(struct lutf_yaml_writer *writer)
{
	start(writer);
	if (writer->depth++ == LUTF_YAML_DEPTH_MAX)
		set_error(writer, -E2BIG);
}

void lutf_yaml_begin_mapping(struct lutf_yaml_writer *writer)
{
	yaml_event_t event;

	enter(writer);
	if (!writer->error)
		emit(writer, yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE), &event);
}

void lutf_yaml_end_mapping(struct lutf_yaml_writer *writer)
{
	yaml_event_t event;

	writer->depth--;
	if (!writer->error)
		emit(writer, yaml_mapping_end_event_initialize(&event), &event);
}

void lutf_yaml_begin_sequence(struct lutf_yaml_writer *writer)
{
	yaml_event_t event;

	enter(writer);
	if (!writer->error)
		emit(writer, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE), &event);
}

void lutf_yaml_end_sequence(struct lutf_yaml_writer *writer)
{
	yaml_event_t event;

	writer->depth--;
	if (!writer->error)
		emit(writer, yaml_sequence_end_event_initialize(&event), &event);
}

static void write_scalar(struct lutf_yaml_writer *writer, const char *text, size_t len, yaml_scalar_style_t style)
{
	yaml_event_t event;

	start(writer);
	if (writer->error)
		return;
	if (len > INT_MAX) {
		set_error(writer, -E2BIG);
		return;
	}
	emit(writer, yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)len, 1, 1, style), &event);
}

size_t lutf_yaml_character(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t i, width = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;

	if (width > len)
		return 0;
	for (i = 1; i < width; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf0 && p[1] < 0x90) ||
	    (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return width;
}

enum shape {
	SHAPE_LINE,
	SHAPE_LINES,   /* has a line feed */
	SHAPE_ESCAPED, /* has a line or paragraph separator: a line break to libyaml and YAML 1.1, a character to YAML 1.2 */
	SHAPE_INVALID, /* not UTF-8 */
};

static enum shape shape_of(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + len;
	enum shape shape = SHAPE_LINE;
	size_t width;

	for (; p < end; p += width) {
		width = 1;
		if (*p == '\n' && shape == SHAPE_LINE)
			shape = SHAPE_LINES;
		if (*p < 0x80)
			continue;
		width = lutf_yaml_character((const char *)p, (size_t)(end - p));
		if (!width)
			return SHAPE_INVALID;
		if (width == 3 && p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9))
			shape = SHAPE_ESCAPED;
	}
	return shape;
}

/* The style is a wish: libyaml double-quotes what its syntax or unprintable characters forbid there; only the schema is ours to know. */
static void write_string(struct lutf_yaml_writer *writer, const char *text, size_t len)
{
	yaml_scalar_style_t style = YAML_DOUBLE_QUOTED_SCALAR_STYLE;

	switch (shape_of(text, len)) {
	case SHAPE_LINE:
		if (lutf_yaml_resolve_plain(text, len, NULL, NULL, NULL) == LUTF_YAML_STRING)
			style = YAML_PLAIN_SCALAR_STYLE;
		break;
	case SHAPE_LINES:
		style = YAML_LITERAL_SCALAR_STYLE;
		break;
	case SHAPE_ESCAPED:
		break;
	case SHAPE_INVALID:
		set_error(writer, -EILSEQ);
		return;
	}
	write_scalar(writer, text, len, style);
}

void lutf_yaml_key(struct lutf_yaml_writer *writer, const char *key)
{
	write_string(writer, key, strlen(key));
}

void lutf_yaml_string(struct lutf_yaml_writer *writer, const char *text, size_t len)
{
	write_string(writer, text, len);
}

void lutf_yaml_int(struct lutf_yaml_writer *writer, int64_t value)
{
	char text[24];

	write_scalar(writer, text, (size_t)snprintf(text, sizeof(text), "%" PRId64, value), YAML_PLAIN_SCALAR_STYLE);
}

void lutf_yaml_float(struct lutf_yaml_writer *writer, double value)
{
	char text[LUTF__FLOAT_SIZE];

	lutf__double_to_text(value, text);
	write_scalar(writer, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

void lutf_yaml_bool(struct lutf_yaml_writer *writer, bool value)
{
	write_scalar(writer, value ? "true" : "false", value ? 4 : 5, YAML_PLAIN_SCALAR_STYLE);
}

void lutf_yaml_null(struct lutf_yaml_writer *writer)
{
	write_scalar(writer, "null", 4, YAML_PLAIN_SCALAR_STYLE);
}

int lutf_yaml_writer_finish(struct lutf_yaml_writer *writer, char **text, size_t *len)
{
	yaml_event_t event;

	*text = NULL;
	*len = 0;
	start(writer);
	emit(writer, !writer->error && yaml_document_end_event_initialize(&event, 1), &event);
	emit(writer, !writer->error && yaml_stream_end_event_initialize(&event), &event);
	if (!writer->error && !write_text(writer, (unsigned char *)"", 1))
		set_error(writer, -ENOMEM);
	if (writer->error)
		return writer->error;
	*text = writer->text;
	*len = writer->len - 1;
	writer->text = NULL;
	writer->len = writer->size = 0;
	return 0;
}
