/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LUTF_CONFIG_CONFIG_INTERNAL_H
#define LUTF_CONFIG_CONFIG_INTERNAL_H

#include "config/config.h"
#include <stdint.h>

/* How many rows the schema has. */
enum {
	LUTF__CONFIG_KEYS = 0
#define LUTF_CONFIG_KEY(...) +1
#include "config/schema.def"
};

/* Names of the types, and NULL. */
extern const char *const lutf__config_types[LUTF_CONFIG_TYPES + 1];

/* The value of one key of the schema. */
struct lutf__config_value {
	char **texts; /* count of them and NULL; NULL if the key is not there */
	size_t count;
	uint32_t line, column;
};

struct lutf_config {
	enum lutf_config_type type;
	char *path;
	struct lutf__config_value values[LUTF__CONFIG_KEYS];
};

static inline bool lutf__config_is_plural(enum lutf_config_kind kind)
{
	return kind == LUTF_CONFIG_TEXTS || kind == LUTF_CONFIG_NAMES || kind == LUTF_CONFIG_ADDRESSES || kind == LUTF_CONFIG_PATHS;
}

#endif
