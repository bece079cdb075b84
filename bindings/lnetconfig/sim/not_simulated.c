/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions of the library that need a kernel's device, or parameters in this machine's files, or that neither the reference nor a recording tells
 * enough about. They are here so that a program which links with them runs; what they cannot do they say, and fail.
 */
#include "client.h"

#include <errno.h>
#include <glob.h>

#include "symbols.h"

static void say(const char *function)
{
	fprintf(stderr, "%s: not simulated\n", function);
}

/* ---- /dev/lnet: the simulated library asks the simulator, not the device ---- */

/* Registering opens nothing: it gives the id of the device back, or -22 for one that can be none (lnetconfig-api.md §3.2). */
int register_ioc_dev(int dev_id, const char *dev_name)
{
	return dev_id < 0 || !dev_name ? -EINVAL : dev_id;
}

void unregister_ioc_dev(int dev_id)
{
	(void)dev_id;
}

int l_ioctl(int dev_id, unsigned int opc, void *buf)
{
	(void)dev_id;
	(void)opc;
	(void)buf;
	say("l_ioctl");
	errno = EOPNOTSUPP;
	return -1;
}

/* 1 is failure. */
int libcfs_ioctl_pack(struct libcfs_ioctl_data *data, char **pbuf, int max)
{
	(void)data;
	(void)pbuf;
	(void)max;
	say("libcfs_ioctl_pack");
	return 1;
}

void libcfs_ioctl_unpack(struct libcfs_ioctl_data *data, char *pbuf)
{
	(void)data;
	(void)pbuf;
	say("libcfs_ioctl_unpack");
}

/* ---- parameters: those of a simulated node are not in files of this machine ---- */

int cfs_get_param_paths(glob_t *paths, const char *pattern, ...)
{
	(void)paths;
	(void)pattern;
	errno = ENOENT;
	return -1;
}

/* ---- what is not told enough about ---- */

int cfs_parser(int argc, char **argv, struct parser_cmd *cmds)
{
	(void)argc;
	(void)argv;
	(void)cmds;
	say("cfs_parser");
	return -EOPNOTSUPP;
}

int cfs_ip_addr_range_gen(__u32 *ip_list, int count, struct list_head *ip_addr_expr)
{
	(void)ip_list;
	(void)count;
	(void)ip_addr_expr;
	say("cfs_ip_addr_range_gen");
	return -1;
}

int cfs_nidrange_find_min_max(struct list_head *nidlist, char *min_nid, char *max_nid, size_t nidstr_length)
{
	(void)nidlist;
	(void)min_nid;
	(void)max_nid;
	(void)nidstr_length;
	say("cfs_nidrange_find_min_max");
	return -EOPNOTSUPP;
}

char *cfs_nidstr_find_delimiter(char *buf)
{
	(void)buf;
	say("cfs_nidstr_find_delimiter");
	return NULL;
}
