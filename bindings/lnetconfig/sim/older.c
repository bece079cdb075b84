/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What 2.17 has not, or has with other arguments, for simulated nodes of 2.15 (lnetconfig-api.md §1.1): library.c finds lnetsim_GENERATION_NAME, the last
 * generation that had NAME so. Those that the table says wholly are in generated/simulator.c.
 */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* 2.15.0 to 2.15.3 cannot lock a primary NID. */
int lnetsim_2_15a_lustre_lnet_modify_peer(char *prim_nid, char *nids, bool is_mr, int cmd, int seq_no, struct cYAML **err_rc)
{
	return lustre_lnet_modify_peer(prim_nid, nids, is_mr, cmd, 0, seq_no, err_rc);
}

int lnetsim_2_15b_lustre_lnet_calc_cpt_of_nid(char *nidc, long int ncpts)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_calc_cpt_of_nid");

	lnetsim_text(&request, "nidc", nidc);
	lnetsim_int(&request, "ncpts", ncpts);
	return lnetsim_call(&request, NULL, false, NULL);
}

/* Takes NIDs of four bytes only. */
int lnetsim_2_15b_cfs_match_nid(lnet_nid_t nid, struct list_head *list)
{
	char text[128];

	return lnetsim_match_nid(libcfs_nid2str_r(nid, text, sizeof(text)), list);
}

/* ---- YAML comes by the path of a file ---- */

/* The text of a file, or NULL and a block that says why. */
static char *text_of(const char *path, struct cYAML **err_rc)
{
	struct lnet_text text = {0};
	FILE *file = fopen(path, "r");

	if (!file) {
		cYAML_build_error(-1, -1, "yaml", "builder", strerror(errno), err_rc);
		return NULL;
	}
	lnet_text_read(&text, file);
	fclose(file);
	return text.text;
}

/* LUSTRE_CFG_RC_BAD_PARAM up to 2.15 (§2.7) */
#define BAD_PARAM (-1)

int lnetsim_2_15b_lustre_yaml_config(char *f, struct cYAML **err_rc)
{
	char *text = text_of(f, err_rc);
	int rc = text ? lustre_yaml_config(text, (int)strlen(text), err_rc) : BAD_PARAM;

	free(text);
	return rc;
}

int lnetsim_2_15b_lustre_yaml_del(char *f, struct cYAML **err_rc)
{
	char *text = text_of(f, err_rc);
	int rc = text ? lustre_yaml_del(text, (int)strlen(text), err_rc) : BAD_PARAM;

	free(text);
	return rc;
}

int lnetsim_2_15b_lustre_yaml_show(char *f, struct cYAML **show_rc, struct cYAML **err_rc)
{
	char *text = text_of(f, err_rc);
	int rc = text ? lustre_yaml_show(text, (int)strlen(text), show_rc, err_rc) : BAD_PARAM;

	free(text);
	return rc;
}

int lnetsim_2_15b_lustre_yaml_exec(char *f, struct cYAML **show_rc, struct cYAML **err_rc)
{
	char *text = text_of(f, err_rc);
	int rc = text ? lustre_yaml_exec(text, (int)strlen(text), show_rc, err_rc) : BAD_PARAM;

	free(text);
	return rc;
}
