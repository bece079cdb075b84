/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completion for bash, zsh and fish. Values are completed where they are files, folders or one of a few words. */
#include "cli/help.h"
#include <string.h>

enum value {
	VALUE_NONE, /* a flag */
	VALUE_FILE,
	VALUE_FOLDER,
	VALUE_CHOICE,
	VALUE_OTHER,
};

static enum value value_of(const struct lutf__option_row *row)
{
	switch (row->kind) {
	case LUTF_KIND_FLAG:
		return VALUE_NONE;
	case LUTF_KIND_FILE:
		return VALUE_FILE;
	case LUTF_KIND_FOLDER:
	case LUTF_KIND_FOLDERS:
		return VALUE_FOLDER;
	case LUTF_KIND_CHOICE:
		return VALUE_CHOICE;
	default:
		return VALUE_OTHER;
	}
}

/* "a|b" as "a b"; for topics, the commands. */
static void write_words(FILE *out, const char *choices)
{
	for (; *choices; choices++)
		fputc(*choices == '|' ? ' ' : *choices, out);
}

static void write_commands(FILE *out)
{
	size_t i;

	for (i = 0; i < LUTF_COMMANDS; i++)
		fprintf(out, "%s%s", i ? " " : "", lutf__commands[i].name);
}

/* A sentence for a quoted word of a shell: without its full stop, and without what would end the word. */
static void write_quoted(FILE *out, const char *text)
{
	size_t i, len = strcspn(text, ".;:");

	for (i = 0; i < len; i++)
		if (!strchr("'[]\\`", text[i]))
			fputc(text[i], out);
}

/* The options whose values are completed by action, as one pattern of a case. */
static void write_bash_values(FILE *out, enum value value, const char *action)
{
	const char *between = "\t";
	size_t i;

	for (i = 0; i < LUTF_OPTIONS; i++) {
		const struct lutf__option_row *row = &lutf__options[i];

		if (row->group == LUTF__GROUP_HIDDEN || value_of(row) != value)
			continue;
		fprintf(out, "%s--%s", between, row->name);
		if (row->letter)
			fprintf(out, " | -%c", row->letter);
		between = " | ";
	}
	fprintf(out, ") %sreturn ;;\n", action);
}

static void write_bash_choices(FILE *out)
{
	size_t i;

	for (i = 0; i < LUTF_OPTIONS; i++) {
		const struct lutf__option_row *row = &lutf__options[i];

		if (row->group == LUTF__GROUP_HIDDEN || value_of(row) != VALUE_CHOICE)
			continue;
		fprintf(out, "\t--%s) mapfile -t COMPREPLY < <(compgen -W '", row->name);
		write_words(out, row->argument);
		fputs("' -- \"$word\"); return ;;\n", out);
	}
}

void lutf__help_bash(FILE *out)
{
	size_t i, j;

	fputs("# bash completion for lutf; made by `lutf help --format bash`; do not edit.\n"
	      "_lutf() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options=\n"
	      "\tCOMPREPLY=()\n"
	      "\tif ((COMP_CWORD == 1)); then\n"
	      "\t\tmapfile -t COMPREPLY < <(compgen -W '",
	      out);
	write_commands(out);
	fputs("' -- \"$word\")\n\t\treturn\n\tfi\n\tcase $previous in\n", out);
	write_bash_values(out, VALUE_FILE, "mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); ");
	write_bash_values(out, VALUE_FOLDER, "mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); ");
	write_bash_values(out, VALUE_OTHER, "");
	write_bash_choices(out);
	fputs("\tesac\n\tcase ${COMP_WORDS[1]} in\n", out);
	for (i = 0; i < LUTF_COMMANDS; i++) {
		fprintf(out, "\t%s) options='", lutf__commands[i].name);
		if (i == LUTF_COMMAND_HELP)
			write_commands(out);
		for (j = 0; j < LUTF_OPTIONS; j++)
			if (lutf__is_shown((enum lutf_command)i, j))
				fprintf(out, "--%s ", lutf__options[j].name);
		fputs(i == LUTF_COMMAND_HELP ? "' ;;\n" : "--help' ;;\n", out);
	}
	fputs("\tesac\n\tmapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n}\ncomplete -o default -F _lutf lutf\n", out);
}

static void write_zsh_option(FILE *out, const struct lutf__option_row *row)
{
	fprintf(out, " \\\n\t\t\t'%s--%s%s[", lutf__is_plural(row->kind) ? "*" : "", row->name, row->argument ? "=" : "");
	write_quoted(out, row->text);
	fputc(']', out);
	if (row->argument) {
		fputs(":value:", out);
		if (value_of(row) == VALUE_CHOICE) {
			fputc('(', out);
			write_words(out, row->argument);
			fputc(')', out);
		} else if (value_of(row) != VALUE_OTHER) {
			fputs(value_of(row) == VALUE_FILE ? "_files" : "_files -/", out);
		}
	}
	fputc('\'', out);
}

void lutf__help_zsh(FILE *out)
{
	size_t i, j;

	fputs("#compdef lutf\n# Made by `lutf help --format zsh`; do not edit.\n_lutf() {\n\tlocal -a commands=(\n", out);
	for (i = 0; i < LUTF_COMMANDS; i++)
		fprintf(out, "\t\t'%s:%s'\n", lutf__commands[i].name, lutf__commands[i].summary);
	fputs("\t)\n\tif ((CURRENT == 2)); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n\tlocal command=$words[2]\n\tshift "
	      "words\n\t((CURRENT--))\n"
	      "\tcase $command in\n",
	      out);
	for (i = 0; i < LUTF_COMMANDS; i++) {
		fprintf(out, "\t%s)\n\t\t_arguments", lutf__commands[i].name);
		for (j = 0; j < LUTF_OPTIONS; j++)
			if (lutf__is_shown((enum lutf_command)i, j))
				write_zsh_option(out, &lutf__options[j]);
		if (i == LUTF_COMMAND_HELP) {
			fputs(" '1:command:(", out);
			write_commands(out);
			fputs(")'", out);
		} else if (i == LUTF_COMMAND_REPORT) {
			fputs(" '1:folder:_files -/'", out);
		} else {
			fputs(" '--help[Explain the command]'", out);
		}
		fputs("\n\t\t;;\n", out);
	}
	fputs("\tesac\n}\n_lutf \"$@\"\n", out);
}

void lutf__help_fish(FILE *out)
{
	size_t i, j;

	fputs("# fish completion for lutf; made by `lutf help --format fish`; do not edit.\ncomplete -c lutf -f\n", out);
	for (i = 0; i < LUTF_COMMANDS; i++)
		fprintf(out, "complete -c lutf -n __fish_use_subcommand -a %s -d '%s'\n", lutf__commands[i].name,
			lutf__commands[i].summary);
	for (i = 0; i < LUTF_OPTIONS; i++) {
		const struct lutf__option_row *row = &lutf__options[i];

		if (row->group == LUTF__GROUP_HIDDEN)
			continue;
		fputs("complete -c lutf -n '__fish_seen_subcommand_from", out);
		for (j = 0; j < LUTF_COMMANDS; j++)
			if (lutf__has_option((enum lutf_command)j, (enum lutf_option)i))
				fprintf(out, " %s", lutf__commands[j].name);
		fprintf(out, "' -l %s", row->name);
		if (row->letter)
			fprintf(out, " -s %c", row->letter);
		if (value_of(row) == VALUE_CHOICE) {
			fputs(" -x -a '", out);
			write_words(out, row->argument);
			fputc('\'', out);
		} else if (row->argument) {
			fputs(value_of(row) == VALUE_FILE     ? " -r -F"
			      : value_of(row) == VALUE_FOLDER ? " -x -a '(__fish_complete_directories)'"
							      : " -x",
			      out);
		}
		fputs(" -d '", out);
		write_quoted(out, row->text);
		fputs("'\n", out);
	}
	fputs("complete -c lutf -n '__fish_seen_subcommand_from help' -a '", out);
	write_commands(out);
	fputs("'\n", out);
}
