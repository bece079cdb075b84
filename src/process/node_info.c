/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process/node_info.h"

#include "limits.h"
#include "yaml/writer.h"

#include <assert.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static void put_text(struct lutf_yaml_writer *writer, const char *key, const char *text)
{
	lutf_yaml_key(writer, key);
	lutf_yaml_string(writer, text, strlen(text));
}

static void put_number(struct lutf_yaml_writer *writer, const char *key, long long number)
{
	lutf_yaml_key(writer, key);
	lutf_yaml_int(writer, number);
}

/* The first line of /sys/class/net/INTERFACE/NAME; false if there is none. */
static bool read_attribute(const char *interface, const char *name, char *text, size_t size)
{
	char path[128];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "/sys/class/net/%s/%s", interface, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	len = read(fd, text, size - 1);
	close(fd);
	if (len <= 0)
		return false;
	text[len] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return true;
}

static bool has_folder(const char *interface, const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/class/net/%s/%s", interface, name);
	return access(path, F_OK) == 0;
}

/* The LND that such an interface is for first: Slingshot's is a kfabric device, InfiniBand's an IPoIB one; all of them also carry tcp. */
static const char *kind_of(const char *interface)
{
	char text[32];

	if (has_folder(interface, "device/cxi") || has_folder(interface, "device/cxi_user"))
		return "kfi";
	if (read_attribute(interface, "type", text, sizeof(text)) && atoi(text) == ARPHRD_INFINIBAND)
		return "o2ib";
	return "tcp";
}

/* The first address of that family, written as people write it. */
static bool find_address(const struct ifaddrs *all, const char *interface, int family, char *text, size_t size)
{
	const struct ifaddrs *one;
	const void *bytes;

	for (one = all; one; one = one->ifa_next) {
		if (!one->ifa_addr || one->ifa_addr->sa_family != family || strcmp(one->ifa_name, interface))
			continue;
		if (family == AF_INET)
			bytes = &((const struct sockaddr_in *)(const void *)one->ifa_addr)->sin_addr;
		else
			bytes = &((const struct sockaddr_in6 *)(const void *)one->ifa_addr)->sin6_addr;
		return inet_ntop(family, bytes, text, (socklen_t)size) != NULL;
	}
	return false;
}

static void put_interface(struct lutf_yaml_writer *writer, const struct ifaddrs *all, const char *name, unsigned flags)
{
	char text[128];
	bool up = (flags & IFF_UP) && (flags & IFF_RUNNING);

	lutf_yaml_begin_mapping(writer);
	put_text(writer, "name", name);
	put_text(writer, "kind", kind_of(name));
	lutf_yaml_key(writer, "up");
	lutf_yaml_bool(writer, up);
	if (find_address(all, name, AF_INET, text, sizeof(text)))
		put_text(writer, "ipv4", text);
	if (find_address(all, name, AF_INET6, text, sizeof(text)))
		put_text(writer, "ipv6", text);
	/* Mbit/s; -1 or an error where the driver does not know, as with virtual ones. */
	if (up && read_attribute(name, "speed", text, sizeof(text)) && atoi(text) > 0)
		put_number(writer, "speed", atoi(text));
	if (read_attribute(name, "device/numa_node", text, sizeof(text)) && atoi(text) >= 0)
		put_number(writer, "numaNode", atoi(text));
	if (read_attribute(name, "address", text, sizeof(text)) && *text)
		put_text(writer, "mac", text);
	lutf_yaml_end_mapping(writer);
}

enum { RANKS = 4 };

/* Of an interface, for those that tests want first: real hardware, with an address. */
static int rank_of(const struct ifaddrs *all, const struct ifaddrs *one)
{
	char text[INET6_ADDRSTRLEN];
	bool addressed = find_address(all, one->ifa_name, AF_INET, text, sizeof(text)) ||
			 find_address(all, one->ifa_name, AF_INET6, text, sizeof(text));

	return (has_folder(one->ifa_name, "device") ? 0 : 2) + (addressed ? 0 : 1);
}

/* getifaddrs() lists an interface once as a device (AF_PACKET) and once for each address. */
static bool is_listed(const struct ifaddrs *one)
{
	return one->ifa_addr && one->ifa_addr->sa_family == AF_PACKET && !(one->ifa_flags & IFF_LOOPBACK);
}

/* A node's interfaces, those of the best rank first. Owner: lutf_node_info(). */
struct interfaces {
	struct ifaddrs *all;
	const struct ifaddrs **order;
	size_t count;
};

static void find_interfaces(struct interfaces *found)
{
	const struct ifaddrs *one;
	size_t listed = 0, i = 0;
	int *ranks, rank;

	*found = (struct interfaces){0};
	if (getifaddrs(&found->all))
		found->all = NULL;
	for (one = found->all; one; one = one->ifa_next)
		listed += is_listed(one);
	found->order = calloc(listed + 1, sizeof(*found->order));
	ranks = calloc(listed + 1, sizeof(*ranks));
	for (one = found->all; found->order && ranks && one; one = one->ifa_next)
		if (is_listed(one))
			ranks[i++] = rank_of(found->all, one);
	for (rank = 0; found->order && ranks && rank < RANKS; rank++)
		for (one = found->all, i = 0; one; one = one->ifa_next)
			if (is_listed(one) && ranks[i++] == rank)
				found->order[found->count++] = one;
	free(ranks);
}

static void put_interfaces(struct lutf_yaml_writer *writer, const struct interfaces *found, size_t max)
{
	size_t i;

	lutf_yaml_key(writer, "interfaces");
	lutf_yaml_begin_sequence(writer);
	for (i = 0; i < found->count && i < max; i++) {
		assert(found->order[i]);
		put_interface(writer, found->all, found->order[i]->ifa_name, found->order[i]->ifa_flags);
	}
	lutf_yaml_end_sequence(writer);
	if (i < found->count)
		put_number(writer, "interfaces_omitted", (long long)(found->count - i));
}

/* The description with at most max interfaces, or NULL. */
static char *describe(const char *const *roles, const struct interfaces *found, size_t max, size_t *len)
{
	struct lutf_yaml_writer *writer;
	struct utsname system;
	char *text = NULL;

	if (lutf_yaml_writer_new(&writer))
		return NULL;
	lutf_yaml_begin_mapping(writer);
	if (!uname(&system)) {
		put_text(writer, "host", system.nodename);
		put_text(writer, "kernel", system.release);
	}
	put_number(writer, "cpus", sysconf(_SC_NPROCESSORS_ONLN));
	put_number(writer, "memory", (long long)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE));
	lutf_yaml_key(writer, "roles");
	lutf_yaml_begin_sequence(writer);
	for (; roles && *roles; roles++)
		lutf_yaml_string(writer, *roles, strlen(*roles));
	lutf_yaml_end_sequence(writer);
	put_interfaces(writer, found, max);
	lutf_yaml_end_mapping(writer);
	if (lutf_yaml_writer_finish(writer, &text, len))
		text = NULL;
	lutf_yaml_writer_free(writer);
	return text;
}

char *lutf_node_info(const char *const *roles)
{
	struct interfaces found;
	size_t max, len;
	char *text;

	find_interfaces(&found);
	max = found.count < LUTF_NODE_INTERFACES_MAX ? found.count : LUTF_NODE_INTERFACES_MAX;
	/* How long they are is known when they are written: with too many, as many as this would have had room for, at least one fewer. */
	while ((text = describe(roles, &found, max, &len)) && len > LUTF_NODE_INFO_MAX && max) {
		free(text);
		max = max * LUTF_NODE_INFO_MAX / (len + 1);
	}
	if (found.all)
		freeifaddrs(found.all);
	free(found.order);
	return text;
}
