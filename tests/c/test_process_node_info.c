/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node describes itself in its hello: what it says is YAML, true, and quickly said. */
#include "limits.h"
#include "process/node_info.h"
#include "yaml/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dlfcn.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static struct lutf_yaml_doc *describe(const char *const *roles)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	char *text = lutf_node_info(roles);

	assert_non_null(text);
	assert_int_equal(lutf_yaml_parse(text, strlen(text), &doc, &error), 0);
	free(text);
	return doc;
}

static void test_it_says_host_kernel_and_size(void **state)
{
	struct lutf_yaml_doc *doc = describe(NULL);
	const struct lutf_yaml_node *root = lutf_yaml_root(doc);
	struct utsname system;

	(void)state;
	assert_int_equal(uname(&system), 0);
	assert_string_equal(lutf_yaml_get_string(root, "host"), system.nodename);
	assert_string_equal(lutf_yaml_get_string(root, "kernel"), system.release);
	assert_int_equal(lutf_yaml_get_int(root, "cpus", 0), sysconf(_SC_NPROCESSORS_ONLN));
	assert_true(lutf_yaml_get_int(root, "memory", 0) > 1 << 20);
	lutf_yaml_doc_free(doc);
}

static void test_it_says_its_roles(void **state)
{
	const char *const roles[] = {"mds", "router", NULL};
	struct lutf_yaml_doc *doc = describe(roles);
	const struct lutf_yaml_node *list = lutf_yaml_get(lutf_yaml_root(doc), "roles");

	(void)state;
	assert_int_equal(list->items.count, 2);
	assert_string_equal(list->items.first->string.text, "mds");
	assert_string_equal(list->items.first->next->string.text, "router");
	lutf_yaml_doc_free(doc);
	doc = describe(NULL);
	assert_int_equal(lutf_yaml_get(lutf_yaml_root(doc), "roles")->items.count, 0);
	lutf_yaml_doc_free(doc);
}

static void test_it_lists_each_interface_once_and_no_loopback(void **state)
{
	struct lutf_yaml_doc *doc = describe(NULL);
	const struct lutf_yaml_node *list = lutf_yaml_get(lutf_yaml_root(doc), "interfaces"), *one, *other;
	struct if_nameindex *all = if_nameindex();
	size_t count = 0, i;

	(void)state;
	assert_non_null(all);
	for (i = 0; all[i].if_index; i++)
		count += strcmp(all[i].if_name, "lo") != 0;
	if_freenameindex(all);
	assert_int_equal(list->items.count, count);
	assert_null(lutf_yaml_get(lutf_yaml_root(doc), "interfaces_omitted"));
	for (one = list->items.first; one; one = one->next) {
		const char *name = lutf_yaml_get_string(one, "name"), *kind = lutf_yaml_get_string(one, "kind");

		assert_string_not_equal(name, "lo");
		assert_true(!strcmp(kind, "tcp") || !strcmp(kind, "o2ib") || !strcmp(kind, "kfi"));
		assert_int_equal(lutf_yaml_get(one, "up")->kind, LUTF_YAML_BOOL);
		for (other = one->next; other; other = other->next)
			assert_string_not_equal(name, lutf_yaml_get_string(other, "name"));
	}
	lutf_yaml_doc_free(doc);
}

/* A host of containers: the first has an address, none is real hardware. */
static struct sockaddr_ll device = {.sll_family = AF_PACKET};
static struct sockaddr_in6 address = {.sin6_family = AF_INET6};
static bool many;

#define MANY 1000

/* Instead of libc's. */
int getifaddrs(struct ifaddrs **all)
{
	static struct ifaddrs list[MANY + 1];
	static char names[MANY][16];
	size_t i;

	if (!many)
		return ((int (*)(struct ifaddrs **))dlsym(RTLD_NEXT, "getifaddrs"))(all);
	for (i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof(names[i]), "veth%09zu", i);
		list[i] = (struct ifaddrs){.ifa_next = &list[i + 1], .ifa_name = names[i], .ifa_addr = (struct sockaddr *)&device};
	}
	memset(&address.sin6_addr, 0xfd, sizeof(address.sin6_addr));
	list[MANY] = (struct ifaddrs){.ifa_name = names[MANY - 1], .ifa_addr = (struct sockaddr *)&address};
	*all = list;
	return 0;
}

void freeifaddrs(struct ifaddrs *all)
{
	if (!many)
		((void (*)(struct ifaddrs *))dlsym(RTLD_NEXT, "freeifaddrs"))(all);
}

/* The hello has room for some; those with an address come first, and the rest is counted. */
static void test_more_interfaces_than_a_hello_takes_are_counted(void **state)
{
	const struct lutf_yaml_node *root, *list;
	struct lutf_yaml_doc *doc;
	char *text;

	(void)state;
	many = true;
	text = lutf_node_info(NULL);
	assert_in_range(strlen(text), LUTF_NODE_INFO_MAX / 2, LUTF_NODE_INFO_MAX);
	free(text);
	doc = describe(NULL);
	root = lutf_yaml_root(doc);
	list = lutf_yaml_get(root, "interfaces");
	assert_true(list->items.count > 10);
	assert_int_equal(list->items.count + (size_t)lutf_yaml_get_int(root, "interfaces_omitted", 0), MANY);
	assert_string_equal(lutf_yaml_get_string(list->items.first, "name"), "veth000000999");
	lutf_yaml_doc_free(doc);
	many = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_says_host_kernel_and_size),
		cmocka_unit_test(test_it_says_its_roles),
		cmocka_unit_test(test_it_lists_each_interface_once_and_no_loopback),
		cmocka_unit_test(test_more_interfaces_than_a_hello_takes_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
