/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/config_internal.h"

const struct lutf_config_key lutf_config_keys[] = {
#define LUTF_CONFIG_KEY(file, name, kind, needed, fallback, option, text) \
	{LUTF_CONFIG_##file, name, LUTF_CONFIG_##kind, needed, fallback, option, text},
#include "config/schema.def"
};
const size_t lutf_config_key_count = LUTF__CONFIG_KEYS;

const char *const lutf__config_types[] = {
#define LUTF_CONFIG_FILE(id, type, text) type,
#include "config/schema.def"
	NULL,
};

static const char *const texts[] = {
#define LUTF_CONFIG_FILE(id, type, text) text,
#include "config/schema.def"
};

const char *lutf_config_type_name(enum lutf_config_type type)
{
	return lutf__config_types[type];
}

const char *lutf_config_type_text(enum lutf_config_type type)
{
	return texts[type];
}
