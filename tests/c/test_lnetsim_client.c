/* SPDX-License-Identifier: GPL-2.0-or-later */
/* liblnetsim.so by itself: what it sends for a call, what it makes of the reply, and what it says when there is none. */
#include <dlfcn.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <cmocka.h>

#include "../../bindings/lnetconfig/layout.h"
#include "lnetsim_fixture.h"

static const struct fake_answer answers[] = {
	{"function: cfs_expr_list_parse", "rc: 0"},
	{"function: cfs_expr_list_values", "{rc: 2, values: {numbers: [0, 2]}}"},
	{"function: lustre_lnet_parse_interfaces", "{rc: 0, values: {interfaces: [{name: eth0, cpts: null}, {name: eth1, cpts: [1]}]}}"},
	{"function: lustre_lnet_config_ni",
	 "{rc: -17, errors: \"0\\t6\\t\\t\\n1\\t5\\tadd\\t\\n2\\t6\\t\\t\\n3\\t6\\tnet\\t\\n4\\t3\\terrno\\t-17\\n\"}"},
	{"function: lustre_lnet_list_peer",
	 "{rc: 0, show: \"0\\t6\\t\\t\\n1\\t5\\tpeer list\\t\\n2\\t6\\t\\t\\n3\\t4\\tnid\\t1@tcp\\n\", errors: null}"},
	{"function: lustre_lnet_show_discovery", "{rc: 0, show: \"0\\t6\\t\\t\\n1\\t6\\tglobal\\t\\n2\\t3\\tdiscovery\\t1\\n\"}"},
	{"function: lustre_lnet_show_retry_count", "{rc: 0, show: \"0\\t6\\t\\t\\n1\\t6\\tglobal\\t\\n2\\t3\\tretry_count\\t2\\n\"}"},
	{"function: lustre_lnet_show_routing", "{rc: 0, show: \"0\\t6\\t\\t\\n1\\t5\\trouting\\t\\n2\\t6\\t\\t\\n3\\t3\\tenable\\t1\\n\"}"},
	{"function: lustre_lnet_show_max_intf",
	 "{rc: 0, show: "
	 "\"0\\t6\\t\\t\\n1\\t6\\tn\\t\\n2\\t3\\ta\\t0\\n2\\t3\\tb\\t-1\\n2\\t3\\tc\\t4294967295\\n2\\t3\\td\\t99999999999999\\n"
	 "2\\t3\\te\\t18446744073709551616\\n2\\t3\\tf\\t2.5\\n\"}"},
	{"function: lustre_lnet_discover_nid", "refused: this node is alone"},
	{"function: lustre_lnet_show_stats", "error: the disk is on fire"},
	{"function: lustre_lnet_reset_stats", "{errors: null}"},
	{"function: lustre_lnet_del_route", "{rc: 0, errors: \"0\\t6\\n3\\t4\\tx\\ty\"}"},
	{"function: lustre_lnet_show_peer", "{rc: [}"},
	{"function: lustre_lnet_show_route", ""},
	{NULL, NULL},
};

static void *library;

static void *find(const char *name)
{
	void *symbol = dlsym(library, name);

	if (!symbol)
		fail_msg("liblnetsim.so has no %s", name);
	return symbol;
}

static char *dump(struct cYAML *tree)
{
	char *text = NULL;

	((void (*)(struct cYAML *, char **))find("cYAML_dump"))(tree, &text);
	((void (*)(struct cYAML *))find("cYAML_free_tree"))(tree);
	return text;
}

static void assert_dump(struct cYAML *tree, const char *expected)
{
	char *text = dump(tree);

	assert_string_equal(text ? text : "", expected);
	free(text);
}

/* The last request has this in it. */
static void assert_sent(const char *part)
{
	pthread_mutex_lock(&fake.mutex);
	if (!fake.count || !strstr(fake.requests[fake.count - 1], part))
		fail_msg("\"%s\" is not in %s", part, fake.count ? fake.requests[fake.count - 1] : "(no request)");
	pthread_mutex_unlock(&fake.mutex);
}

static void test_a_call_sends_structs_and_lists(void **state)
{
	int (*config_ni)(struct lnet_dlc_network_descr *, struct cfs_expr_list *, char *, struct lnet_ioctl_config_lnd_tunables *, int,
			 struct cYAML **);
	struct lnet_ioctl_config_lnd_tunables tunables = {{0}};
	struct lnet_dlc_network_descr network;
	struct cfs_expr_list *cpts = NULL;
	struct cYAML *err = NULL;
	char interfaces[] = "eth0,eth1[1]", expression[] = "[0,2]";

	(void)state;
	config_ni = (int (*)(struct lnet_dlc_network_descr *, struct cfs_expr_list *, char *, struct lnet_ioctl_config_lnd_tunables *, int,
			     struct cYAML **))find("lustre_lnet_config_ni");
	((void (*)(struct lnet_dlc_network_descr *))find("lustre_lnet_init_nw_descr"))(&network);
	network.nw_id = 0x20001;
	assert_int_equal(((int (*)(char *, struct lnet_dlc_network_descr *))find("lustre_lnet_parse_interfaces"))(interfaces, &network), 0);
	assert_sent("intf_str: eth0,eth1[1]");
	assert_int_equal(((int (*)(char *, int, unsigned, unsigned, struct cfs_expr_list **))find("cfs_expr_list_parse"))(expression, 5, 0,
															  9, &cpts),
			 0);
	memcpy(tunables.bytes + 8, &(int32_t){-1}, 4);
	memcpy(tunables.bytes + 24, &(uint16_t){3}, 2);
	memcpy(tunables.bytes + 32, &(int16_t){-1}, 2);
	assert_int_equal(config_ni(&network, cpts, NULL, &tunables, 7, &err), -17);
	assert_sent("node: node1");
	assert_sent("nw_id: 131073");
	assert_sent("- name: eth0\n        cpts: null\n      - name: eth1\n        cpts:\n        - 0\n        - 2\n");
	assert_sent("global_cpts:\n    - 0\n    - 2\n    ip2net: null\n");
	assert_sent("peer_tx_credits: -1\n");
	assert_sent("lnd:\n        tcp:\n          conns_per_peer: 3\n          timeout: 0\n          tos: -1\n");
	assert_sent("seq_no: 7\n");
	assert_ptr_equal(network.nw_intflist.next, &network.nw_intflist); /* it took the interfaces */
	assert_dump(err, "add:\n    - net:\n          errno: -17\n");
	((void (*)(struct cfs_expr_list *))find("cfs_expr_list_free"))(cpts);
}

typedef int (*show_fn)(int, struct cYAML **, struct cYAML **);

static void test_trees_are_merged_as_the_library_does(void **state)
{
	int (*show_routing)(int, struct cYAML **, struct cYAML **,
			    bool) = (int (*)(int, struct cYAML **, struct cYAML **, bool))find("lustre_lnet_show_routing");
	struct cYAML *show = NULL, *err = NULL;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err), 0);
		assert_int_equal(show_routing(-1, &show, &err, false), 0);
	}
	assert_int_equal(((show_fn)find("lustre_lnet_show_discovery"))(-1, &show, &err), 0);
	assert_int_equal(((show_fn)find("lustre_lnet_show_retry_count"))(-1, &show, &err), 0);
	assert_null(err);
	assert_dump(show, "peer list:\n    - nid: 1@tcp\n    - nid: 1@tcp\nrouting:\n    - enable: 1\nglobal:\n    discovery: 1\n    "
			  "retry_count: 2\n");
}

static void assert_fails(int rc, struct cYAML *err, int expected, const char *part)
{
	char *text = dump(err);

	assert_int_equal(rc, expected);
	assert_non_null(text);
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in %s", part, text);
	free(text);
}

static void test_what_the_simulator_answers_badly_is_said(void **state)
{
	char *(*refused)(void) = (char *(*)(void))find("lnetsim_refused");
	struct cYAML *show = NULL, *err = NULL;
	char nid[] = "1@tcp", *text;
	int rc;

	(void)state;
	rc = ((int (*)(char *, int, int, struct cYAML **, struct cYAML **))find("lustre_lnet_discover_nid"))(nid, 0, -1, &show, &err);
	assert_fails(rc, err, -EOPNOTSUPP, "this node is alone");
	text = refused();
	assert_string_equal(text, "this node is alone");
	free(text);
	assert_null(refused());
	err = NULL;
	rc = ((show_fn)find("lustre_lnet_show_stats"))(-1, &show, &err);
	assert_fails(rc, err, -EIO,
		     "simulator:\n    - lustre_lnet_show_stats:\n          errno: -5\n          descr: \"the disk is on fire\"\n");
	err = NULL;
	rc = ((int (*)(int, struct cYAML **))find("lustre_lnet_reset_stats"))(-1, &err);
	assert_fails(rc, err, -EIO, "has no rc");
	err = NULL;
	rc = ((int (*)(char *, char *, int, struct cYAML **))find("lustre_lnet_del_route"))(nid, nid, -1, &err);
	assert_fails(rc, err, -EIO, "is malformed");
	err = NULL;
	rc = ((int (*)(char *, int, int, struct cYAML **, struct cYAML **, bool))find("lustre_lnet_show_peer"))(nid, 0, -1, &show, &err,
														false);
	assert_fails(rc, err, -EIO, "line 1");
	assert_null(show);
}

static void test_a_lost_reply_is_not_asked_for_again(void **state)
{
	int (*show_route)(char *, char *, int, int, int, int, struct cYAML **, struct cYAML **, bool) = (int (*)(
		char *, char *, int, int, int, int, struct cYAML **, struct cYAML **, bool))find("lustre_lnet_show_route");
	struct cYAML *show = NULL, *err = NULL;
	int rc;

	(void)state;
	fake_forget();
	rc = show_route(NULL, NULL, -1, -1, 0, -1, &show, &err, false);
	assert_fails(rc, err, -EIO, "the simulator did not answer: Connection reset by peer");
	assert_int_equal(fake.count, 1);
	/* The next call connects anew. */
	assert_int_equal(((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err), 0);
	free(dump(show));
}

static void test_a_child_has_a_connection_of_its_own(void **state)
{
	struct cYAML *show = NULL, *err = NULL;
	size_t before;
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err), 0);
	before = fake.connections;
	pid = fork();
	if (pid == 0)
		_exit(((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err) ? 1 : 0);
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
	assert_int_equal(fake.connections, before + 1);
	assert_int_equal(((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err), 0);
	assert_int_equal(fake.connections, before + 1);
	free(dump(show));
}

static void test_a_simulator_that_is_gone_and_one_that_came_back(void **state)
{
	char *(*lost)(void) = (char *(*)(void))find("lnetsim_lost");
	struct cYAML *show = NULL, *err = NULL;
	char *text;
	int rc;

	(void)state;
	fake_leave();
	/* The open connection ends with a reply that does not come. */
	((int (*)(char *, char *, int, int, int, int, struct cYAML **, struct cYAML **, bool))find("lustre_lnet_show_route"))(
		NULL, NULL, -1, -1, 0, -1, &show, &err, false);
	free(dump(err));
	err = NULL;
	rc = ((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err);
	assert_fails(rc, err, -EIO, "cannot reach the simulator at /tmp/lutf-fake-");
	/* Where there is no block, native:lnetconfig asks for it. */
	assert_int_equal(((__u32(*)(const char *))find("libcfs_str2net"))("tcp"), UINT32_MAX);
	text = lost();
	assert_non_null(strstr(text, "cannot reach the simulator"));
	free(text);
	assert_null(lost());
	assert_int_equal(fake_listen(), 0);
	err = NULL;
	assert_int_equal(((show_fn)find("lustre_lnet_list_peer"))(-1, &show, &err), 0);
	free(dump(show));
}

static int setup(void **state)
{
	(void)state;
	library = dlopen("./liblnetsim.so", RTLD_NOW | RTLD_LOCAL);
	if (!library)
		fprintf(stderr, "%s\n", dlerror());
	return !library || fake_start(answers);
}

static int teardown(void **state)
{
	(void)state;
	fake_stop();
	return 0;
}

static void test_numbers_are_printed_as_printf_has_them(void **state)
{
	struct cYAML *show = NULL, *err = NULL;

	(void)state;
	assert_int_equal(((show_fn)find("lustre_lnet_show_max_intf"))(-1, &show, &err), 0);
	assert_dump(show, "n:\n    a: 0\n    b: -1\n    c: 4294967295\n    d: 99999999999999\n    e: 18446744073709551616\n    f: 2\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_printed_as_printf_has_them),
		cmocka_unit_test(test_a_call_sends_structs_and_lists),
		cmocka_unit_test(test_trees_are_merged_as_the_library_does),
		cmocka_unit_test(test_what_the_simulator_answers_badly_is_said),
		cmocka_unit_test(test_a_lost_reply_is_not_asked_for_again),
		cmocka_unit_test(test_a_child_has_a_connection_of_its_own),
		cmocka_unit_test(test_a_simulator_that_is_gone_and_one_that_came_back),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
