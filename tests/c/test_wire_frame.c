/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of frames: what is accepted however it is cut, and what is refused with which words. */
#include "wire_fixture.h"

#define STREAM_MAX (512 * 1024)

struct stream {
	uint8_t data[STREAM_MAX];
	size_t len;
};

static struct stream stream;

static void put(enum lutf_frame_type type, const char *text, size_t len)
{
	lutf__frame_put_header(stream.data + stream.len, type, (uint32_t)len, 0x7f000001);
	memcpy(stream.data + stream.len + LUTF_FRAME_HEADER, text, len);
	stream.len += LUTF_FRAME_HEADER + len;
}

static void put_text(enum lutf_frame_type type, const char *text)
{
	put(type, text, strlen(text));
}

static void put_words(uint32_t type, uint32_t len, uint32_t version)
{
	uint32_t words[4] = {htonl(type), htonl(len), 0, htonl(version)};

	memcpy(stream.data + stream.len, words, sizeof(words));
	stream.len += sizeof(words);
}

/* All messages of the stream as "TYPE:text " joined, read in pieces that end at the cuts. */
static char *decode_cut(const size_t *cuts, size_t cut_count)
{
	struct lutf_frame_decoder decoder;
	char *out = calloc(2, STREAM_MAX);
	size_t at = 0, out_len = 0;

	lutf__frame_decoder_init(&decoder, LUTF_FROM_AGENT, LUTF_CONN_OPEN);
	for (size_t i = 0; i <= cut_count; i++) {
		size_t end = i < cut_count ? cuts[i] : stream.len;
		/* A copy of exactly this piece, so that a sanitizer sees a byte too many. */
		uint8_t *piece = malloc(end - at + 1);
		size_t done = 0;

		memcpy(piece, stream.data + at, end - at);
		while (done < end - at) {
			struct lutf_frame frame;
			size_t used;
			int rc = lutf__frame_decode(&decoder, piece + done, end - at - done, &used, &frame);

			done += used;
			if (rc < 0) {
				out_len += (size_t)sprintf(out + out_len, "!%s", decoder.error);
				goto out;
			}
			if (rc == 0) {
				assert_int_equal(done, end - at);
				break;
			}
			out_len += (size_t)sprintf(out + out_len, "%s:", lutf__frame_type_name(frame.type));
			if (i % 2) {
				char *taken = lutf__frame_take(&decoder, &frame);

				assert_int_equal(taken[frame.len], 0);
				memcpy(out + out_len, taken, frame.len);
				free(taken);
			} else {
				memcpy(out + out_len, frame.text, frame.len);
			}
			out_len += frame.len;
			out[out_len++] = ' ';
		}
	out:
		free(piece);
		at = end;
		if (decoder.error[0])
			break;
	}
	lutf__frame_decoder_free(&decoder);
	return out;
}

static void expect_stream(const char *expected)
{
	char *whole = decode_cut(NULL, 0);

	assert_string_equal(whole, expected);
	free(whole);
}

static void every_cut_gives_the_same_messages(void **state)
{
	char *whole;

	(void)state;
	stream.len = 0;
	put_text(LUTF_TYPE_HB, "");
	put_text(LUTF_TYPE_RPC, "one");
	put_text(LUTF_TYPE_PART, "three ");
	put_text(LUTF_TYPE_PART, "par");
	put_text(LUTF_TYPE_EVENT, "ts");
	put_text(LUTF_TYPE_PART, "a ");
	put_text(LUTF_TYPE_CANCEL, "in between");
	put_text(LUTF_TYPE_PART, " b");
	put_text(LUTF_TYPE_HB, "");
	put_text(LUTF_TYPE_RPC, " c");
	put_text(LUTF_TYPE_RPC, "");
	put_text(LUTF_TYPE_GOODBYE, "bye");
	/* A control frame comes out before the message that it interrupts. */
	whole = decode_cut(NULL, 0);
	assert_string_equal(whole, "HB: RPC:one EVENT:three parts CANCEL:in between HB: RPC:a  b c RPC: GOODBYE:bye ");
	for (size_t a = 0; a <= stream.len; a++) {
		char *got = decode_cut(&a, 1);

		assert_string_equal(got, whole);
		free(got);
		for (size_t b = a; b <= stream.len; b += 7) {
			got = decode_cut((size_t[]){a, b}, 2);
			assert_string_equal(got, whole);
			free(got);
		}
	}
	free(whole);
}

static void one_byte_at_a_time(void **state)
{
	static size_t cuts[4096];
	char *got;

	(void)state;
	stream.len = 0;
	put_text(LUTF_TYPE_PART, "drip");
	put_text(LUTF_TYPE_CANCEL, "x");
	put_text(LUTF_TYPE_RPC, "drop");
	put_text(LUTF_TYPE_HB, "");
	for (size_t i = 0; i < stream.len; i++)
		cuts[i] = i;
	got = decode_cut(cuts, stream.len);
	assert_string_equal(got, "CANCEL:x RPC:dripdrop HB: ");
	free(got);
}

static void headers_that_are_refused(void **state)
{
	static const struct {
		uint32_t type, len, version;
		const char *error;
	} cases[] = {
		{0, 0, 1, "!protocol version 1, this node speaks 2"},
		{13, 0, 2, "!unknown frame type 13"},
		{0xffffffff, 0, 2, "!unknown frame type 4294967295"},
		{LUTF_TYPE_RPC, 0x80000000u, 2, "!RPC of 2147483648 bytes, the limit is 16777216"},
		{LUTF_TYPE_RPC, LUTF_FRAME_MAX + 1, 2, "!RPC of 16777217 bytes, the limit is 16777216"},
		{LUTF_TYPE_HB, 1, 2, "!HB of 1 bytes, the limit is 0"},
		{LUTF_TYPE_PART, 0, 2, "!an empty PART"},
		{LUTF_TYPE_PART, LUTF_FRAME_PART + 1, 2, "!PART of 65537 bytes, the limit is 65536"},
		{LUTF_TYPE_WELCOME, 0, 2, "!WELCOME is not for an agent to send"},
		{LUTF_TYPE_HELLO, 10, 2, "!HELLO while the connection is in state open"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		stream.len = 0;
		put_words(cases[i].type, cases[i].len, cases[i].version);
		expect_stream(cases[i].error);
	}
}

/* A length says nothing about memory: only what has come is kept. */
static void an_announced_length_allocates_nothing(void **state)
{
	struct lutf_frame_decoder decoder;
	struct lutf_frame frame;
	size_t used;

	(void)state;
	stream.len = 0;
	put_words(LUTF_TYPE_RPC, LUTF_FRAME_MAX, 2);
	stream.data[stream.len++] = 'x';
	lutf__frame_decoder_init(&decoder, LUTF_FROM_AGENT, LUTF_CONN_OPEN);
	assert_int_equal(lutf__frame_decode(&decoder, stream.data, stream.len, &used, &frame), 0);
	assert_true(decoder.message.size <= 4096);
	lutf__frame_decoder_free(&decoder);
}

static void parts_end_at_the_message_limit(void **state)
{
	struct lutf_frame_decoder decoder;
	struct lutf_frame frame;
	static char part[LUTF_FRAME_PART];
	size_t used;
	int rc = 0;

	(void)state;
	lutf__frame_decoder_init(&decoder, LUTF_FROM_AGENT, LUTF_CONN_OPEN);
	for (size_t i = 0; i < LUTF_FRAME_MAX / LUTF_FRAME_PART; i++) {
		stream.len = 0;
		put(LUTF_TYPE_PART, part, sizeof(part));
		assert_int_equal(lutf__frame_decode(&decoder, stream.data, stream.len, &used, &frame), 0);
	}
	stream.len = 0;
	put_text(LUTF_TYPE_RPC, "x");
	rc = lutf__frame_decode(&decoder, stream.data, stream.len, &used, &frame);
	assert_int_equal(rc, -EPROTO);
	assert_string_equal(decoder.error, "a message in parts of more than 16777216 bytes");
	lutf__frame_decoder_free(&decoder);
}

/* The header is the design document's, byte for byte. */
static void header_on_the_wire(void **state)
{
	static const uint8_t expected[] = {0, 0, 0, 5, 0, 1, 0, 2, 127, 0, 0, 1, 0, 0, 0, 2};
	uint8_t header[LUTF_FRAME_HEADER];

	(void)state;
	lutf__frame_put_header(header, LUTF_TYPE_RPC, 0x10002, 0x7f000001);
	assert_memory_equal(header, expected, sizeof(header));
	assert_int_equal(LUTF_TYPE_HB, 0);
	assert_int_equal(LUTF_TYPE_GET_NUM_AGENTS, 1);
}

/* Every type has its row in the document: | NAME | number | …; and the limits that it names have their values. */
static void document_is_of_this_code(void **state)
{
	static const struct {
		unsigned value;
		const char *words;
	} limits[] = {
		{LUTF_FRAME_PART / 1024, " KiB (`LUTF_FRAME_PART`)"},
		{LUTF_FRAME_MAX / 1024 / 1024, " MiB (`LUTF_FRAME_MAX`)"},
		{LUTF_HANDSHAKE_TIMEOUT / 1000, " s in all (`LUTF_HANDSHAKE_TIMEOUT`)"},
		{LUTF_UNAUTHENTICATED_MAX, " connections are on their way to OPEN (`LUTF_UNAUTHENTICATED_MAX`)"},
		{LUTF_AGENTS_MAX, " agents (`LUTF_AGENTS_MAX`)"},
		{LUTF_CRASH_REPORT_WAIT, " ms (`LUTF_CRASH_REPORT_WAIT`)"},
		{LUTF_GOODBYE_WAIT, " ms at most"},
	};
	const char *top = getenv("top_srcdir");
	char path[4096], row[128], *text;
	FILE *file;
	size_t len;

	(void)state;
	snprintf(path, sizeof(path), "%s/docs/protocol.md", top ? top : ".");
	file = fopen(path, "r");
	if (!file)
		skip(); /* not run from the source folder, and nobody says where that is */
	text = calloc(1, 1 << 20);
	len = fread(text, 1, (1 << 20) - 1, file);
	fclose(file);
	assert_true(len > 0);
#define X(name, number, from, states, cap, bulk) \
	snprintf(row, sizeof(row), "| `%s` | %d |", #name, number); \
	if (!strstr(text, row)) \
		fail_msg("docs/protocol.md has no row '%s'", row);
	LUTF_FRAME_TYPES(X)
#undef X
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		snprintf(row, sizeof(row), "%u%s", limits[i].value, limits[i].words);
		if (!strstr(text, row))
			fail_msg("docs/protocol.md does not say '%s'", row);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut_gives_the_same_messages), cmocka_unit_test(one_byte_at_a_time),
		cmocka_unit_test(headers_that_are_refused),          cmocka_unit_test(an_announced_length_allocates_nothing),
		cmocka_unit_test(parts_end_at_the_message_limit),    cmocka_unit_test(header_on_the_wire),
		cmocka_unit_test(document_is_of_this_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
