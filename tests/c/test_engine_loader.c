/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where modules come from, and what a person is told when one does not. */
#include "engine_fixture.h"

/* Imports name from "s/start.ts", whose text this is, and throws its `result`. */
static const char *start_says(const char *text, const struct source *others)
{
	struct source sources[16] = {{"s/start.ts", text}};

	for (size_t i = 0; others && others[i].name; i++)
		sources[i + 1] = others[i];
	fixture_sources = sources;
	fixture_says("import { importModule } from 'lutf:realm'; throw String((await importModule('s/start.ts')).result);");
	fixture_sources = NULL;
	return outcome.message;
}

static const struct source helper[] = {{"s/lib/helper.ts", "export const result = 'helped';"}, {NULL, NULL}};

static void test_relative_imports_of_a_test(void **state)
{
	(void)state;
	assert_string_equal(start_says("export { result } from './lib/helper.ts';", helper), "helped");
	assert_string_equal(start_says("export { result } from './lib/helper.js';", helper), "helped");
	assert_string_equal(start_says("export { result } from './lib/helper';", helper), "helped");
	assert_string_equal(start_says("export { result } from '../s/./lib/helper';", helper), "helped");
	assert_string_equal(start_says("export { result } from 's/lib/helper.ts';", helper), "helped");
	assert_string_equal(start_says("export const result = (await import('./lib/helper')).result;", helper), "helped");
}

static void test_a_module_exists_once_however_it_is_spelled(void **state)
{
	const struct source counter[] = {{"s/count.ts", "globalThis.n = (globalThis.n ?? 0) + 1;"}, {NULL, NULL}};

	(void)state;
	assert_string_equal(start_says("import './count.ts'; import './count.js'; import './count'; await import('../s/count');\n"
				       "export const result = globalThis.n;",
				       counter),
			    "1");
}

static void test_modules_may_import_each_other(void **state)
{
	const struct source other[] = {{"s/other.ts", "import { name } from './start'; export const hello = () => `hello ${name}`;"},
				       {NULL, NULL}};

	(void)state;
	assert_string_equal(
		start_says("import { hello } from './other'; export const name = 'start'; export const result = hello();", other),
		"hello start");
}

static void test_what_a_module_knows_of_itself(void **state)
{
	(void)state;
	assert_string_equal(start_says("export const result = `${import.meta.name} ${import.meta.url}`;", NULL),
			    "s/start.ts lutf:s/start.ts");
}

static void test_a_missing_module_is_told_with_its_importer(void **state)
{
	(void)state;
	assert_string_equal(start_says("import './nothing';", NULL), "ReferenceError: Cannot find module \"./nothing\" imported by "
								     "s/start.ts: there is no s/nothing.ts, s/nothing.js, s/nothing. "
								     "Check the path.");
	assert_string_equal(start_says("import './nothing.js';", NULL),
			    "ReferenceError: Cannot find module \"./nothing.js\" imported by s/start.ts: there is no s/nothing.js, "
			    "s/nothing.ts. Check the path.");
	assert_string_equal(start_says("import 'chai';", NULL),
			    "ReferenceError: Cannot find module \"chai\" imported by s/start.ts: there is no chai.ts, chai.js, chai. "
			    "A suite can import \"lutf\", \"lutf/…\" and files of its own (\"./name\"); bundle other packages.");
	assert_string_equal(start_says("import '../../x';", NULL),
			    "ReferenceError: Cannot find \"../../x\" imported by s/start.ts: it leads out of the suites' folder");
}

static void test_a_long_name_is_told_whole(void **state)
{
	char text[600], name[400];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = 0;
	snprintf(text, sizeof(text), "import './%s';", name);
	start_says(text, NULL);
	assert_non_null(strstr(outcome.message, name));
	assert_non_null(strstr(outcome.message, "Check the path."));
}

static void test_a_suite_reaches_no_native_module(void **state)
{
	(void)state;
	assert_string_equal(
		start_says("import 'lutf:fs';", NULL),
		"TypeError: Cannot import \"lutf:fs\" in s/start.ts: native modules are for the library; import \"lutf\" instead");
	assert_string_equal(start_says("export const result = await import('lutf:fs').catch((error) => error.name);", NULL), "TypeError");
}

static void test_parts_that_the_library_lacks(void **state)
{
	char expected[256];

	(void)state;
	snprintf(expected, sizeof(expected),
		 "ReferenceError: Cannot load \"lutf/nothing\": %s/nothing.js: No such file or directory (LUTF_LIBRARY is set)",
		 fixture_folder);
	assert_string_equal(start_says("import 'lutf/nothing';", NULL), expected);
	assert_string_equal(
		fixture_says("import 'lutf:nothing';"),
		"ReferenceError: Cannot find module \"lutf:nothing\" imported by lutf/entry: this program has no such native module");
	unsetenv("LUTF_LIBRARY");
	assert_string_equal(fixture_says(""),
			    "ReferenceError: Cannot find module \"lutf/entry\" imported by lutf: the library has no such part");
	setenv("LUTF_LIBRARY", fixture_folder, 1);
}

static void test_the_library_imports_itself_by_relative_names(void **state)
{
	(void)state;
	fixture_write("chunk-A.js", "export const a = 'chunk';");
	fixture_write("index.js", "export { a } from './chunk-A.js';");
	assert_string_equal(fixture_says("import { a } from 'lutf'; import * as chunk from './chunk-A.js'; throw `${a} ${chunk.a}`;"),
			    "chunk chunk");
	assert_string_equal(start_says("export { a as result } from 'lutf';", NULL), "chunk");
}

static void test_a_syntax_error_says_where(void **state)
{
	(void)state;
	start_says("export const x = ;", NULL);
	assert_string_equal(outcome.message, "SyntaxError: unexpected token in expression: ';'");
	assert_non_null(strstr(outcome.stack, "s/start.ts:1:18"));
}

static void test_an_export_that_is_not_there(void **state)
{
	(void)state;
	assert_string_equal(start_says("import { nothing } from './lib/helper';", helper),
			    "SyntaxError: Could not find export 'nothing' in module 's/lib/helper.ts'");
}

static void test_failing_to_read_a_module(void **state)
{
	const struct source broken[] = {{"s/fire.ts", NULL}, {NULL, NULL}};

	(void)state;
	assert_string_equal(start_says("import './fire';", broken),
			    "Error: Cannot load \"s/fire.ts\" imported by s/start.ts: the disk is on fire");
}

/* The engine keeps a module whose imports failed, with a hole where the import should be. */
static void test_a_module_that_could_not_be_loaded_stays_so(void **state)
{
	const struct source chain[] = {
		{"s/a.ts", "import './b'; export const a = 1;"}, {"s/b.ts", "import './a'; import './nothing';"}, {NULL, NULL}};

	(void)state;
	assert_string_equal(
		start_says("const tries = [];\n"
			   "for (const name of ['./a', './a', './b', './lib']) await import(name).catch((error) => "
			   "tries.push(error.message.slice(0, 35)));\n"
			   "export const result = tries.join(' | ');",
			   chain),
		"Cannot find module \"./nothing\" impo | Cannot load \"./a\" imported by s/sta | Cannot load \"./b\" imported by s/sta | "
		"Cannot find module \"./lib\" imported");
	/* What had been loaded before the failure is whole. */
	assert_string_equal(start_says("import './lib/helper'; await import('./nothing').catch(() => {});\n"
				       "export const result = (await import('./lib/helper')).result;",
				       helper),
			    "helped");
}

static void test_import_attributes(void **state)
{
	(void)state;
	assert_string_equal(start_says("import x from './lib/helper' with { type: 'json' };", helper),
			    "TypeError: import attributes (\"with\") are not supported: a module is JavaScript or TypeScript");
}

static void test_a_library_module_can_be_loaded_at_once(void **state)
{
	(void)state;
	fixture_write("late.js", "export const late = 'late';");
	fixture_write("throws.js", "throw new Error('in throws');");
	fixture_write("waits.js", "await new Promise(() => {});");
	assert_string_equal(
		fixture_says(
			"import { loadLibrary } from 'lutf:realm'; throw loadLibrary('lutf/late').late + loadLibrary('lutf/late').late;"),
		"latelate");
	assert_string_equal(fixture_says("import { loadLibrary } from 'lutf:realm'; loadLibrary('lutf/throws');"), "Error: in throws");
	assert_string_equal(fixture_says("import { loadLibrary } from 'lutf:realm'; loadLibrary('s/start.ts');"),
			    "TypeError: loadLibrary(\"s/start.ts\"): not a module of the library");
	assert_string_equal(fixture_says("import { loadLibrary } from 'lutf:realm'; loadLibrary('lutf/waits');"),
			    "TypeError: loadLibrary(\"lutf/waits\"): it is still being evaluated, or uses top-level await");
}

static void test_modules_are_listed_in_order(void **state)
{
	(void)state;
	fixture_sources = helper;
	assert_string_equal(fixture_says("import { importModule, modules } from 'lutf:realm'; await importModule('s/lib/helper.ts');\n"
					 "await importModule('s/nothing.ts').catch(() => {});\n"
					 "throw modules().map(([name, names]) => `${name}(${Object.keys(names)})`).join(' "
					 "').replace(/realm\\(.*?\\)/, 'realm');"),
			    "lutf/entry() lutf:realm s/lib/helper.ts(result)");
	fixture_sources = NULL;
}

static void test_the_source_of_a_module(void **state)
{
	(void)state;
	fixture_sources = helper;
	assert_string_equal(fixture_says("import { source } from 'lutf:realm'; throw source('s/lib/helper.ts') + source('s/nothing.ts');"),
			    "export const result = 'helped';undefined");
	fixture_sources = NULL;
}

static void test_native_libraries(void **state)
{
	char expected[512], path[256];

	(void)state;
	setenv("LUTF_MODULE_PATH", fixture_folder, 1);
	snprintf(expected, sizeof(expected),
		 "ReferenceError: Cannot find native module \"native:none\" imported by s/start.ts: no none.so in %s "
		 "(LUTF_MODULE_PATH holds absolute folders)",
		 fixture_folder);
	assert_string_equal(start_says("import 'native:none';", NULL), expected);
	assert_string_equal(start_says("import 'native:../none';", NULL),
			    "ReferenceError: Cannot load \"native:../none\" imported by s/start.ts: a native module is named by letters, "
			    "digits, _ and -");
	fixture_write("text.so", "no library");
	start_says("import 'native:text';", NULL);
	assert_non_null(strstr(outcome.message, "text.so: file too short"));
	snprintf(path, sizeof(path), "%s/text.so", fixture_folder);
	chmod(path, 0666);
	start_says("import 'native:text';", NULL);
	snprintf(expected, sizeof(expected), "%s can be written to by others, and this process is root's", path);
	if (geteuid() == 0)
		assert_non_null(strstr(outcome.message, expected));
	unsetenv("LUTF_MODULE_PATH");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_relative_imports_of_a_test),
		cmocka_unit_test(test_a_module_exists_once_however_it_is_spelled),
		cmocka_unit_test(test_modules_may_import_each_other),
		cmocka_unit_test(test_what_a_module_knows_of_itself),
		cmocka_unit_test(test_a_missing_module_is_told_with_its_importer),
		cmocka_unit_test(test_a_long_name_is_told_whole),
		cmocka_unit_test(test_a_suite_reaches_no_native_module),
		cmocka_unit_test(test_parts_that_the_library_lacks),
		cmocka_unit_test(test_the_library_imports_itself_by_relative_names),
		cmocka_unit_test(test_a_syntax_error_says_where),
		cmocka_unit_test(test_an_export_that_is_not_there),
		cmocka_unit_test(test_failing_to_read_a_module),
		cmocka_unit_test(test_a_module_that_could_not_be_loaded_stays_so),
		cmocka_unit_test(test_import_attributes),
		cmocka_unit_test(test_a_library_module_can_be_loaded_at_once),
		cmocka_unit_test(test_modules_are_listed_in_order),
		cmocka_unit_test(test_the_source_of_a_module),
		cmocka_unit_test(test_native_libraries),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
