/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tunables as nets show them, and as an import has them (lnetconfig-api.md §2.5, §3.7, §3.14): structs to trees, and back. */
#include "client.h"

#include <errno.h>
#include <string.h>

#include "symbols.h"

/* LUSTRE_CFG_RC_NO_MATCH (§2.7) */
#define NO_MATCH (-ENOMSG)

/* Of struct lnet_lnd_tunables, in the order in which they are shown. */
static const struct field {
	unsigned lnd, offset, size;
	const char *name;
	int missing;
	bool is_signed;
	bool not_in_backup;
} fields[] = {
	{.lnd = 2, .offset = 4, .size = 2, .name = "conns_per_peer", .missing = 1},
	{.lnd = 2, .offset = 8, .size = 4, .name = "timeout"},
	{.lnd = 2, .offset = 12, .size = 2, .name = "tos", .missing = -1, .is_signed = true},
	{.lnd = 5, .offset = 4, .size = 4, .name = "peercredits_hiw"},
	{.lnd = 5, .offset = 8, .size = 4, .name = "map_on_demand"},
	{.lnd = 5, .offset = 12, .size = 4, .name = "concurrent_sends"},
	{.lnd = 5, .offset = 16, .size = 4, .name = "fmr_pool_size"},
	{.lnd = 5, .offset = 20, .size = 4, .name = "fmr_flush_trigger"},
	{.lnd = 5, .offset = 24, .size = 4, .name = "fmr_cache"},
	{.lnd = 5, .offset = 30, .size = 2, .name = "ntx"},
	{.lnd = 5, .offset = 28, .size = 2, .name = "conns_per_peer", .missing = 1},
	{.lnd = 5, .offset = 32, .size = 4, .name = "timeout"},
	{.lnd = 5, .offset = 36, .size = 2, .name = "tos", .missing = -1, .is_signed = true},
	{.lnd = 13, .offset = 4, .size = 4, .name = "timeout"},
	{.lnd = 16, .offset = 4, .size = 4, .name = "prov_major_version"},
	{.lnd = 16, .offset = 8, .size = 4, .name = "prov_minor_version"},
	{.lnd = 16, .offset = 12, .size = 4, .name = "auth_key"},
	{.lnd = 16, .offset = 16, .size = 128, .name = "traffic_class"},
	{.lnd = 16, .offset = 144, .size = 4, .name = "traffic_class_num", .not_in_backup = true},
	{.lnd = 16, .offset = 148, .size = 4, .name = "timeout"},
	{.lnd = 18, .offset = 4, .size = 4, .name = "nqps"},
};
#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

static int64_t read_number(const struct field *field, const uint8_t *bytes)
{
	uint32_t number = 0;
	int16_t small;

	if (field->size == 4)
		memcpy(&number, bytes + field->offset, sizeof(number));
	else
		memcpy(&small, bytes + field->offset, sizeof(small));
	return field->size == 4 ? (int64_t)number : field->is_signed ? small : (uint16_t)small;
}

static void write_number(const struct field *field, uint8_t *bytes, double value)
{
	uint32_t number = (uint32_t)(int64_t)value;
	uint16_t small = (uint16_t)(int64_t)value;

	memcpy(bytes + field->offset, field->size == 4 ? (const void *)&number : &small, field->size);
}

int lustre_net_show_tunables(struct cYAML *tunables, struct lnet_ioctl_config_lnd_cmn_tunables *cmn)
{
	lnet_tree_add_number(tunables, "peer_timeout", cmn->lct_peer_timeout);
	lnet_tree_add_number(tunables, "peer_credits", cmn->lct_peer_tx_credits);
	lnet_tree_add_number(tunables, "peer_buffer_credits", cmn->lct_peer_rtr_credits);
	lnet_tree_add_number(tunables, "credits", cmn->lct_max_tx_credits);
	return 0;
}

/* An LND without tunables does not match. */
int lustre_ni_show_tunables(struct cYAML *lnd_tunables, __u32 net_type, struct lnet_lnd_tunables *lnd, bool backup)
{
	int rc = NO_MATCH;

	for (const struct field *field = fields; field < fields + FIELD_COUNT; field++) {
		char text[129];

		if (field->lnd != net_type)
			continue;
		rc = 0;
		if (backup && field->not_in_backup)
			continue;
		if (field->size == 128) {
			snprintf(text, sizeof(text), "%.128s", (const char *)lnd->bytes + field->offset);
			lnet_tree_add_text(lnd_tunables, field->name, text);
		} else {
			lnet_tree_add_number(lnd_tunables, field->name, (double)read_number(field, lnd->bytes));
		}
	}
	return rc;
}

/* What `lnd tunables` below the tree says; nothing without it. */
void lustre_yaml_extract_lnd_tunables(struct cYAML *tree, __u32 net_type, struct lnet_lnd_tunables *tun)
{
	const struct cYAML *given = cYAML_get_object_item(tree, "lnd tunables");

	for (const struct field *field = fields; given && field < fields + FIELD_COUNT; field++) {
		const struct cYAML *value = lnet_tree_child(given, field->name);

		if (field->lnd != net_type)
			continue;
		if (field->size != 128)
			write_number(field, tun->bytes, value && value->cy_type == CYAML_NUMBER ? value->cy_valuedouble : field->missing);
		else if (value && value->cy_valuestring)
			snprintf((char *)tun->bytes + field->offset, field->size, "%s", value->cy_valuestring);
	}
}
