#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The boundary check reports each thing it forbids, with its place, and is content with what is allowed.
set -eu
top=$(cd "${top_srcdir:-$(dirname "$0")/../..}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

# expect PLACE FILE LINE: FILE with LINE in it is reported at PLACE ("" for nothing)
expect() {
	rm -rf "${folder:?}"/*
	mkdir -p "$folder"/{src/{wire,yaml,engine,process,config,cli},ts,suites/a}
	cp "$top/package.json" "$folder"
	printf '%s\n%s\n' "/* SPDX-License-Identifier: GPL-2.0-or-later */" "$3" >"$folder/$2"
	local output status=0
	output=$("$top/tests/lint/boundaries" "$folder") || status=$?
	if [ -n "$1" ]; then
		[ "$status" = 1 ] && [[ $output == *"$1:"* ]] && return
	else
		[ "$output$status" = 0 ] && return
	fi
	echo "FAILED: $2 with $3: exit code $status, output: $output" >&2
	failures=1
}

expect src/wire/a.c:2 src/wire/a.c '#include <quickjs.h>'
expect src/wire/a.h:2 src/wire/a.h '#include "engine/realm.h"'
expect src/yaml/a.c:2 src/yaml/a.c '#include "config/config.h"'
expect "" src/wire/a.c '#include "yaml/doc.h"'
expect src/engine/a.c:2 src/engine/a.c '#include <sys/socket.h>'
expect src/engine/a.c:2 src/engine/a.c '	uv_tcp_init(loop, &tcp);'
expect src/engine/a.c:2 src/engine/a.c '#include "wire/node.h"'
expect "" src/engine/a.c '#include "wire/lutf_agent.h"'
expect src/main.c:2 src/main.c '#include "wire/frame.h"'
expect src/process/a.c:2 src/process/a.c '#include <quickjs.h>'
expect ts/a.ts:2 ts/a.ts 'import { readFile } from "node:fs";'
expect ts/a.ts:2 ts/a.ts 'import fc from "fast-check";'
expect "" ts/a.ts 'import { self } from "lutf:agent";'
expect "" ts/a.ts 'import { parse } from "yaml";'
expect suites/a/b.ts:2 suites/a/b.ts 'import { self } from "lutf:agent";'
expect suites/a/b.ts:2 suites/a/b.ts 'const { parse } = await import("yaml");'
expect "" suites/a/b.ts 'import { readFile } from "lutf/fs";'
expect "" suites/a/b.ts 'import { Node } from "./node.ts";'
mkdir -p "$folder/src/wire"
expect "" src/wire/a.c ''
echo "int x;" >"$folder/src/wire/b.c"
if "$top/tests/lint/boundaries" "$folder" | grep -q '^./src/wire/b.c:1: no SPDX'; then :; else
	echo "FAILED: a file without its licence is not reported" >&2
	failures=1
fi
exit $failures
