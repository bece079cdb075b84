/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line:
 *
 *   lutf COMMAND {--name VALUE | --name=VALUE | --flag | -n VALUE | -nVALUE | -f… | ARGUMENT} [-- ARGUMENT…]
 *
 * Names are not abbreviated: what a script of today says must mean the same when there are more options.
 */
#include "cli/options_internal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Lives on the stack of lutf_options_parse(). */
struct parse {
	struct lutf_options *options;
	struct lutf_options_error *error;
	int argc, next;
	char *const *argv;
};

#define fail(parse, ...) lutf__options_fail((parse)->error, -EINVAL, __VA_ARGS__)

static const char *command_name(const struct parse *parse)
{
	return lutf__commands[parse->options->command].name;
}

/* "run, master and agent" */
static void name_commands(unsigned commands, char *text, size_t size)
{
	size_t len = 0;
	unsigned i, left = commands & ((1u << LUTF_COMMANDS) - 1);

	text[0] = '\0';
	for (i = 0; i < LUTF_COMMANDS && len < size; i++) {
		if (!(left >> i & 1))
			continue;
		left &= ~(1u << i);
		len += (size_t)snprintf(text + len, size - len, "%s%s", len ? (left ? ", " : " and ") : "", lutf__commands[i].name);
	}
}

static int fail_unknown_option(const struct parse *parse, const char *name)
{
	const char *names[LUTF_OPTIONS + 1], *near;
	size_t i, n = 0;

	for (i = 0; i < LUTF_OPTIONS; i++)
		if (lutf__has_option(parse->options->command, (enum lutf_option)i) && lutf__options[i].group != LUTF__GROUP_HIDDEN)
			names[n++] = lutf__options[i].name;
	names[n] = NULL;
	near = lutf_text_near(name, names);
	return fail(parse, "lutf %s: unknown option --%.60s;%s%s%s 'lutf help %s' lists its options", command_name(parse), name,
		    near ? " did you mean --" : "", near ? near : "", near ? "?" : "", command_name(parse));
}

static int fail_other_command(const struct parse *parse, enum lutf_option option)
{
	char names[128];

	name_commands(lutf__options[option].commands, names, sizeof(names));
	return fail(parse, "lutf %s: --%s is an option of %s, not of %s", command_name(parse), lutf__options[option].name, names,
		    command_name(parse));
}

static int take_value(const struct parse *parse, enum lutf_option option, const char *value)
{
	const struct lutf__option_row *row = &lutf__options[option];
	const char *wanted = lutf__options_refuse(option, value);

	if (wanted)
		return fail(parse, "lutf %s: --%s takes %s, not '%.80s'", command_name(parse), row->name, wanted, value);
	if (lutf__options_add(parse->options, option, value))
		return lutf__options_fail(parse->error, -ENOMEM, "out of memory");
	return 0;
}

/* value: what stands behind '=' or a letter, or NULL. */
static int take_option(struct parse *parse, enum lutf_option option, const char *value)
{
	const struct lutf__option_row *row = &lutf__options[option];

	if (row->kind == LUTF_KIND_FLAG)
		return value ? fail(parse, "lutf %s: --%s takes no value", command_name(parse), row->name)
			     : lutf__options_add(parse->options, option, "");
	if (!value) {
		const char *next = parse->next < parse->argc ? parse->argv[parse->next] : NULL;

		if (!next)
			return fail(parse, "lutf %s: --%s needs a value: --%s %s", command_name(parse), row->name, row->name,
				    row->argument);
		if (next[0] == '-' && next[1] && !strchr("0123456789.", next[1]))
			return fail(parse, "lutf %s: --%s needs a value, and '%.60s' looks like an option; if it is the value: --%s=%.60s",
				    command_name(parse), row->name, next, row->name, next);
		value = next;
		parse->next++;
	}
	return take_value(parse, option, value);
}

static int take_long(struct parse *parse, const char *text)
{
	const char *equals = strchr(text, '=');
	size_t len = equals ? (size_t)(equals - text) : strlen(text);
	char name[64];
	size_t i;

	for (i = 0; i < LUTF_OPTIONS; i++) {
		if (strncmp(lutf__options[i].name, text, len) || lutf__options[i].name[len])
			continue;
		return lutf__has_option(parse->options->command, (enum lutf_option)i)
			       ? take_option(parse, (enum lutf_option)i, equals ? equals + 1 : NULL)
			       : fail_other_command(parse, (enum lutf_option)i);
	}
	snprintf(name, sizeof(name), "%.*s", (int)(len < sizeof(name) ? len : sizeof(name) - 1), text);
	return fail_unknown_option(parse, name);
}

static int take_letters(struct parse *parse, const char *letters)
{
	size_t i;
	int rc;

	for (; *letters; letters++) {
		for (i = 0; i < LUTF_OPTIONS; i++)
			if (lutf__options[i].letter == *letters)
				break;
		if (i == LUTF_OPTIONS)
			return fail(parse, "lutf %s: unknown option -%c; 'lutf help %s' lists its options", command_name(parse), *letters,
				    command_name(parse));
		if (!lutf__has_option(parse->options->command, (enum lutf_option)i))
			return fail_other_command(parse, (enum lutf_option)i);
		if (lutf__options[i].kind != LUTF_KIND_FLAG)
			return take_option(parse, (enum lutf_option)i, letters[1] ? letters + 1 : NULL);
		rc = take_option(parse, (enum lutf_option)i, NULL);
		if (rc)
			return rc;
	}
	return 0;
}

static int take_argument(const struct parse *parse, const char *text, int *count)
{
	const struct lutf__command_row *row = &lutf__commands[parse->options->command];

	if (row->most >= 0 && *count >= row->most)
		return row->most ? fail(parse, "lutf %s: '%.60s' is too much: lutf %s %s", row->name, text, row->name, row->arguments)
				 : fail(parse, "lutf %s takes options only, not '%.60s'", row->name, text);
	++*count;
	return take_value(parse, row->positional, text);
}

static int take_arguments(struct parse *parse)
{
	const struct lutf__command_row *row = &lutf__commands[parse->options->command];
	bool only_arguments = false;
	int count = 0, rc = 0;

	while (!rc && parse->next < parse->argc) {
		const char *text = parse->argv[parse->next++];

		if (!only_arguments && !strcmp(text, "--"))
			only_arguments = true;
		else if (!only_arguments && !strncmp(text, "--", 2))
			rc = take_long(parse, text + 2);
		else if (!only_arguments && text[0] == '-' && text[1])
			rc = take_letters(parse, text + 1);
		else
			rc = take_argument(parse, text, &count);
	}
	if (!rc && count < row->least && !lutf_options_given(parse->options, LUTF_OPTION_HELP))
		rc = fail(parse, "lutf %s: %s is missing: lutf %s %s", row->name, row->arguments, row->name, row->arguments);
	return rc;
}

static int find_command(const struct parse *parse, const char *text, enum lutf_command *command)
{
	const char *names[LUTF_COMMANDS + 1], *near;
	char all[128];
	size_t i;

	for (i = 0; i < LUTF_COMMANDS; i++) {
		names[i] = lutf__commands[i].name;
		if (!strcmp(text, names[i])) {
			*command = (enum lutf_command)i;
			return 0;
		}
	}
	names[i] = NULL;
	name_commands(~0u, all, sizeof(all));
	if (text[0] == '-')
		return fail(parse, "lutf: a command comes first, as in 'lutf run %.40s'; the commands are %s", text, all);
	near = lutf_text_near(text, names);
	return fail(parse, "lutf: unknown command '%.40s';%s%s%s the commands are %s", text, near ? " did you mean '" : "",
		    near ? near : "", near ? "'?" : "", all);
}

static int take_command(struct parse *parse)
{
	const char *text = parse->argc > 1 ? parse->argv[1] : "help";

	parse->next = 2;
	if (!strcmp(text, "--help") || !strcmp(text, "-h"))
		text = "help";
	else if (!strcmp(text, "--version"))
		text = "version";
	return find_command(parse, text, &parse->options->command);
}

/* `lutf run --help` is `lutf help run`; and a topic must be a command. */
static int turn_to_help(struct parse *parse)
{
	struct lutf_options *options = parse->options;
	enum lutf_command topic;

	if (options->command != LUTF_COMMAND_HELP) {
		if (lutf__options_add(options, LUTF_OPTION_TOPIC, command_name(parse)))
			return lutf__options_fail(parse->error, -ENOMEM, "out of memory");
		options->command = LUTF_COMMAND_HELP;
	}
	return lutf_options_given(options, LUTF_OPTION_TOPIC) ? find_command(parse, lutf_options_text(options, LUTF_OPTION_TOPIC), &topic)
							      : 0;
}

/* What describes simulated nodes has to describe some, and once. */
static int check_simulated(const struct parse *parse)
{
	static const enum lutf_option described[] = {LUTF_OPTION_NICS, LUTF_OPTION_TOPOLOGY, LUTF_OPTION_LUSTRE};
	const struct lutf_options *options = parse->options;
	const char *lnet = lutf_options_text(options, LUTF_OPTION_LNET);
	bool topology = lutf_options_given(options, LUTF_OPTION_TOPOLOGY);
	size_t i;

	if (topology && lutf_options_given(options, LUTF_OPTION_NICS))
		return fail(parse, "lutf %s: the topology says which interfaces there are: leave out --nics or --topology",
			    command_name(parse));
	if (topology && lutf_options_given(options, LUTF_OPTION_LUSTRE))
		return fail(parse, "lutf %s: the topology says which Lustre a node has: leave out --lustre or --topology",
			    command_name(parse));
	if (options->command != LUTF_COMMAND_RUN || lutf_options_simulate(options))
		return 0;
	if (lnet && !strcmp(lnet, "simulated"))
		return fail(parse, "lutf run: which nodes are simulated? Say --local N or --topology FILE");
	for (i = 0; i < sizeof(described) / sizeof(described[0]); i++)
		if (lutf_options_given(options, described[i]))
			return fail(parse, "lutf run: --%s describes simulated nodes: %s", lutf__options[described[i]].name,
				    lnet && !strcmp(lnet, "real") ? "leave it or --lnet real out" : "say how many with --local N");
	return 0;
}

static int check_together(const struct parse *parse)
{
	const struct lutf_options *options = parse->options;

	if (lutf_options_given(options, LUTF_OPTION_KEY_FILE) && lutf_options_given(options, LUTF_OPTION_KEY_STDIN))
		return fail(parse, "lutf %s: the key comes from --key-file or from --key-stdin, not from both", command_name(parse));
	if (options->command == LUTF_COMMAND_AGENT && !lutf_options_given(options, LUTF_OPTION_MASTER))
		return fail(
			parse,
			"lutf agent: where is the master? Say --master HOST[:PORT], or maddress in a file of type agent and --config FILE");
	if (lutf_options_given(options, LUTF_OPTION_AGENT) && !lutf_options_given(options, LUTF_OPTION_MASTER))
		return fail(parse, "lutf run: agents on other hosts have to dial this one: say --master ADDRESS, or use --setup FILE");
	return check_simulated(parse);
}

int lutf_options_parse(int argc, char *const argv[], struct lutf_options **out, struct lutf_options_error *error)
{
	struct parse parse = {.error = error, .argc = argc, .argv = argv};
	int rc;

	*out = NULL;
	error->text[0] = '\0';
	parse.options = calloc(1, sizeof(*parse.options));
	if (!parse.options)
		return lutf__options_fail(error, -ENOMEM, "out of memory");
	rc = take_command(&parse);
	if (!rc)
		rc = take_arguments(&parse);
	if (!rc && (parse.options->command == LUTF_COMMAND_HELP || lutf_options_given(parse.options, LUTF_OPTION_HELP))) {
		rc = turn_to_help(&parse);
	} else if (!rc) {
		rc = lutf__options_load_files(parse.options, error);
		if (!rc)
			rc = check_together(&parse);
	}
	if (rc)
		lutf_options_free(parse.options);
	else
		*out = parse.options;
	return rc;
}
