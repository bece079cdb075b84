/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a call answers that the library did not: result blocks and values of our own. */
#include "binding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void lnet_call_block(struct lnet_call *call, const char *block, int rc, const char *format, ...)
{
	const char *slash = strchr(block, '/');
	struct cYAML *command, *item, *entity;
	struct lnet_text text = {0}, quoted = {0};
	char name[32], buffer[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(buffer, sizeof(buffer), format, arguments);
	va_end(arguments);
	lnet_text_format(&quoted, "\"%s\"", buffer);
	lnet_text_add(&text, block, (size_t)(slash - block));
	snprintf(name, sizeof(name), "%s", text.text);
	if (!call->own_err)
		call->own_err = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	command = lnet_tree_child(call->own_err, name);
	if (!command)
		command = lnet_tree_add(call->own_err, CYAML_ARRAY, name);
	item = lnet_tree_add(command, CYAML_OBJECT, NULL);
	entity = lnet_tree_add(item, CYAML_OBJECT, slash + 1);
	for (unsigned i = 0; i < call->function->argument_count; i++)
		if (strcmp(call->function->arguments[i].js, "seqNo") == 0 && call->values[i].integer >= 0)
			lnet_tree_add_number(entity, "seq_no", (double)call->values[i].integer);
	lnet_tree_add_number(entity, "errno", rc);
	lnet_tree_add_text(entity, "descr", quoted.text);
	call->rc = rc;
	free(text.text);
	free(quoted.text);
}

struct cYAML *lnet_call_values(struct lnet_call *call)
{
	if (!call->values_made)
		call->values_made = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	return call->values_made;
}
