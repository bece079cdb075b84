/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data goes through YAML and comes back as it was; what cannot is refused with its path. */
#include "engine_fixture.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/* An arbitrary value from a seed, and equality as strict as it gets (-0, NaN, key order, types, prototypes). */
static const char library[] =
	"globalThis.arbitrary = (seed) => {\n"
	"  const random = () => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 4294967296; };\n"
	"  const pick = (list) => list[Math.floor(random() * list.length)];\n"
	"  const texts = ['', 'a', 'null', 'true', '~', '1', '0x1f', '1e3', '.nan', '-', '- a', 'a: b', '#c', \"it's\", '\"q\"', ' lead', "
	"'trail ', 'a\\nb', '\\n', '\\t',\n"
	"    '\\u0000', '\\u0007', '\\u0085', '\\u2028', '\\ufeff', '\\u{1f600}', 'é', '{', '[', '*a', '&a', '!t', '%d', '@', '`', '|', "
	"'>', '? k', '---', '...', '=', '<<',\n"
	"    '$date', '2026-01-01', 'x'.repeat(300), 'word '.repeat(40)];\n"
	"  const keys = [...texts.filter((text) => !text.includes('\\0')), '__proto__', 'constructor', 'toString', 'length', '$map', "
	"'$object', '$', '0', '10'];\n"
	"  const numbers = [0, -0, 1, -1, 0.1, 1e21, 1e-7, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 2 ** 63, -(2 ** 63), 2 ** 64, 1.5e300, "
	"5e-324, Number.MAX_VALUE, NaN, Infinity, -Infinity];\n"
	"  const value = (depth) => {\n"
	"    const kind = Math.floor(random() * (depth ? 13 : 9));\n"
	"    const count = Math.floor(random() * 4);\n"
	"    const many = (make) => Array.from({ length: count }, make);\n"
	"    switch (kind) {\n"
	"      case 0: return null;\n"
	"      case 1: return undefined;\n"
	"      case 2: return random() < 0.5;\n"
	"      case 3: return pick(numbers);\n"
	"      case 4: return (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20);\n"
	"      case 5: return pick(texts);\n"
	"      case 6: return pick([0n, -1n, 2n ** 64n, -(2n ** 200n)]);\n"
	"      case 7: return new Uint8Array(many(() => Math.floor(random() * 256)));\n"
	"      case 8: return new Date(Math.floor((random() - 0.5) * 1e14));\n"
	"      case 9: return many(() => value(depth - 1));\n"
	"      case 10: return new Map(many(() => [value(depth - 1), value(depth - 1)]));\n"
	"      case 11: return new Set(many(() => value(depth - 1)));\n"
	"      default: {\n"
	"        const object = {};\n"
	"        for (let i = 0; i < count; i++) Object.defineProperty(object, pick(keys), { value: value(depth - 1), enumerable: true, "
	"configurable: true, writable: true });\n"
	"        return object;\n"
	"      }\n"
	"    }\n"
	"  };\n"
	"  return value(4);\n"
	"};\n"
	"globalThis.same = (a, b) => {\n"
	"  if (Object.is(a, b)) return true;\n"
	"  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return "
	"false;\n"
	"  if (a instanceof Date) return a.getTime() === b.getTime();\n"
	"  if (a instanceof Map || a instanceof Set) return same([...a], [...b]);\n"
	"  const keys = Object.keys(a), others = Object.keys(b);\n"
	"  return (!Array.isArray(a) || a.length === b.length) && keys.length === others.length && keys.every((key, i) => key === "
	"others[i] && same(a[key], b[key]));\n"
	"};\n";

static JSContext *ctx;

static int setup(void **state)
{
	JSValue result;

	if (fixture_setup(state))
		return -1;
	ctx = fixture_main->ctx;
	lutf_realm_enter(fixture_main);
	result = JS_Eval(ctx, library, sizeof(library) - 1, "library", JS_EVAL_TYPE_GLOBAL);
	if (JS_IsException(result))
		return -1;
	JS_FreeValue(ctx, result);
	return 0;
}

static int teardown(void **state)
{
	lutf_realm_leave(fixture_main);
	return fixture_teardown(state);
}

static JSValue evaluate(const char *expression)
{
	JSValue value = JS_Eval(ctx, expression, strlen(expression), "test", JS_EVAL_TYPE_GLOBAL);

	assert_false(JS_IsException(value));
	return value;
}

static char *write_text(JSValueConst value, bool plain)
{
	struct lutf_yaml_writer *writer;
	char *text = NULL;
	size_t len;

	assert_int_equal(lutf_yaml_writer_new(&writer), 0);
	if ((plain ? lutf_value_write_plain(ctx, writer, value) : lutf_value_write(ctx, writer, value)) == 0)
		assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
	lutf_yaml_writer_free(writer);
	return text;
}

static JSValue read_text(const char *text)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	JSValue value;

	assert_non_null(text);
	if (lutf_yaml_parse(text, strlen(text), &doc, &error))
		fail_msg("%s in\n%s", error.text, text);
	value = lutf_value_read(ctx, lutf_yaml_root(doc));
	lutf_yaml_doc_free(doc);
	return value;
}

static bool are_same(JSValueConst a, JSValueConst b)
{
	JSValue global = JS_GetGlobalObject(ctx), same = JS_GetPropertyStr(ctx, global, "same");
	JSValueConst arguments[] = {a, b};
	JSValue result = JS_Call(ctx, same, JS_UNDEFINED, 2, arguments);
	bool equal = JS_ToBool(ctx, result) > 0;

	JS_FreeValue(ctx, same);
	JS_FreeValue(ctx, global);
	return equal;
}

static void test_arbitrary_values_come_back_as_they_were(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 5000; seed++) {
		char expression[64], *text;
		JSValue value, back;

		snprintf(expression, sizeof(expression), "arbitrary(%u)", seed);
		value = evaluate(expression);
		text = write_text(value, false);
		if (!text)
			fail_msg("seed %u cannot be written", seed);
		back = read_text(text);
		if (!are_same(value, back))
			fail_msg("seed %u does not come back from\n%s", seed, text);
		free(text);
		JS_FreeValue(ctx, value);
		JS_FreeValue(ctx, back);
	}
}

static void writes(const char *expression, const char *expected)
{
	JSValue value = evaluate(expression);
	char *text = write_text(value, false);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
	JS_FreeValue(ctx, value);
}

static void test_what_yaml_lacks_is_a_mapping_with_one_key(void **state)
{
	(void)state;
	writes("12n", "$bigint: \"12\"\n");
	writes("new Uint8Array([104, 105])", "$binary: aGk=\n");
	writes("undefined", "$undefined: null\n");
	writes("new Date(0)", "$date: 1970-01-01T00:00:00.000Z\n");
	writes("new Map([[1, 'a']])", "$map:\n- - 1\n  - a\n");
	writes("new Set([1])", "$set:\n- 1\n");
	writes("({ $date: 1 })", "$object:\n  $date: 1\n");
	writes("({ $date: 1, b: 2 })", "$date: 1\nb: 2\n");
}

static void test_objects_count_by_what_they_own(void **state)
{
	(void)state;
	writes("class P { x = 1; #y = 2; get z() { return 3; } f() {} } ; new P()", "x: 1\n");
	writes("({ get a() { return 5; }, [Symbol('s')]: 1, __proto__: { inherited: 1 } })", "a: 5\n");
	writes("Object.defineProperty({ a: 1 }, 'hidden', { value: 2 })", "a: 1\n");
	writes("[1, , 3]", "- 1\n- $undefined: null\n- 3\n");
	writes("Object.assign([1], { extra: 2 })", "- 1\n");
	writes("({ toJSON() { return 1; } }).toJSON()", "1\n");
	writes("(() => { const shared = [1]; return [shared, shared]; })()", "- - 1\n- - 1\n");
	writes("Object.assign(new TypeError('no'), { stack: 's', extra: 1, errno: -2 })",
	       "name: TypeError\nmessage: no\nstack: s\nerrno: -2\n");
}

static void refuses_in(const char *expression, const char *message, bool plain)
{
	JSValue value = evaluate(expression), error;
	char *text = write_text(value, plain), *said, *stack;

	if (text)
		fail_msg("%s was written as\n%s", expression, text);
	error = JS_GetException(ctx);
	lutf_error_describe(ctx, error, &said, &stack);
	assert_string_equal(said, message);
	free(said);
	free(stack);
	JS_FreeValue(ctx, error);
	JS_FreeValue(ctx, value);
}

static void refuses(const char *expression, const char *message)
{
	refuses_in(expression, message, false);
}

static void test_what_cannot_be_sent_is_named(void **state)
{
	(void)state;
	refuses("(() => 1)", "TypeError: the value is a function: cannot be sent");
	refuses("({ parameters: [{ a: { b() {} } }] })", "TypeError: parameters[0].a.b is a function: cannot be sent");
	refuses("[[1], [Symbol('s')]]", "TypeError: [1][0] is a symbol: cannot be sent");
	refuses("({ a: Promise.resolve() })", "TypeError: a is a Promise: cannot be sent (await it first)");
	refuses("({ a: new Float64Array(1) })", "TypeError: a is binary data: only a Uint8Array can be sent");
	refuses("({ a: /x/ })", "TypeError: a is an object that is more than its properties: cannot be sent");
	refuses("({ a: new Date(NaN) })", "TypeError: a is an invalid Date: cannot be sent");
	refuses("({ a: ['\\ud800'] })", "TypeError: a[0] has half of a surrogate pair: cannot be sent");
	refuses("({ a: { '\\udc00': 1 } })", "TypeError: a has a key with half of a surrogate pair: cannot be sent");
	refuses("({ 'a\\0b': 1, c: 2 })", "TypeError: the value has a key with a NUL character: cannot be sent");
	refuses("(() => { const a = { list: [] }; a.list.push(1, a); return a; })()", "TypeError: list[1] contains itself: cannot be sent");
	refuses("(() => { let a = 1; for (let i = 0; i < 62; i++) a = { b: a }; return a; })()",
		"TypeError: "
		"b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b "
		"is nested too deeply: cannot be sent");
	refuses("new Array(300000)", "TypeError: the value is an array with too many elements: cannot be sent");
	refuses("({ get a() { throw new RangeError('getter'); } })", "RangeError: getter");
}

static void test_files_get_only_what_yaml_can_say(void **state)
{
	(void)state;
	refuses_in("({ a: undefined })", "TypeError: a is undefined: YAML cannot carry it", true);
	refuses_in("[1n]", "TypeError: [0] is a bigint: YAML cannot carry it", true);
	refuses_in("new Map()", "TypeError: the value is a Date, Map or Set: YAML cannot carry it", true);
	refuses_in("new Uint8Array(1)", "TypeError: the value is binary data: YAML cannot carry it", true);
}

static void reads_fail(const char *text, const char *message)
{
	JSValue value = read_text(text), error;
	char *said, *stack;

	assert_true(JS_IsException(value));
	error = JS_GetException(ctx);
	lutf_error_describe(ctx, error, &said, &stack);
	assert_string_equal(said, message);
	free(said);
	free(stack);
	JS_FreeValue(ctx, error);
}

/* What a hostile or broken peer may write. */
static void test_reading_refuses_what_no_writer_writes(void **state)
{
	JSValue value;

	(void)state;
	reads_fail("a:\n  $binary: '%%%%'\n", "SyntaxError: line 2: $binary is not base64");
	reads_fail("$bigint: 'x'\n", "SyntaxError: invalid BigInt literal");
	reads_fail("$map: [1]\n", "TypeError: not an object");
	value = read_text("$unknown: 1\n");
	assert_true(JS_IsObject(value));
	JS_FreeValue(ctx, value);
	value = read_text("$map: 1\n");
	assert_true(JS_IsObject(value));
	JS_FreeValue(ctx, value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arbitrary_values_come_back_as_they_were),
		cmocka_unit_test(test_what_yaml_lacks_is_a_mapping_with_one_key),
		cmocka_unit_test(test_objects_count_by_what_they_own),
		cmocka_unit_test(test_what_cannot_be_sent_is_named),
		cmocka_unit_test(test_files_get_only_what_yaml_can_say),
		cmocka_unit_test(test_reading_refuses_what_no_writer_writes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
