# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Words that commands of sessions and of scenes use.

# From Lustre's test framework.
lustre_rmmod_lnet() {
	local module
	lnetctl lnet unconfigure >/dev/null 2>&1
	for module in lnet_selftest ksocklnd lnet libcfs; do
		lsmod | grep -q "^$module " && rmmod "$module" >/dev/null 2>&1
	done
}
