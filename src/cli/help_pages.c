/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf(1) and docs/cli.md. */
#include "cli/help.h"
#include "config/config.h"
#include <ctype.h>
#include <string.h>

/* Text for roff: hyphens that can be copied, no line that looks like a request; `code` is bold. */
static void write_roff(FILE *out, const char *text)
{
	bool code = false;

	if (*text == '.' || *text == '\'')
		fputs("\\&", out);
	for (; *text; text++) {
		if (*text == '`') {
			fputs(code ? "\\fR" : "\\fB", out);
			code = !code;
		} else if (*text == '-' || *text == '\\') {
			fputs(*text == '-' ? "\\-" : "\\e", out);
		} else {
			fputc(*text, out);
		}
	}
}

static void write_heading(FILE *out, const char *text)
{
	fputs(".SH ", out);
	for (; *text; text++)
		fputc(toupper((unsigned char)*text), out);
	fputc('\n', out);
}

static void write_roff_option(FILE *out, const struct lutf__option_row *row)
{
	fputs(".TP\n", out);
	if (row->letter)
		fprintf(out, "\\fB\\-%c\\fR, ", row->letter);
	fputs("\\fB\\-\\-", out);
	write_roff(out, row->name);
	fputs("\\fR", out);
	if (row->argument) {
		fputs(" \\fI", out);
		write_roff(out, row->argument);
		fputs("\\fR", out);
	}
	fputc('\n', out);
	write_roff(out, row->text);
	if (row->fallback) {
		fputs(" Default: ", out);
		write_roff(out, row->fallback);
		fputc('.', out);
	}
	fputs(lutf__is_plural(row->kind) ? " May be repeated.\n" : "\n", out);
}

static void write_roff_command(FILE *out, enum lutf_command command)
{
	const struct lutf__command_row *row = &lutf__commands[command];
	size_t i;

	fprintf(out, ".SS \"lutf %s [OPTION...]%s%s\"\n", row->name, *row->arguments ? " " : "", row->arguments);
	write_roff(out, row->text);
	fputc('\n', out);
	for (i = 0; i < LUTF_OPTIONS; i++)
		if (lutf__is_shown(command, i))
			write_roff_option(out, &lutf__options[i]);
}

static void write_roff_files(FILE *out)
{
	size_t i, j;

	fputs("Configuration files are YAML: a mapping `config` with a `type` and the keys of that type. "
	      "Relative paths in a file are meant from the file's folder. What stands on the command line beats what stands in a file.\n",
	      out);
	for (i = 0; i < LUTF_CONFIG_TYPES; i++) {
		fputs(".SS \"type: ", out);
		write_roff(out, lutf_config_type_name((enum lutf_config_type)i));
		fputs("\"\n", out);
		write_roff(out, lutf_config_type_text((enum lutf_config_type)i));
		fputc('\n', out);
		for (j = 0; j < lutf_config_key_count; j++) {
			const struct lutf_config_key *key = &lutf_config_keys[j];

			if (key->file != i || key->kind == LUTF_CONFIG_TYPE)
				continue;
			fputs(".TP\n\\fB", out);
			write_roff(out, key->name);
			fputs("\\fR\n", out);
			write_roff(out, key->text);
			if (key->needed)
				fputs(" Needed.", out);
			if (key->fallback)
				fprintf(out, " Default: %s.", key->fallback);
			fputc('\n', out);
		}
	}
}

void lutf__help_man(FILE *out)
{
	size_t i;

	fputs(".\\\" Made by `lutf help --format man`; do not edit.\n"
	      ".TH LUTF 1 \"\" \"LUTF\" \"User Commands\"\n"
	      ".SH NAME\nlutf \\- functional tests of LNet on a cluster, or on one machine\n"
	      ".SH SYNOPSIS\n\\fBlutf\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
	      ".SH DESCRIPTION\n"
	      "One program runs on every node: on one as the master, on the others as an agent. A test is a TypeScript script on the "
	      "master that "
	      "calls methods on any node.\n.PP\n"
	      "The value of an option follows it, or stands behind an equals sign. Names of options are not abbreviated. "
	      "Times are written 250ms, 30s, 2m, 1h, or as a number of seconds.\n",
	      out);
	write_heading(out, "commands");
	for (i = 0; i < LUTF_COMMANDS; i++)
		write_roff_command(out, (enum lutf_command)i);
	write_heading(out, "exit status");
	for (i = 0; i < lutf__exit_count; i++) {
		fprintf(out, ".TP\n\\fB%d\\fR\n", lutf__exits[i].code);
		write_roff(out, lutf__exits[i].text);
		fputc('\n', out);
	}
	write_heading(out, "files");
	write_roff_files(out);
	write_heading(out, "examples");
	fputs(".EX\nlutf run \\-\\-local 4 \\-\\-suite samples\n"
	      "lutf run \\-\\-setup cluster.yaml \\-\\-tests tonight.yaml \\-\\-jobs 4\n"
	      "lutf run \\-\\-local 2 samples/remote\\-method\n"
	      "lutf master \\-\\-address 10.0.0.1 \\-\\-key\\-file /root/lutf.key\n"
	      "lutf agent \\-\\-master 10.0.0.1 \\-\\-name oss1 \\-\\-role oss \\-\\-key\\-file /root/lutf.key\n"
	      "lutf query \\-\\-master 10.0.0.1 \\-\\-key\\-file /root/lutf.key\n.EE\n",
	      out);
}

static void write_cell(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			fputc('\\', out);
		fputc(*text, out);
	}
}

static void write_markdown_command(FILE *out, enum lutf_command command)
{
	const struct lutf__command_row *row = &lutf__commands[command];
	bool any = false;
	size_t i;

	fprintf(out, "\n## lutf %s\n\n    lutf %s [OPTION...]%s%s\n\n%s\n", row->name, row->name, *row->arguments ? " " : "",
		row->arguments, row->text);
	for (i = 0; i < LUTF_OPTIONS; i++) {
		const struct lutf__option_row *option = &lutf__options[i];

		if (!lutf__is_shown(command, i))
			continue;
		if (!any)
			fputs("\n| option | | default |\n|---|---|---|\n", out);
		any = true;
		fputs("| ", out);
		if (option->letter)
			fprintf(out, "`-%c` ", option->letter);
		fprintf(out, "`--%s%s", option->name, option->argument ? " " : "");
		write_cell(out, option->argument ? option->argument : "");
		fputs("` | ", out);
		write_cell(out, option->text);
		fprintf(out, "%s | ", lutf__is_plural(option->kind) ? " May be repeated." : "");
		write_cell(out, option->fallback ? option->fallback : "");
		fputs(" |\n", out);
	}
}

void lutf__help_markdown(FILE *out)
{
	size_t i;

	fputs("<!-- Made by `lutf help --format markdown`; do not edit. -->\n# The command line\n\n"
	      "The value of an option follows it, or stands behind `=`. Names of options are not abbreviated. Times are written `250ms`, "
	      "`30s`, `2m`,\n"
	      "`1h`, or as a number of seconds. A value on the command line beats one of a configuration file "
	      "([configuration.md](configuration.md)).\n\n"
	      "| command | |\n|---|---|\n",
	      out);
	for (i = 0; i < LUTF_COMMANDS; i++)
		fprintf(out, "| [`%s`](#lutf-%s) | %s |\n", lutf__commands[i].name, lutf__commands[i].name, lutf__commands[i].summary);
	fputs("\n| exit code | |\n|---|---|\n", out);
	for (i = 0; i < lutf__exit_count; i++)
		fprintf(out, "| %d | %s |\n", lutf__exits[i].code, lutf__exits[i].text);
	for (i = 0; i < LUTF_COMMANDS; i++)
		write_markdown_command(out, (enum lutf_command)i);
}
