#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compiles the TypeScript of LUTF with esbuild, for both builds; needs no Node.
#
#   build.sh library SOURCE BUILD   ts/ -> BUILD/ts/compiled/*.js, which src/engine/embed.c puts into the program
#   build.sh suites SOURCE BUILD    suites/ -> BUILD/suites: what is installed, the .ts files and a .js file beside each
#   build.sh current SOURCE         succeeds if SOURCE carries both, compiled from the TypeScript it has (a dist tarball)
#
# ESBUILD in the environment is the esbuild program; it is not needed for what SOURCE carries compiled from the sources it has.
# Whether something is current is told by hashes of the sources: time stamps do not survive git and tar.
set -eu

task=$1
source=$(cd "$2" && pwd -P)
build=
[ -z "${3-}" ] || build=$(cd "$3" && pwd -P)
ESBUILD=${ESBUILD-}

modern="--format=esm --target=es2023 --sources-content=false --legal-comments=none --log-level=warning"
# async functions become generators, so that every continuation goes through Promise.prototype.then (docs/architecture.md).
syntax="$modern --supported:async-await=false --supported:async-generator=false --supported:for-await=false"

fail() {
	echo "ts/build.sh: $*" >&2
	exit 1
}

library_hash() {
	(cd "$source" && { find ts -name '*.ts'; echo ts/library.json; echo ts/build.sh; echo tsconfig.json; echo package-lock.json; } |
		LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1)
}

# One line a file: "samples/print.ts": "sha256"
suite_hashes() {
	(cd "$source/suites" && find . -name '*.ts' ! -name '*.d.ts' | LC_ALL=C sort | xargs -r sha256sum |
		sed -e 's|^\([0-9a-f]*\)  \./\(.*\)|  "\2": "\1",|' -e '$s/,$//')
}

compiled_json() {
	printf '{\n%s\n}\n' "$(suite_hashes)"
}

library_is_current() {
	[ "$(cat "$1/ts/compiled/stamp" 2>/dev/null)" = "$(library_hash)" ]
}

suites_are_current() {
	[ "$(cat "$1/suites/compiled.json" 2>/dev/null)" = "$(compiled_json)" ]
}

no_esbuild() {
	fail "$1 must be compiled and there is no esbuild: run ./bootstrap or 'npm ci', or configure --with-esbuild=PROGRAM"
}

bundle() {
	(cd "$source" && "$ESBUILD" "$@" --bundle --splitting --platform=neutral --main-fields=module,main --conditions=import \
		--external:'lutf:*' --external:'native:*' --sourcemap=external --outdir="$out" --entry-names='[name]' --chunk-names='chunk-[hash]')
}

# The licences of the npm packages that are in the bundle: binaries and tarballs have to carry them.
third_party_licenses() {
	echo "Parts of these packages are in the library of LUTF. LUTF itself: see COPYING."
	sed -n '/"sources": \[/,/\]/p' "$out"/*.js.map | grep -oE 'node_modules/(@[^/"]+/)?[^/"]+' | sort -u | while read -r package; do
		printf '\n==== %s ====\n\n' "${package#node_modules/}"
		cat "$source/$package"/LICEN[CS]E* "$source/$package"/licen[cs]e* 2>/dev/null || sed -n 's/^ *"license": "\(.*\)",*/Licence: \1/p' "$source/$package/package.json"
	done
}

compile_library() {
	out=$build/ts/compiled
	if library_is_current "$source"; then
		mkdir -p "$out"
		[ "$build" = "$source" ] || cp "$source"/ts/compiled/* "$out"
		touch "$out/stamp"
		return
	fi
	[ -n "$ESBUILD" ] || no_esbuild "the library in ts/"
	rm -rf "$out"
	mkdir -p "$out"
	# ts/library.json holds one entry a line: "lutf/main": "ts/main.ts" is bundled into main.js, "lutf" into index.js.
	entries=$(sed -n 's/^ *"lutf\/\{0,1\}\([^"]*\)": *"\([^"]*\)".*/\1=\2/p' "$source/ts/library.json" | sed 's/^=/index=/')
	if echo "$entries" | grep '/.*='; then
		fail "ts/library.json: a name has one slash at most"
	fi
	if [ -n "$entries" ]; then
		# shellcheck disable=SC2046,SC2086 # lists of words
		bundle $(echo "$entries" | grep -v '^inspect=') $syntax
		# Node's inspect looks at what real async generators are made of; it has no state to share and awaits nothing.
		# shellcheck disable=SC2046,SC2086
		bundle $(echo "$entries" | grep '^inspect=') $modern
		# Sources in the maps are relative to the output: make them relative to the source folder, wherever we build.
		sed -i "s|\"$(realpath --relative-to="$out" "$source")/|\"|g" "$out"/*.js.map
	fi
	third_party_licenses >"$out/LICENSES.txt"
	library_hash >"$out/stamp"
}

compile_suites() {
	mkdir -p "$build/suites"
	if [ "$build" != "$source" ]; then
		# Links, so that an edited script is the one that runs; what is no longer in the source goes.
		rm -rf "$build/suites"
		(cd "$source" && find suites -type f) | while read -r file; do
			mkdir -p "$build/$(dirname "$file")"
			case $file in
			*.js | */compiled.json) cp "$source/$file" "$build/$file" ;;
			*) ln -s "$source/$file" "$build/$file" ;;
			esac
		done
	fi
	if suites_are_current "$source"; then
		touch "$build/suites/compiled.json"
		return
	fi
	[ -n "$ESBUILD" ] || no_esbuild "the tests in suites/"
	find "$build/suites" -name '*.js' -exec rm -f {} +
	rm -f "$build/suites/compiled.json"
	list=$(cd "$build/suites" && find . -name '*.ts' ! -name '*.d.ts' | LC_ALL=C sort)
	if [ -n "$list" ]; then
		# shellcheck disable=SC2086 # lists of words
		(cd "$build/suites" && "$ESBUILD" $list $syntax --sourcemap=inline --preserve-symlinks --outbase=. --outdir=. --allow-overwrite)
	fi
	compiled_json >"$build/suites/compiled.json"
}

case $task in
library) compile_library ;;
suites) compile_suites ;;
current) library_is_current "$source" && suites_are_current "$source" ;;
*) fail "unknown task $task" ;;
esac
