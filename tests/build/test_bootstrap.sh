#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# bootstrap installs what is missing as root and only says how to otherwise; it takes quickjs-ng from a newer Debian without touching
# the machine's apt configuration; a second run asks nobody for anything. The package managers here are fakes that
# write down how they were called; everything else is real.
# shellcheck disable=SC2317 # check calls its arguments
set -eu
if [ ! -f /usr/share/keyrings/debian-archive-keyring.gpg ]; then
	echo "SKIP: fetching from Debian is not for a machine without Debian's keys"
	exit 77
fi
top=$(cd "${top_srcdir:-$(dirname "$0")/../..}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"/{tools,checkout/ts,tmp,installed}
cp "$top/bootstrap" "$top/package-lock.json" "$folder/checkout"
cp "$top/ts/build.sh" "$folder/checkout/ts"
export FOLDER=$folder TMPDIR=$folder/tmp QUICKJS_SOURCE=$folder/quickjs-ng

# A PATH with nothing but these: what is not here is missing on this machine.
for tool in sh cat awk sed grep cut find sort xargs mktemp sha256sum dirname mkdir rm touch; do
	ln -s "$(command -v $tool)" "$folder/tools/$tool"
done
fake() {
	cat >"$folder/tools/$1"
	chmod +x "$folder/tools/$1"
}
fake id <<'END'
#!/bin/sh
cat "$FOLDER/uid"
END
fake pkg-config <<'END'
#!/bin/sh
case "$*" in *quickjs* | *qjs*) exit 1 ;; esac
test -f "$FOLDER/installed/libraries"
END
fake apt-get <<'END'
#!/bin/sh
echo "apt-get $*" >>"$FOLDER/calls"
case "$*" in
indextargets*)
	echo "http://mirror.example/debian/ bookworm-updates"
	echo "http://mirror.example/debian-security/ bookworm-security"
	echo "http://mirror.example/debian/ bookworm" ;;
-c*update) cp "$2" "$FOLDER/apt.conf"; cat "$(sed -n 's/^Dir::Etc::sourcelist "\(.*\)";/\1/p' "$2")" >>"$FOLDER/sources" ;;
-c*download*) grep -q sid "$FOLDER/sources" && touch qjs-src_0.17_all.deb ;;
*install*) touch "$FOLDER/installed/libraries" ;;
esac
END
ln -s "$(command -v cp)" "$folder/tools/cp"
fake apt-cache <<'END'
#!/bin/sh
echo "  Candidate: (none)"
END
fake dpkg <<'END'
#!/bin/sh
echo "dpkg $*" >>"$FOLDER/calls"
mkdir -p "$QUICKJS_SOURCE" && touch "$QUICKJS_SOURCE/quickjs.c"
END
fake npm <<'END'
#!/bin/sh
echo "npm $*" >>"$FOLDER/calls"
mkdir -p node_modules
END
for tool in cc make autoconf automake libtoolize; do fake $tool </dev/null; done

failures=0
check() {
	if ! "${@:2}"; then
		echo "FAILED: $1" >&2
		sed 's/^/    /' "$folder/output" "$folder/calls" >&2 || true
		failures=1
	fi
}
says() { grep -qF -- "$1" "$folder/output"; }
called() { grep -qF -- "$1" "$folder/calls"; }
not() { ! "$@"; }
run() { # UID ARGUMENT…
	echo "$1" >"$folder/uid"
	: >"$folder/calls"
	status=0
	(cd / && PATH=$folder/tools "$folder/checkout/bootstrap" "${@:2}") >"$folder/output" 2>&1 || status=$?
}

run 1000 --help
check "--help succeeds" [ $status = 0 ]
check "--help names its options" says --no-build
run 1000 --frobnicate=1 surplus
check "an argument that is no option is refused" says "unknown argument: surplus"

run 1000
check "without root: fails" [ $status = 1 ]
check "without root: the command, where the distribution has no quickjs-ng" says "    sudo ./bootstrap --no-build"
check "without root: nothing is installed" not called install
check "without root: npm is not reached" not called npm

mkdir "$QUICKJS_SOURCE"
touch "$QUICKJS_SOURCE/quickjs.c"
run 1000
check "without root: the exact apt command" says "    sudo apt-get install -y --no-install-recommends libuv1-dev libyaml-dev libgnutls28-dev libcmocka-dev"
rm -r "$QUICKJS_SOURCE"

before=$(find /etc/apt -type f -exec sha256sum {} + 2>/dev/null | sort)
run 0 --no-build
check "as root: succeeds" [ $status = 0 ]
check "as root: installs what is missing" called "apt-get install -y -qq --no-install-recommends libuv1-dev libyaml-dev libgnutls28-dev libcmocka-dev"
check "quickjs-ng: fetched with a configuration of its own" called "apt-get -c $folder/tmp/"
for key in Dir::State Dir::State::status Dir::Cache Dir::Etc::sourcelist; do
	check "quickjs-ng: $key is private" grep -qF "$key \"$folder/tmp/" "$folder/apt.conf"
done
check "quickjs-ng: the machine's lists of sources are not read" grep -qF 'Dir::Etc::sourceparts "/dev/null"' "$folder/apt.conf"
check "quickjs-ng: from the machine's own mirror, signature checked" grep -q '^deb \[signed-by=/usr/share/keyrings/.* http://mirror.example/debian/ forky main$' "$folder/sources"
check "quickjs-ng: a suite that lacks it is followed by the next" grep -q ' sid main$' "$folder/sources"
check "quickjs-ng: the package is installed" called "dpkg -i $folder/tmp/"
check "nothing temporary is left" [ -z "$(ls "$folder/tmp")" ]
check "the machine's apt configuration is as it was" [ "$before" = "$(find /etc/apt -type f -exec sha256sum {} + 2>/dev/null | sort)" ]
check "npm's packages are those of the lock" called "npm ci"

run 0 --no-build
check "a second run succeeds" [ $status = 0 ]
check "a second run has nothing to ask for" [ ! -s "$folder/calls" ]

echo changed >>"$folder/checkout/package-lock.json"
run 1000 --no-build
check "a changed lock: npm again, and nothing else" [ "$(cat "$folder/calls")" = "npm ci --no-audit --no-fund --loglevel=error" ]

mv "$folder/tools/apt-get" "$folder/apt-get"
rm "$folder/installed/libraries" "$folder/tools/cc"
fake dnf <<'END'
#!/bin/sh
echo "dnf $*" >>"$FOLDER/calls"
touch "$FOLDER/installed/libraries" "$FOLDER/tools/cc"
chmod +x "$FOLDER/tools/cc"
END
ln -s "$(command -v chmod)" "$folder/tools/chmod"
run 1000
check "Fedora: the exact dnf command" says "    sudo dnf install -y gcc libuv-devel libyaml-devel gnutls-devel libcmocka-devel"
run 0 --no-build
check "Fedora, as root: installs" called "dnf install -y gcc libuv-devel libyaml-devel gnutls-devel libcmocka-devel"
exit $failures
