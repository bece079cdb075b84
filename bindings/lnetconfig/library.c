/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which library: LUTF_LNETSIM_SOCKET set, liblnetsim.so beside this module; else LUTF_LNETCONFIG (an absolute path), else liblnetconfig.so.4,
 * which is wherever lnetctl is. Nothing is linked with, and nothing of Lustre is needed to build this (lnetconfig-api.md §6.2).
 */
#include "binding.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "yaml/doc.h"
#include "yaml/writer.h"

/* A simulator that does not say by then which release a node has has stopped. */
#define RELEASE_TIMEOUT 5000

static struct lnet_library library;
/* Simulated: names that liblnetsim.so has and the library of this node's release has not. Kept for good; NULL: none. */
static const struct lutf_yaml_node *lacks;

/* Not for a program that has more rights than its user. */
static const char *environment(const char *name)
{
	const char *value = getuid() == geteuid() && getgid() == getegid() ? getenv(name) : NULL;

	return value && *value ? value : NULL;
}

static unsigned bit(enum lnet_generation generation)
{
	return generation == LNET_UNKNOWN ? 0 : 1u << generation;
}

static bool helper_there(const char *name, size_t len)
{
	for (size_t i = 0; i < LNET_HELPER_COUNT; i++)
		if (strlen(lnet_helper_table[i].name) == len && memcmp(lnet_helper_table[i].name, name, len) == 0)
			return *(lnet_symbol *)((char *)&library.helpers + lnet_helper_table[i].offset) != NULL;
	return false;
}

bool lnet_has(const struct lnet_function *function)
{
	if (library.provider == LNET_NONE)
		return false;
	if (library.generation != LNET_UNKNOWN && !(function->in & bit(library.generation)))
		return false;
	if (function->variant_count)
		return library.functions[function - lnet_functions].symbol != NULL;
	for (const char *const *use = function->uses; *use; use++) {
		bool there = false;

		for (const char *at = *use; *at && !there;) {
			size_t len = strcspn(at, "|");

			there = helper_there(at, len);
			at += len + (at[len] == '|');
		}
		if (!there)
			return false;
	}
	return true;
}

/*
 * A function as this node's library has it, or NULL. liblnetsim.so has the signatures of 2.17; one that was another up to some generation is in it as
 * lnetsim_GENERATION_NAME, so a node of an older one takes the first of these that is not older than itself.
 */
static lnet_symbol find(const char *name)
{
	char former[128];

	for (const struct lutf_yaml_node *at = lacks ? lacks->items.first : NULL; at; at = at->next)
		if (at->kind == LUTF_YAML_STRING && strcmp(at->string.text, name) == 0)
			return NULL;
	for (unsigned g = library.generation; library.provider == LNET_SIMULATED && g < LNET_2_17; g++) {
		lnet_symbol symbol;

		snprintf(former, sizeof(former), "lnetsim_%s_%s", lnet_generation_names[g], name);
		*strchr(former, '.') = '_';
		symbol = (lnet_symbol)dlsym(library.handle, former);
		if (symbol)
			return symbol;
	}
	return (lnet_symbol)dlsym(library.handle, name);
}

/* Symbols as the functions of the generation need them; of an unknown one, those that never had another signature. */
static void resolve(void)
{
	enum lnet_generation signatures = library.generation;

	for (size_t i = 0; i < LNET_HELPER_COUNT; i++) {
		const struct lnet_helper *helper = &lnet_helper_table[i];

		if (signatures == LNET_UNKNOWN ? helper->stable : helper->in & bit(signatures))
			*(lnet_symbol *)((char *)&library.helpers + helper->offset) = find(helper->symbol);
	}
	for (size_t i = 0; i < LNET_FUNCTION_COUNT; i++) {
		const struct lnet_function *function = &lnet_functions[i];

		for (unsigned v = 0; v < function->variant_count; v++) {
			const struct lnet_variant *variant = &function->variants[v];

			if (signatures == LNET_UNKNOWN ? function->variant_count == 1 : variant->in & bit(signatures)) {
				library.functions[i].symbol = find(variant->symbol);
				library.functions[i].variant = v;
			}
		}
	}
}

static void full_path(const char *name)
{
	struct link_map *map = NULL;

	snprintf(library.path, sizeof(library.path), "%s", dlinfo(library.handle, RTLD_DI_LINKMAP, &map) == 0 ? map->l_name : name);
}

static void open_real(void)
{
	const char *name = environment("LUTF_LNETCONFIG");
	enum lnet_generation by_symbols, by_version;

	if (name && *name != '/') {
		snprintf(library.why, sizeof(library.why), "LUTF_LNETCONFIG is \"%s\": set it to the absolute path of liblnetconfig.so.4",
			 name);
		return;
	}
	name = name ? name : "liblnetconfig.so.4";
	library.handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	if (!library.handle) {
		snprintf(library.why, sizeof(library.why),
			 "there is no liblnetconfig here (%s): install the Lustre client, set LUTF_LNETCONFIG to the library, or run with "
			 "--local, "
			 "which simulates LNet",
			 dlerror());
		return;
	}
	library.provider = LNET_REAL;
	full_path(name);
	by_symbols = lnet_generation_of_symbols(library.handle);
	by_version = lnet_version_find(library.path, library.version, sizeof(library.version)) ? lnet_generation_of_version(library.version)
											       : LNET_UNKNOWN;
	/* set_peer_state came with 2.15.5, the signatures of 2.15b with 2.15.4. */
	if (by_symbols == LNET_2_15A && by_version == LNET_2_15B)
		by_symbols = LNET_2_15B;
	library.generation = by_symbols == by_version ? by_version : LNET_UNKNOWN;
	if (library.generation == LNET_UNKNOWN)
		snprintf(library.why, sizeof(library.why), "%s says version %s, which is %s, and has the symbols of %s", library.path,
			 *library.version ? library.version : "(none)", lnet_generation_names[by_version],
			 lnet_generation_names[by_symbols]);
	resolve();
}

/* The release of this node, and what its library lacks. Of a simulator that does not say, calls say themselves what is wrong: as of 2.17. */
static void ask_release(const char *node)
{
	struct lutf_yaml_writer *writer = NULL;
	struct lutf_yaml_doc *doc = NULL;
	struct lutf_yaml_error error;
	char *request = NULL, *reply = NULL;
	const char *release = NULL;
	size_t len;

	if (lutf_yaml_writer_new(&writer))
		abort();
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "control");
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "action");
	lutf_yaml_string(writer, "library", strlen("library"));
	lutf_yaml_key(writer, "node");
	lutf_yaml_string(writer, node, strlen(node));
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
	if (lutf_yaml_writer_finish(writer, &request, &len) == 0 && library.control(request, len, RELEASE_TIMEOUT, &reply, &len) == 0 &&
	    lutf_yaml_parse(reply, len, &doc, &error) == 0) {
		release = lutf_yaml_get_string(lutf_yaml_root(doc), "lustre");
		lacks = lutf_yaml_get(lutf_yaml_root(doc), "lacks");
	}
	snprintf(library.version, sizeof(library.version), "%s", release ? release : "");
	library.generation = release ? lnet_generation_of_version(release) : LNET_2_17;
	if (library.generation == LNET_UNKNOWN)
		snprintf(library.why, sizeof(library.why), "the simulated node %s says version %s", node, release);
	lutf_yaml_writer_free(writer);
	free(request);
	free(reply);
}

static void open_simulated(void)
{
	const char *node = environment("LUTF_LNETSIM_NODE");
	Dl_info own;
	char *slash;

	if (!node) {
		snprintf(library.why, sizeof(library.why),
			 "LUTF_LNETSIM_SOCKET is set and LUTF_LNETSIM_NODE, the name of this node, is not");
		return;
	}
	if (!dladdr((void *)lnet_has, &own) || !realpath(own.dli_fname, library.path))
		snprintf(library.path, sizeof(library.path), "%s", "lnetconfig.so");
	slash = strrchr(library.path, '/');
	/* libtool keeps what it builds in .libs, with links beside the program. */
	if (slash && slash - library.path > 6 && memcmp(slash - 6, "/.libs", 6) == 0)
		slash -= 6;
	snprintf(slash ? slash + 1 : library.path, 32, "%s", "liblnetsim.so");
	library.handle = dlopen(library.path, RTLD_NOW | RTLD_LOCAL);
	if (library.handle) {
		library.control = (int (*)(const char *, size_t, int, char **, size_t *))dlsym(library.handle, "lnetsim_control");
		library.refused = (char *(*)(void))dlsym(library.handle, "lnetsim_refused");
		library.lost = (char *(*)(void))dlsym(library.handle, "lnetsim_lost");
	}
	if (!library.control || !library.refused || !library.lost) {
		snprintf(library.why, sizeof(library.why), "the simulated LNet cannot be used: %s",
			 library.handle ? "liblnetsim.so is of another LUTF" : dlerror());
		return;
	}
	library.provider = LNET_SIMULATED;
	ask_release(node);
	resolve();
}

const struct lnet_library *lnet_library(void)
{
	static bool opened;

	if (!opened) {
		opened = true;
		library.generation = LNET_UNKNOWN;
		if (environment("LUTF_LNETSIM_SOCKET"))
			open_simulated();
		else
			open_real();
	}
	return &library;
}
