/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts and addresses: what the library has beside LNet, and decides without asking anybody (lnetconfig-api.md §1.2, §1.3). */
#include "client.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "symbols.h"

/* Without the blanks around it, in place. */
char *strim(char *s)
{
	size_t len = strlen(s);

	while (len && isspace((unsigned char)s[len - 1]))
		s[--len] = 0;
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

static void trim(struct cfs_lstr *text)
{
	while (text->ls_len && isspace((unsigned char)*text->ls_str))
		text->ls_str++, text->ls_len--;
	while (text->ls_len && isspace((unsigned char)text->ls_str[text->ls_len - 1]))
		text->ls_len--;
}

/* The part of next before a delimiter goes to res, next goes on behind it. 1; 0: there is none but blanks. */
int cfs_gettok(struct cfs_lstr *next, char delim, struct cfs_lstr *res)
{
	char *end;

	if (!next->ls_str)
		return 0;
	end = memchr(next->ls_str, delim, (size_t)next->ls_len);
	res->ls_str = next->ls_str;
	res->ls_len = end ? (int)(end - next->ls_str) : next->ls_len;
	next->ls_len -= res->ls_len + (end != NULL);
	next->ls_str = end ? end + 1 : NULL;
	trim(res);
	return res->ls_len > 0;
}

/* A decimal number, or a hexadecimal one with 0x, of nob characters: 1; 0: it is none, or not in min to max. */
int cfs_str2num_check(char *str, int nob, unsigned *num, unsigned min, unsigned max)
{
	struct cfs_lstr text = {str, nob};
	char digits[16], *end;
	unsigned long value;

	trim(&text);
	if (!text.ls_len || (size_t)text.ls_len >= sizeof(digits) || !isdigit((unsigned char)*text.ls_str))
		return 0;
	memcpy(digits, text.ls_str, (size_t)text.ls_len);
	digits[text.ls_len] = 0;
	value = strtoul(digits, &end, 0);
	if (*end || value < min || value > max)
		return 0;
	*num = (unsigned)value;
	return 1;
}

/* From the folder that the process is in; free(). 0, or -errno. */
int cfs_abs_path(const char *request_path, char **resolved_path)
{
	struct lnet_text text = {0};
	char *folder = NULL;

	if (!request_path || !*request_path)
		return -EINVAL;
	if (*request_path != '/' && !(folder = getcwd(NULL, 0)))
		return -errno;
	lnet_text_format(&text, "%s%s%s", folder ? folder : "", folder ? "/" : "", request_path);
	free(folder);
	*resolved_path = text.text;
	return 0;
}

/* ---- addresses, in network order ---- */

/* An IPv4 or IPv6 address of nob characters: 1, and its size in bytes; 0: it is none. */
int libcfs_ip_str2addr_size(const char *str, int nob, __be32 *addr, size_t *asize)
{
	char text[INET6_ADDRSTRLEN];

	if (nob < 0 || (size_t)nob >= sizeof(text))
		return 0;
	memcpy(text, str, (size_t)nob);
	text[nob] = 0;
	if (inet_pton(AF_INET, text, addr) == 1)
		*asize = 4;
	else if (inet_pton(AF_INET6, text, addr) == 1)
		*asize = 16;
	else
		return 0;
	return 1;
}

int libcfs_ip_in_netmask(const __be32 *addr, size_t asize, const __be32 *netmask, const __be32 *netaddr)
{
	for (size_t i = 0; i < asize / sizeof(*addr); i++)
		if ((addr[i] & netmask[i]) != netaddr[i])
			return 0;
	return 1;
}
