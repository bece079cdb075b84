#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Starts lutf: the one built in this folder, or the one that is installed. Options alone mean `lutf run`:
#
#   ./lutf.sh --local 4                  a master and four agents on this machine run every suite
#   ./lutf.sh --local 2 --suite mine     … one suite; --only SCRIPT one script
#   ./lutf.sh list                       any other command of lutf
set -eu

here=$(dirname -- "$(readlink -f -- "$0")")

lutf=${LUTF-}
if [ -z "$lutf" ]; then
	for candidate in "$here/lutf" "$here/build/lutf" "$here/../../bin/lutf"; do
		if [ -f "$candidate" ] && [ -x "$candidate" ]; then
			lutf=$candidate
			break
		fi
	done
fi
[ -n "$lutf" ] || lutf=$(command -v lutf) || {
	echo "lutf.sh: there is no lutf yet, neither built in $here nor installed." >&2
	echo "lutf.sh: run $here/bootstrap, which installs what is missing and builds it, or name a lutf in the variable LUTF." >&2
	exit 4
}

# In a source tree a new suite is found without building again.
if [ -d "$here/suites" ] && [ -d "$here/ts" ]; then
	: "${LUTF_SUITES=$here/suites}"
	export LUTF_SUITES
fi
# What results say to run a test again with.
LUTF_COMMAND=$0
export LUTF_COMMAND

case ${1-} in
'') exec "$lutf" help ;;
-h | --help | --version) exec "$lutf" "$@" ;;
-*) exec "$lutf" run "$@" ;;
*) exec "$lutf" "$@" ;;
esac
