/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lutf help`: text for a terminal of 80 columns. */
#include "cli/help.h"
#include "cli/options_internal.h"
#include <string.h>

#define WIDTH 80
#define INDENT 6

/* Words in lines from column indent on; the cursor is there. */
static void write_wrapped(FILE *out, const char *text, size_t indent)
{
	size_t column = indent, len;
	const char *word = text;

	while (*word) {
		len = strcspn(word, " ");
		if (column > indent && column + 1 + len > WIDTH) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
		}
		if (column > indent) {
			fputc(' ', out);
			column++;
		}
		fwrite(word, 1, len, out);
		column += len;
		word += len + (word[len] == ' ');
	}
	fputc('\n', out);
}

static void write_option(FILE *out, const struct lutf__option_row *row)
{
	char text[768];

	if (row->letter)
		fprintf(out, "  -%c, --%s%s%s\n", row->letter, row->name, row->argument ? " " : "", row->argument ? row->argument : "");
	else
		fprintf(out, "      --%s%s%s\n", row->name, row->argument ? " " : "", row->argument ? row->argument : "");
	snprintf(text, sizeof(text), "%s%s%s%s%s", row->text, row->fallback ? " Default: " : "", row->fallback ? row->fallback : "",
		 row->fallback ? "." : "", lutf__is_plural(row->kind) ? " May be repeated." : "");
	fprintf(out, "%*s", INDENT + 4, "");
	write_wrapped(out, text, INDENT + 4);
}

static void write_command(FILE *out, enum lutf_command command)
{
	const struct lutf__command_row *row = &lutf__commands[command];
	bool titled;
	size_t i;
	int group;

	fprintf(out, "lutf %s [OPTION...]%s%s\n\n", row->name, *row->arguments ? " " : "", row->arguments);
	write_wrapped(out, row->text, 0);
	for (group = 0; group < LUTF__GROUP_HIDDEN; group++) {
		titled = false;
		for (i = 0; i < LUTF_OPTIONS; i++) {
			if ((int)lutf__options[i].group != group || !lutf__is_shown(command, i))
				continue;
			if (!titled)
				fprintf(out, "\n%s:\n", lutf__group_titles[group]);
			titled = true;
			write_option(out, &lutf__options[i]);
		}
	}
}

static void write_commands(FILE *out)
{
	size_t i;

	fprintf(out, "LUTF runs functional tests of LNet on a cluster, or on this machine.\n\n  lutf COMMAND [OPTION...]\n\n");
	for (i = 0; i < LUTF_COMMANDS; i++)
		fprintf(out, "  %-8s  %s\n", lutf__commands[i].name, lutf__commands[i].summary);
	fprintf(out, "\nTry: lutf run --local 4 --suite samples\n'lutf help COMMAND' explains a command and its options; exit codes:\n\n");
	for (i = 0; i < lutf__exit_count; i++) {
		fprintf(out, "  %3d  ", lutf__exits[i].code);
		write_wrapped(out, lutf__exits[i].text, 7);
	}
}

void lutf__help_text(FILE *out, enum lutf_command topic)
{
	if (topic == LUTF_COMMANDS)
		write_commands(out);
	else
		write_command(out, topic);
}

void lutf_help_write(const struct lutf_options *options, FILE *out)
{
	static const struct {
		const char *name;
		void (*write)(FILE *);
	} forms[] = {
		{"man", lutf__help_man}, {"markdown", lutf__help_markdown}, {"bash", lutf__help_bash},
		{"zsh", lutf__help_zsh}, {"fish", lutf__help_fish},
	};
	const char *form = lutf_options_text(options, LUTF_OPTION_FORMAT), *topic = lutf_options_text(options, LUTF_OPTION_TOPIC);
	size_t i, command = LUTF_COMMANDS;

	for (i = 0; form && i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (!strcmp(form, forms[i].name)) {
			forms[i].write(out);
			return;
		}
	}
	for (i = 0; topic && i < LUTF_COMMANDS; i++)
		if (!strcmp(topic, lutf__commands[i].name))
			command = i;
	lutf__help_text(out, (enum lutf_command)command);
}
