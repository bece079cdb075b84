#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes generated/ from api.ts: bindings/lnetconfig/generate.sh [FOLDER]
# The result is committed, so that a build needs no Node; tests/build/test_lnetconfig_generated.sh compares.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
folder=${1-$here/generated}
esbuild=${ESBUILD:-$here/../../node_modules/.bin/esbuild}
mkdir -p "$folder"
script=$(mktemp)
trap 'rm -f "$script"' EXIT
"$esbuild" --bundle --platform=node --format=esm --log-level=warning "$here/generate.ts" >"$script"
node --input-type=module - <"$script" | awk -v folder="$folder" '/^==== / { file = folder "/" $2; printf "" > file; next } { print > file }'
