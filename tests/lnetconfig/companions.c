/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions of liblnetsim.so that the binding does not call, called on a simulated node: what each makes of good and bad arguments
 * (lnetconfig-api.md §1.3, §2.5, §2.6, §3.7, §3.12, §3.15).
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/symbols.h"

static int failures;

static void check(int good, int line, const char *what)
{
	if (!good)
		fprintf(stderr, "companions.c:%d: %s\n", line, what);
	failures += !good;
}

static void check_text(const char *text, const char *expected, int line)
{
	check(text && strcmp(text, expected) == 0, line, text ? text : "(null)");
}
#define CHECK(condition) check((condition) != 0, __LINE__, #condition)
#define SAYS(text, expected) check_text(text, expected, __LINE__)

/* Functions write into the texts that they are given. */
#define MUTABLE(text) ((char[]){text})
#define LENGTH(text) ((int)sizeof(text) - 1)

static void list_init(struct list_head *list)
{
	list->next = list->prev = list;
}

static int count(const struct list_head *list)
{
	int n = 0;

	for (const struct list_head *at = list->next; at != list; at = at->next)
		n++;
	return n;
}

static void expressions(void)
{
	struct cfs_expr_list *list = NULL;
	char text[64], tight[4];

	CHECK(cfs_expr_list_parse(MUTABLE("[1,3-9/2]"), LENGTH("[1,3-9/2]"), 0, 99, &list) == 0);
	CHECK(cfs_expr_list_print(text, sizeof(text), list) == 9);
	SAYS(text, "[1,3-9/2]");
	CHECK(cfs_expr_list_print(tight, sizeof(tight), list) == 3);
	SAYS(tight, "[1,");
	cfs_expr_list_free(list);
}

static void addresses(void)
{
	struct list_head list;
	char text[64], tight[8];

	list_init(&list);
	CHECK(cfs_ip_addr_parse(MUTABLE("10.0.[0-3].*"), LENGTH("10.0.[0-3].*"), &list) == 0);
	CHECK(count(&list) == 4);
	CHECK(cfs_ip_addr_match(0x0a000307, &list) == 1);
	CHECK(cfs_ip_addr_match(0x0a000407, &list) == 0);
	CHECK(cfs_expr2str(&list, text, sizeof(text)) == 0);
	SAYS(text, "10.0.[0-3].[0-255]");
	CHECK(cfs_expr2str(&list, tight, sizeof(tight)) == -ENOBUFS);
	cfs_expr_list_free_list(&list);
	CHECK(count(&list) == 0);
	CHECK(cfs_expr2str(&list, text, sizeof(text)) == -EINVAL);

	CHECK(cfs_ip_addr_parse(MUTABLE("10.0.1"), LENGTH("10.0.1"), &list) == -EINVAL);
	CHECK(cfs_ip_addr_parse(MUTABLE("10.0.1.2.3"), LENGTH("10.0.1.2.3"), &list) == -EINVAL);
	CHECK(cfs_ip_addr_parse(MUTABLE("10.0.1.256"), LENGTH("10.0.1.256"), &list) == -EINVAL);
	CHECK(count(&list) == 0);
	CHECK(libcfs_num_parse(MUTABLE("[4-6]"), LENGTH("[4-6]"), &list) == 0);
	CHECK(count(&list) == 1);
	cfs_expr_list_free_list(&list);
}

static void nid_parts(void)
{
	struct list_head address, net;
	__u32 type = 0;
	char text[64];

	list_init(&address);
	list_init(&net);
	CHECK(cfs_parse_nid_parts(MUTABLE("10.0.[1-2].*@o2ib[1-3]"), &address, &net, &type) == 0);
	CHECK(type == 5 && count(&address) == 4 && count(&net) == 1);
	CHECK(cfs_expr2str(&address, text, sizeof(text)) == 0);
	SAYS(text, "10.0.[1-2].[0-255]");
	CHECK(cfs_match_net(5 << 16 | 3, type, &net) == 1);
	CHECK(cfs_match_net(5 << 16 | 4, type, &net) == 0);
	CHECK(cfs_match_net(2 << 16 | 3, type, &net) == 0);
	cfs_expr_list_free_list(&address);
	cfs_expr_list_free_list(&net);

	CHECK(cfs_parse_nid_parts(MUTABLE("tcp"), &address, &net, &type) == 0);
	CHECK(type == 2 && count(&address) == 0);
	CHECK(cfs_match_net(2 << 16, type, &net) == 1);
	CHECK(cfs_match_net(2 << 16 | 1, type, &net) == 0);
	cfs_expr_list_free_list(&net);
	CHECK(cfs_parse_nid_parts(MUTABLE("*@tcp"), &address, &net, &type) == -EINVAL);
	CHECK(count(&address) == 0 && count(&net) == 0);
}

static void nids(void)
{
	struct lnet_process_id id = {.pid = 12345};
	struct lnet_nid nid;
	struct list_head list;
	lnet_nid_t numbers[4];
	char text[64], tight[14];

	list_init(&list);
	CHECK(cfs_parse_nidlist(MUTABLE("10.1.1.[1-3]@tcp 7@gni"), LENGTH("10.1.1.[1-3]@tcp 7@gni"), &list) == 1);
	CHECK(cfs_print_nidlist(text, sizeof(text), &list) == 22);
	SAYS(text, "10.1.1.[1-3]@tcp 7@gni");
	CHECK(cfs_print_nidlist(tight, sizeof(tight), &list) == 13);
	CHECK(cfs_expand_nidlist(&list, numbers, 4) == 4);
	CHECK(numbers[1] == libcfs_str2nid("10.1.1.2@tcp") && numbers[3] == libcfs_str2nid("7@gni"));
	CHECK(cfs_expand_nidlist(&list, numbers, 3) == -1);
	cfs_free_nidlist(&list);

	CHECK(libcfs_stranynid(&nid, "10.1.1.2@tcp3") == 1 && nid.bytes[1] == 2 && nid.bytes[3] == 3 && nid.bytes[7] == 2);
	CHECK(libcfs_stranynid(&nid, "*") == 1 && nid.bytes[1] == 0xff);
	CHECK(libcfs_stranynid(&nid, "no NID") == 0);
	id.nid = libcfs_str2nid("10.1.1.2@tcp");
	SAYS(libcfs_id2str(id), "12345-10.1.1.2@tcp");
	id.pid |= 0x80000000;
	SAYS(libcfs_id2str(id), "U12345-10.1.1.2@tcp");
	CHECK(libcfs_next_nidstring() != libcfs_next_nidstring());
}

static void texts(void)
{
	char text[] = " a , b,, c ", blanks[] = "  x y ", *path = NULL, *folder = getcwd(NULL, 0), expected[4096];
	struct cfs_lstr next = {text, (int)strlen(text)}, token;
	const char *tokens[] = {"a", "b", "", "c"};
	unsigned number = 0;
	__be32 address[4], mask[4] = {htonl(0xffffff00)}, net[4] = {htonl(0x0a010100)};
	size_t size = 0;

	SAYS(strim(blanks), "x y");
	for (int i = 0; i < 4; i++) {
		CHECK(cfs_gettok(&next, ',', &token) == (*tokens[i] != 0));
		CHECK(token.ls_len == (int)strlen(tokens[i]) && memcmp(token.ls_str, tokens[i], (size_t)token.ls_len) == 0);
	}
	CHECK(cfs_gettok(&next, ',', &token) == 0);

	CHECK(cfs_str2num_check(MUTABLE("17 rest"), 3, &number, 1, 17) == 1 && number == 17);
	CHECK(cfs_str2num_check(MUTABLE("0x1f"), 4, &number, 0, 99) == 1 && number == 31);
	CHECK(cfs_str2num_check(MUTABLE("18"), 2, &number, 1, 17) == 0);
	CHECK(cfs_str2num_check(MUTABLE("1x"), 2, &number, 1, 17) == 0);
	CHECK(cfs_str2num_check(MUTABLE("-1"), 2, &number, 0, 17) == 0);

	CHECK(cfs_abs_path("a/b", &path) == 0);
	snprintf(expected, sizeof(expected), "%s/a/b", folder);
	SAYS(path, expected);
	free(path);
	free(folder);
	CHECK(cfs_abs_path("/a", &path) == 0);
	SAYS(path, "/a");
	free(path);
	CHECK(cfs_abs_path("", &path) == -EINVAL);

	CHECK(libcfs_ip_str2addr_size("10.1.1.7@tcp", 8, address, &size) == 1 && size == 4);
	CHECK(libcfs_ip_in_netmask(address, size, mask, net) == 1);
	CHECK(libcfs_ip_str2addr_size("10.1.2.7", 8, address, &size) == 1 && libcfs_ip_in_netmask(address, size, mask, net) == 0);
	CHECK(libcfs_ip_str2addr_size("fd00::1", 7, address, &size) == 1 && size == 16);
	CHECK(libcfs_ip_str2addr_size("eth0", 4, address, &size) == 0);
}

static char *dump(struct cYAML *tree)
{
	static char *text;

	free(text);
	text = NULL;
	cYAML_dump(tree, &text);
	cYAML_free_tree(tree);
	return text;
}

static void tunables(void)
{
	struct lnet_ioctl_config_lnd_cmn_tunables common = {0, 180, 8, 0, 256};
	struct cYAML *tree = cYAML_create_object(NULL, NULL), *given, *block;
	struct lnet_lnd_tunables lnd;

	CHECK(lustre_net_show_tunables(cYAML_create_object(tree, "tunables"), &common) == 0);
	SAYS(dump(tree), "tunables:\n    peer_timeout: 180\n    peer_credits: 8\n    peer_buffer_credits: 0\n    credits: 256\n");

	/* What an import says is what a show of it shows; connections default to 1, tos to none (§3.14). */
	given = cYAML_create_object(NULL, NULL);
	block = cYAML_create_object(given, "lnd tunables");
	cYAML_create_number(block, "timeout", 33);
	memset(&lnd, 0, sizeof(lnd));
	lustre_yaml_extract_lnd_tunables(given, 2, &lnd);
	tree = cYAML_create_object(NULL, NULL);
	CHECK(lustre_ni_show_tunables(cYAML_create_object(tree, "lnd tunables"), 2, &lnd, false) == 0);
	SAYS(dump(tree), "lnd tunables:\n    conns_per_peer: 1\n    timeout: 33\n    tos: -1\n");

	cYAML_create_string(block, "traffic_class", "bulk_data");
	lustre_yaml_extract_lnd_tunables(given, 16, &lnd);
	tree = cYAML_create_object(NULL, NULL);
	CHECK(lustre_ni_show_tunables(cYAML_create_object(tree, "lnd tunables"), 16, &lnd, true) == 0);
	SAYS(dump(tree), "lnd tunables:\n    prov_major_version: 0\n    prov_minor_version: 0\n    auth_key: 0\n"
			 "    traffic_class: bulk_data\n    timeout: 33\n");
	tree = cYAML_create_object(NULL, NULL);
	CHECK(lustre_ni_show_tunables(tree, 9, &lnd, false) == -ENOMSG);
	cYAML_free_tree(tree);

	cYAML_free_tree(given);
	given = cYAML_create_object(NULL, NULL);
	memset(&lnd, 7, sizeof(lnd));
	lustre_yaml_extract_lnd_tunables(given, 2, &lnd);
	CHECK(lnd.bytes[4] == 7);
	cYAML_free_tree(given);
}

static void trees(void)
{
	struct cYAML *error = NULL, *tree = cYAML_build_tree(NULL, "a:\n  - b: 1\n    c: x\n", 21, &error, false);

	CHECK(!error);
	SAYS(dump(tree), "a:\n    - b: 1\n      c: x\n");
	/* Block style only (§3.14). */
	CHECK(!cYAML_build_tree(NULL, "a: [1, 2]\n", 10, &error, false));
	SAYS(dump(error), "yaml:\n    - builder:\n          errno: -1\n"
			  "          descr: Failed to handle token:10 YAML_FLOW_SEQUENCE_START_TOKEN [state=6, rc=-2]\n");
}

static void mappings(void)
{
	unsigned char text[256];
	size_t written = 0;
	yaml_emitter_t emitter;
	yaml_event_t event;
	int8_t small = -3;
	uint64_t large = UINT64_MAX;

	yaml_emitter_initialize(&emitter);
	yaml_emitter_set_output_string(&emitter, text, sizeof(text), &written);
	yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
	CHECK(yaml_emitter_emit(&emitter, &event));
	yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1);
	CHECK(yaml_emitter_emit(&emitter, &event));
	yaml_mapping_start_event_initialize(&event, NULL, (const yaml_char_t *)YAML_MAP_TAG, 1, YAML_ANY_MAPPING_STYLE);
	CHECK(yaml_emitter_emit(&emitter, &event));
	CHECK(lnet_yaml_int_mapping(&event, &emitter, "small", &small, sizeof(small)) == 1);
	CHECK(lnet_yaml_uint_mapping(&event, &emitter, "large", &large, sizeof(large)) == 1);
	CHECK(lnet_yaml_bool_mapping(&event, &emitter, "flag", "true") == 1);
	CHECK(lnet_yaml_str_mapping(&event, &emitter, "text", "x y") == 1);
	CHECK(lnet_yaml_int_mapping(&event, &emitter, "odd", &small, 3) == 0);
	yaml_mapping_end_event_initialize(&event);
	CHECK(yaml_emitter_emit(&emitter, &event));
	yaml_document_end_event_initialize(&event, 1);
	CHECK(yaml_emitter_emit(&emitter, &event));
	yaml_stream_end_event_initialize(&event);
	CHECK(yaml_emitter_emit(&emitter, &event));
	text[written] = 0;
	SAYS((const char *)text, "small: -3\nlarge: 18446744073709551615\nflag: true\ntext: x y\n");
	yaml_emitter_cleanup(&emitter);
}

/* What is not simulated fails and says so. */
static void refused(void)
{
	char text[512] = "", *none = NULL;
	FILE *log = fmemopen(text, sizeof(text), "w");
	yaml_emitter_t emitter;
	yaml_parser_t parser;
	glob_t paths;

	CHECK(yaml_netlink_setup_emitter(&emitter, NULL, MUTABLE("lnet"), 5, 0, 1, false) == 0);
	yaml_emitter_log_error(&emitter, log);
	CHECK(yaml_netlink_complete_emitter(&emitter) == 0);
	yaml_emitter_cleanup(&emitter);
	yaml_parser_initialize(&parser);
	CHECK(yaml_parser_set_input_netlink(&parser, NULL, false) == 0);
	CHECK(yaml_parser_get_reader_proto_version(&parser) == 0);
	SAYS(yaml_parser_get_reader_error(&parser), "generic netlink is not simulated");
	yaml_parser_log_error(&parser, log, NULL);
	yaml_parser_cleanup(&parser);
	fclose(log);
	SAYS(text, "Writer error: generic netlink is not simulated\nReader error: generic netlink is not simulated at 0\n");

	CHECK(register_ioc_dev(0, "/dev/lnet") == 0);
	CHECK(register_ioc_dev(-1, "/dev/lnet") == -EINVAL);
	errno = 0;
	CHECK(l_ioctl(0, 1, text) == -1 && errno == EOPNOTSUPP);
	unregister_ioc_dev(0);
	CHECK(libcfs_ioctl_pack(NULL, &none, 1) == 1 && !none);
	errno = 0;
	CHECK(cfs_get_param_paths(&paths, "%s", "peers") == -1 && errno == ENOENT);
	CHECK(cfs_parser(0, NULL, NULL) == -EOPNOTSUPP);
	CHECK(cfs_nidrange_find_min_max(NULL, NULL, NULL, 0) == -EOPNOTSUPP);
	CHECK(cfs_ip_addr_range_gen(NULL, 0, NULL) == -1);
	CHECK(cfs_nidstr_find_delimiter(text) == NULL);
}

int main(void)
{
	expressions();
	addresses();
	nid_parts();
	nids();
	texts();
	tunables();
	trees();
	mappings();
	refused();
	dump(NULL);
	return failures > 0;
}
