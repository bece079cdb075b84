/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Build tool: compiles the bundled library (BUILD/ts/compiled/NAME.js) to quickjs bytecode and writes it, with the source maps,
 * as one C file that defines lutf_library_find()'s table. It runs on the machine that builds, with the quickjs that the
 * program is linked with: bytecode of another version or byte order would be refused.
 *
 *   lutf_embed OUTPUT.c FOLDER
 */
#include <dirent.h>
#include <errno.h>
#include <quickjs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct module {
	char *name; /* as it is imported */
	char *path;
};

_Noreturn static void fail(const char *what, const char *why)
{
	fprintf(stderr, "lutf_embed: %s: %s\n", what, why);
	exit(1);
}

static char *format(const char *a, const char *b, const char *c)
{
	size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
	char *text = malloc(size);

	if (!text)
		fail(a, strerror(ENOMEM));
	snprintf(text, size, "%s%s%s", a, b, c);
	return text;
}

/* The whole file with a NUL behind it, or NULL if there is none. */
static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	long size;

	if (!file)
		return NULL;
	if (fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) || !(text = malloc((size_t)size + 1)) ||
	    fread(text, 1, (size_t)size, file) != (size_t)size)
		fail(path, strerror(errno));
	text[size] = 0;
	*len = (size_t)size;
	fclose(file);
	return text;
}

/*
 * A string literal: compilers read it several times faster than a list of numbers. Octal escapes have three digits
 * always, so the character behind one cannot become part of it; "?" is escaped because of trigraphs.
 */
static void write_bytes(FILE *out, const char *kind, size_t index, const uint8_t *bytes, size_t len)
{
	fprintf(out, "static const char %s_%zu[] =", kind, index);
	for (size_t i = 0; i < len; i++) {
		if (i % 100 == 0)
			fputs(i ? "\"\n\"" : "\n\"", out);
		if (bytes[i] >= ' ' && bytes[i] < 127 && !strchr("\"\\?", bytes[i]))
			fputc(bytes[i], out);
		else
			fprintf(out, "\\%03o", bytes[i]);
	}
	fputs(len ? "\";\n" : "\"\";\n", out);
}

/* Compiling resolves imports; what they are is the running program's business, so any module will do. */
static JSModuleDef *load_nothing(JSContext *ctx, const char *name, void *opaque)
{
	(void)opaque;
	return JS_NewCModule(ctx, name, NULL);
}

static uint8_t *compile(JSContext *ctx, const struct module *module, size_t *len)
{
	size_t source_len = 0;
	char *source = read_file(module->path, &source_len);
	uint8_t *bytecode;
	JSValue code;

	if (!source)
		fail(module->path, strerror(errno));
	code = JS_Eval(ctx, source, source_len, module->name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
	if (JS_IsException(code)) {
		JSValue error = JS_GetException(ctx);
		const char *text = JS_ToCString(ctx, error);

		fail(module->path, text ? text : "cannot be compiled");
	}
	bytecode = JS_WriteObject(ctx, len, code, JS_WRITE_OBJ_BYTECODE | JS_WRITE_OBJ_STRIP_SOURCE);
	if (!bytecode)
		fail(module->path, "no bytecode");
	JS_FreeValue(ctx, code);
	free(source);
	return bytecode;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct module *)a)->name, ((const struct module *)b)->name);
}

/* index.js is "lutf", X.js is "lutf/X": the inverse of what the module loader does with "./X.js". */
static struct module *list(const char *folder, size_t *count)
{
	DIR *dir = opendir(folder);
	struct module *modules = NULL;
	struct dirent *entry;

	if (!dir)
		fail(folder, strerror(errno));
	for (*count = 0; (entry = readdir(dir));) {
		char *dot = strrchr(entry->d_name, '.');
		struct module *module;

		if (!dot || strcmp(dot, ".js") != 0)
			continue;
		modules = realloc(modules, (*count + 1) * sizeof(*modules));
		if (!modules)
			fail(folder, strerror(ENOMEM));
		module = &modules[(*count)++];
		module->path = format(folder, "/", entry->d_name);
		*dot = 0;
		module->name = strcmp(entry->d_name, "index") == 0 ? format("lutf", "", "") : format("lutf/", entry->d_name, "");
	}
	closedir(dir);
	if (*count)
		qsort(modules, *count, sizeof(*modules), by_name);
	return modules;
}

static void write_module(FILE *out, JSContext *ctx, const struct module *module, size_t index)
{
	char *map_path = format(module->path, ".map", "");
	size_t len = 0, map_len = 0;
	uint8_t *bytecode = compile(ctx, module, &len);
	char *map = read_file(map_path, &map_len);

	write_bytes(out, "bytecode", index, bytecode, len);
	write_bytes(out, "map", index, (const uint8_t *)map, map_len);
	js_free(ctx, bytecode);
	free(map);
	free(map_path);
}

int main(int argc, char **argv)
{
	size_t count, i;
	struct module *modules;
	JSRuntime *runtime = JS_NewRuntime();
	JSContext *ctx = runtime ? JS_NewContext(runtime) : NULL;
	FILE *out;

	if (argc != 3 || !ctx)
		fail("usage", "lutf_embed OUTPUT.c FOLDER");
	JS_SetModuleLoaderFunc(runtime, NULL, load_nothing, NULL);
	modules = list(argv[2], &count);
	out = fopen(argv[1], "w");
	if (!out)
		fail(argv[1], strerror(errno));
	fputs("/* Made by src/engine/embed.c; do not edit. */\n#include \"engine/library.h\"\n#include <stdlib.h>\n#include <string.h>\n",
	      out);
	for (i = 0; i < count; i++)
		write_module(out, ctx, &modules[i], i);
	fputs("static const struct lutf_library_module modules[] = {\n", out);
	for (i = 0; i < count; i++)
		fprintf(out, "\t{\"%s\", (const uint8_t *)bytecode_%zu, sizeof(bytecode_%zu) - 1, map_%zu, sizeof(map_%zu) - 1},\n",
			modules[i].name, i, i, i, i);
	/* The empty last element keeps a library without modules valid C. */
	fprintf(out,
		"\t{NULL, NULL, 0, NULL, 0},\n};\n"
		"static int compare(const void *name, const void *module)\n"
		"{\n\treturn strcmp(name, ((const struct lutf_library_module *)module)->name);\n}\n"
		"const struct lutf_library_module *lutf_library_find(const char *name)\n"
		"{\n\treturn bsearch(name, modules, %zu, sizeof(modules[0]), compare);\n}\n",
		count);
	if (fclose(out))
		fail(argv[1], strerror(errno));
	JS_FreeContext(ctx);
	JS_FreeRuntime(runtime);
	for (i = 0; i < count; i++) {
		free(modules[i].name);
		free(modules[i].path);
	}
	free(modules);
	return 0;
}
