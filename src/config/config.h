/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration files (docs/configuration.md), read and checked against config/schema.def.
 *
 * Owner: whoever called lutf_config_load() frees the file; texts live as long as it. One thread at a time.
 */
#ifndef LUTF_CONFIG_CONFIG_H
#define LUTF_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

struct lutf_yaml_writer;

enum lutf_config_type {
#define LUTF_CONFIG_FILE(id, ...) LUTF_CONFIG_##id,
#include "config/schema.def"
	LUTF_CONFIG_TYPES,
};

enum lutf_config_kind {
	LUTF_CONFIG_TYPE, /* the value of `type` */
	LUTF_CONFIG_TEXT,
	LUTF_CONFIG_TEXTS, /* kinds in the plural: a sequence, or a mapping with the keys 0 to N */
	LUTF_CONFIG_NAME,  /* of a node */
	LUTF_CONFIG_NAMES,
	LUTF_CONFIG_ADDRESS, /* host name or IP address, without a port */
	LUTF_CONFIG_ADDRESSES,
	LUTF_CONFIG_PATH,  /* relative to the folder of the file it stands in; handed out joined with that */
	LUTF_CONFIG_PATHS, /* may also be one path alone */
	LUTF_CONFIG_PORT,
	LUTF_CONFIG_BOOL,     /* 0, 1, true, false; handed out as "0" or "1" */
	LUTF_CONFIG_DURATION, /* config/text_value.h */
};

/* A row of the schema. Static. */
struct lutf_config_key {
	enum lutf_config_type file;
	const char *name;
	enum lutf_config_kind kind;
	bool needed;
	const char *fallback, *option; /* or NULL */
	const char *text;
};

extern const struct lutf_config_key lutf_config_keys[];
extern const size_t lutf_config_key_count;
const char *lutf_config_type_name(enum lutf_config_type type);
const char *lutf_config_type_text(enum lutf_config_type type);

struct lutf_config_error {
	char text[2048]; /* one line a mistake: "setup.yaml:3:5: unknown key …"; ends without a line feed */
	unsigned count;
};

struct lutf_config;

/* 0, -EINVAL, -E2BIG, -ENOMEM or what reading the file failed with; on failure error is filled. */
int lutf_config_load(const char *path, enum lutf_config_type expected, struct lutf_config **out, struct lutf_config_error *error);
/* The same for text that has been read; path is for messages and relative paths. */
int lutf_config_parse(const char *path, const char *text, size_t len, enum lutf_config_type expected, struct lutf_config **out,
		      struct lutf_config_error *error);
void lutf_config_free(struct lutf_config *config);

enum lutf_config_type lutf_config_type(const struct lutf_config *config);
/* How many values a key has in the file (1 for kinds in the singular), 0 if it is not there; values goes on with NULL. */
size_t lutf_config_values(const struct lutf_config *config, const char *key, const char *const **values);
/* The value of a key, else its fallback of the schema, else NULL. */
const char *lutf_config_value(const struct lutf_config *config, const char *key);
/* "setup.yaml:3:5" of a key that is there, else the path. Into text. */
void lutf_config_place(const struct lutf_config *config, const char *key, char *text, size_t size);
/* A mapping of all keys that are there or have a fallback: plural kinds as sequences. */
void lutf_config_write(const struct lutf_config *config, struct lutf_yaml_writer *writer);

#endif
