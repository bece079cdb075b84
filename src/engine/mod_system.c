/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:system: this machine, for ts/lutf/os.ts. */
#include "engine/realm.h"

#include <stdlib.h>
#include <string.h>

static void set_string(JSContext *ctx, JSValueConst object, const char *name, const char *value)
{
	JS_SetPropertyStr(ctx, object, name, value ? JS_NewString(ctx, value) : JS_NULL);
}

static void set_number(JSContext *ctx, JSValueConst object, const char *name, double value)
{
	JS_SetPropertyStr(ctx, object, name, JS_NewFloat64(ctx, value));
}

static JSValue js_uname(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	char hostname[UV_MAXHOSTNAMESIZE];
	size_t len = sizeof(hostname);
	uv_utsname_t name;
	JSValue object;
	int rc = uv_os_uname(&name);

	if (!rc)
		rc = uv_os_gethostname(hostname, &len);
	(void)this_val;
	(void)argc;
	(void)argv;
	if (rc)
		return lutf_error_throw(ctx, rc, "uname", NULL);
	object = JS_NewObject(ctx);
	set_string(ctx, object, "sysname", name.sysname);
	set_string(ctx, object, "nodename", hostname);
	set_string(ctx, object, "release", name.release);
	set_string(ctx, object, "version", name.version);
	set_string(ctx, object, "machine", name.machine);
	return object;
}

static JSValue js_cpus(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	uv_cpu_info_t *infos;
	int count, i, rc = uv_cpu_info(&infos, &count);
	JSValue list;

	(void)this_val;
	(void)argc;
	(void)argv;
	if (rc)
		return lutf_error_throw(ctx, rc, "uv_cpu_info", NULL);
	list = JS_NewArray(ctx);
	for (i = 0; i < count; i++) {
		JSValue info = JS_NewObject(ctx), times = JS_NewObject(ctx);

		set_string(ctx, info, "model", infos[i].model);
		set_number(ctx, info, "speed", infos[i].speed);
		set_number(ctx, times, "user", (double)infos[i].cpu_times.user);
		set_number(ctx, times, "nice", (double)infos[i].cpu_times.nice);
		set_number(ctx, times, "sys", (double)infos[i].cpu_times.sys);
		set_number(ctx, times, "idle", (double)infos[i].cpu_times.idle);
		set_number(ctx, times, "irq", (double)infos[i].cpu_times.irq);
		JS_SetPropertyStr(ctx, info, "times", times);
		JS_SetPropertyUint32(ctx, list, (uint32_t)i, info);
	}
	uv_free_cpu_info(infos, count);
	return list;
}

static JSValue js_network_interfaces(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	uv_interface_address_t *addresses;
	int count, i, rc = uv_interface_addresses(&addresses, &count);
	JSValue list;

	(void)this_val;
	(void)argc;
	(void)argv;
	if (rc)
		return lutf_error_throw(ctx, rc, "uv_interface_addresses", NULL);
	list = JS_NewArray(ctx);
	for (i = 0; i < count; i++) {
		const uv_interface_address_t *one = &addresses[i];
		const unsigned char *mac = (const unsigned char *)one->phys_addr;
		bool is_ipv6 = one->address.address4.sin_family == AF_INET6;
		JSValue info = JS_NewObject(ctx);
		char text[INET6_ADDRSTRLEN];

		set_string(ctx, info, "name", one->name);
		if (is_ipv6)
			uv_ip6_name(&one->address.address6, text, sizeof(text));
		else
			uv_ip4_name(&one->address.address4, text, sizeof(text));
		set_string(ctx, info, "address", text);
		if (is_ipv6)
			uv_ip6_name(&one->netmask.netmask6, text, sizeof(text));
		else
			uv_ip4_name(&one->netmask.netmask4, text, sizeof(text));
		set_string(ctx, info, "netmask", text);
		set_string(ctx, info, "family", is_ipv6 ? "IPv6" : "IPv4");
		snprintf(text, sizeof(text), "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
		set_string(ctx, info, "mac", text);
		JS_SetPropertyStr(ctx, info, "internal", JS_NewBool(ctx, one->is_internal));
		if (is_ipv6)
			set_number(ctx, info, "scopeid", one->address.address6.sin6_scope_id);
		JS_SetPropertyUint32(ctx, list, (uint32_t)i, info);
	}
	uv_free_interface_addresses(addresses, count);
	return list;
}

static JSValue js_user_info(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	uv_passwd_t user;
	JSValue object;
	int rc = uv_os_get_passwd(&user);

	(void)this_val;
	(void)argc;
	(void)argv;
	if (rc)
		return lutf_error_throw(ctx, rc, "uv_os_get_passwd", NULL);
	object = JS_NewObject(ctx);
	set_string(ctx, object, "username", user.username);
	set_number(ctx, object, "uid", (double)user.uid);
	set_number(ctx, object, "gid", (double)user.gid);
	set_string(ctx, object, "shell", user.shell);
	set_string(ctx, object, "homedir", user.homedir);
	uv_os_free_passwd(&user);
	return object;
}

enum { TMPDIR, HOMEDIR };

static JSValue js_folder(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int which)
{
	char path[4096];
	size_t len = sizeof(path);
	int rc = which == TMPDIR ? uv_os_tmpdir(path, &len) : uv_os_homedir(path, &len);

	(void)this_val;
	(void)argc;
	(void)argv;
	if (rc)
		return lutf_error_throw(ctx, rc, which == TMPDIR ? "uv_os_tmpdir" : "uv_os_homedir", NULL);
	return JS_NewStringLen(ctx, path, len);
}

static JSValue js_loadavg(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	JSValue list = JS_NewArray(ctx);
	double average[3];
	uint32_t i;

	(void)this_val;
	(void)argc;
	(void)argv;
	uv_loadavg(average);
	for (i = 0; i < 3; i++)
		JS_SetPropertyUint32(ctx, list, i, JS_NewFloat64(ctx, average[i]));
	return list;
}

enum { TOTALMEM, FREEMEM, UPTIME, PARALLELISM };

static JSValue js_number(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int which)
{
	double value = 0;

	(void)this_val;
	(void)argc;
	(void)argv;
	switch (which) {
	case TOTALMEM:
		value = (double)uv_get_total_memory();
		break;
	case FREEMEM:
		value = (double)uv_get_free_memory();
		break;
	case UPTIME:
		uv_uptime(&value);
		break;
	case PARALLELISM:
		value = uv_available_parallelism();
		break;
	}
	return JS_NewFloat64(ctx, value);
}

static const JSCFunctionListEntry exports[] = {
	JS_CFUNC_DEF("uname", 0, js_uname),
	JS_CFUNC_DEF("cpus", 0, js_cpus),
	JS_CFUNC_DEF("networkInterfaces", 0, js_network_interfaces),
	JS_CFUNC_DEF("userInfo", 0, js_user_info),
	JS_CFUNC_DEF("loadavg", 0, js_loadavg),
	JS_CFUNC_MAGIC_DEF("tmpdir", 0, js_folder, TMPDIR),
	JS_CFUNC_MAGIC_DEF("homedir", 0, js_folder, HOMEDIR),
	JS_CFUNC_MAGIC_DEF("totalmem", 0, js_number, TOTALMEM),
	JS_CFUNC_MAGIC_DEF("freemem", 0, js_number, FREEMEM),
	JS_CFUNC_MAGIC_DEF("uptime", 0, js_number, UPTIME),
	JS_CFUNC_MAGIC_DEF("availableParallelism", 0, js_number, PARALLELISM),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, exports, (int)(sizeof(exports) / sizeof(exports[0])));
}

JSModuleDef *lutf_mod_system_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_system_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, fill);

	if (!module || JS_AddModuleExportList(ctx, module, exports, (int)(sizeof(exports) / sizeof(exports[0]))))
		return NULL;
	return module;
}
