/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/config_internal.h"
#include "config/text_value.h"
#include "limits.h"
#include "yaml/writer.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int read_file(const char *path, char **out, size_t *out_len, struct lutf_config_error *error)
{
	char *text = malloc(LUTF_CONFIG_FILE_MAX + 1);
	size_t len = 0;
	ssize_t n = 1;
	int fd, rc = 0;

	if (!text) {
		snprintf(error->text, sizeof(error->text), "%s: out of memory", path);
		return -ENOMEM;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	while (fd >= 0 && len <= LUTF_CONFIG_FILE_MAX && n) {
		n = read(fd, text + len, LUTF_CONFIG_FILE_MAX + 1 - len);
		if (n < 0 && errno != EINTR)
			break;
		len += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0 || n < 0) {
		rc = -errno;
		snprintf(error->text, sizeof(error->text), "%s: cannot read the configuration file: %s", path, strerror(-rc));
	} else if (len > LUTF_CONFIG_FILE_MAX) {
		rc = -E2BIG;
		snprintf(error->text, sizeof(error->text), "%s: a configuration file has at most %u bytes", path, LUTF_CONFIG_FILE_MAX);
	}
	if (fd >= 0)
		close(fd);
	if (rc)
		free(text);
	else
		*out = text;
	*out_len = len;
	return rc;
}

int lutf_config_load(const char *path, enum lutf_config_type expected, struct lutf_config **out, struct lutf_config_error *error)
{
	char *text;
	size_t len;
	int rc;

	*out = NULL;
	error->text[0] = '\0';
	error->count = 1;
	rc = read_file(path, &text, &len, error);
	if (rc)
		return rc;
	rc = lutf_config_parse(path, text, len, expected, out, error);
	free(text);
	return rc;
}

void lutf_config_free(struct lutf_config *config)
{
	size_t i, j;

	if (!config)
		return;
	for (i = 0; i < LUTF__CONFIG_KEYS; i++) {
		for (j = 0; j < config->values[i].count; j++)
			free(config->values[i].texts[j]);
		free(config->values[i].texts);
	}
	free(config->path);
	free(config);
}

enum lutf_config_type lutf_config_type(const struct lutf_config *config)
{
	return config->type;
}

static size_t index_of(const struct lutf_config *config, const char *key)
{
	size_t i = 0;

	while (i < LUTF__CONFIG_KEYS && (lutf_config_keys[i].file != config->type || strcmp(lutf_config_keys[i].name, key)))
		i++;
	return i;
}

size_t lutf_config_values(const struct lutf_config *config, const char *key, const char *const **values)
{
	size_t i = index_of(config, key);

	*values = i < LUTF__CONFIG_KEYS ? (const char *const *)config->values[i].texts : NULL;
	return i < LUTF__CONFIG_KEYS ? config->values[i].count : 0;
}

const char *lutf_config_value(const struct lutf_config *config, const char *key)
{
	size_t i = index_of(config, key);

	if (i == LUTF__CONFIG_KEYS)
		return NULL;
	return config->values[i].count ? config->values[i].texts[0] : lutf_config_keys[i].fallback;
}

void lutf_config_place(const struct lutf_config *config, const char *key, char *text, size_t size)
{
	size_t i = index_of(config, key);

	if (i < LUTF__CONFIG_KEYS && config->values[i].count)
		snprintf(text, size, "%s:%u:%u", config->path, config->values[i].line, config->values[i].column);
	else
		snprintf(text, size, "%s", config->path);
}

static void write_one(struct lutf_yaml_writer *writer, enum lutf_config_kind kind, const char *text)
{
	int64_t number;

	if (kind == LUTF_CONFIG_BOOL)
		lutf_yaml_bool(writer, text[0] == '1');
	else if (kind == LUTF_CONFIG_PORT && lutf_text_integer(text, 0, UINT16_MAX, &number))
		lutf_yaml_int(writer, number);
	else
		lutf_yaml_string(writer, text, strlen(text));
}

void lutf_config_write(const struct lutf_config *config, struct lutf_yaml_writer *writer)
{
	const struct lutf_config_key *key;
	const char *value;
	size_t i, j;

	lutf_yaml_begin_mapping(writer);
	for (i = 0; i < LUTF__CONFIG_KEYS; i++) {
		key = &lutf_config_keys[i];
		value = key->file == config->type ? lutf_config_value(config, key->name) : NULL;
		if (!value)
			continue;
		lutf_yaml_key(writer, key->name);
		if (!lutf__config_is_plural(key->kind)) {
			write_one(writer, key->kind, value);
			continue;
		}
		lutf_yaml_begin_sequence(writer);
		for (j = 0; j < config->values[i].count; j++)
			write_one(writer, key->kind, config->values[i].texts[j]);
		lutf_yaml_end_sequence(writer);
	}
	lutf_yaml_end_mapping(writer);
}
