/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes one YAML document with libyaml's emitter into memory. What it writes, lutf_yaml_parse() reads back as the same.
 *
 * Errors stick: after the first failure every call does nothing and lutf_yaml_writer_finish() returns it.
 * Owner: the caller frees the writer; the finished text is malloc()ed and the caller's.
 */
#ifndef LUTF_YAML_WRITER_H
#define LUTF_YAML_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lutf_yaml_writer;

int lutf_yaml_writer_new(struct lutf_yaml_writer **out);
void lutf_yaml_writer_free(struct lutf_yaml_writer *writer);

void lutf_yaml_begin_mapping(struct lutf_yaml_writer *writer);
void lutf_yaml_end_mapping(struct lutf_yaml_writer *writer);
void lutf_yaml_begin_sequence(struct lutf_yaml_writer *writer);
void lutf_yaml_end_sequence(struct lutf_yaml_writer *writer);
/* Keys are scalars written the same way as strings. */
void lutf_yaml_key(struct lutf_yaml_writer *writer, const char *key);
void lutf_yaml_string(struct lutf_yaml_writer *writer, const char *text, size_t len); /* UTF-8 */
void lutf_yaml_int(struct lutf_yaml_writer *writer, int64_t value);
void lutf_yaml_float(struct lutf_yaml_writer *writer, double value); /* shortest text that reads back; .nan, .inf, -0.0 */
void lutf_yaml_bool(struct lutf_yaml_writer *writer, bool value);
void lutf_yaml_null(struct lutf_yaml_writer *writer);

/* Bytes of the UTF-8 character at text, which has len > 0; 0: it is not one (overlong, a surrogate, over 10FFFF, cut short). */
size_t lutf_yaml_character(const char *text, size_t len);
/* 0, -EILSEQ (a string is not UTF-8), -E2BIG (depth) or -ENOMEM. Text is NUL-terminated, len does not count it. */
int lutf_yaml_writer_finish(struct lutf_yaml_writer *writer, char **text, size_t *len);
/* Makes the writer ready for another document, keeping its memory. */
void lutf_yaml_writer_reset(struct lutf_yaml_writer *writer);

#endif
