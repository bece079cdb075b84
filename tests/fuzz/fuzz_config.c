/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any file is loaded or refused with a message; the first byte chooses the type that is expected. */
#include "config/config.h"
#include "yaml/writer.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum lutf_config_type type = size ? data[0] % LUTF_CONFIG_TYPES : LUTF_CONFIG_SETUP;
	struct lutf_config_error error;
	struct lutf_yaml_writer *writer;
	struct lutf_config *config;
	char *text;
	size_t len;

	if (lutf_config_parse("/a/f.yaml", size ? (const char *)data + 1 : "", size ? size - 1 : 0, type, &config, &error)) {
		if (!error.count || strncmp(error.text, "/a/f.yaml:", 10))
			abort();
		return 0;
	}
	if (lutf_yaml_writer_new(&writer))
		abort();
	lutf_config_write(config, writer);
	if (lutf_yaml_writer_finish(writer, &text, &len) || strncmp(text, "type: ", 6))
		abort();
	free(text);
	lutf_yaml_writer_free(writer);
	lutf_config_free(config);
	return 0;
}
