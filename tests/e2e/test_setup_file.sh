#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The four files of the design document make a run: agents on the hosts of the setup file, started through the remote shell it names, the
# suites of the tests file, results where the setup file says.
set -eu
: "${top_builddir:?the folder that lutf was built in}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/more/one" "$folder/more/two"

# A remote shell for one machine: drops the host, as sshd would run the command.
cat >"$folder/remote-shell" <<'END'
#!/bin/sh
echo "$1" >>"$(dirname "$0")/hosts"
shift
exec sh -c "$*"
END
chmod +x "$folder/remote-shell"

cat >"$folder/setup.yaml" <<END
config:
  type: test-setup
  master: 127.0.0.1
  agent:
    0: host-a
    1: host-b
  master_cfg: master.yaml
  agent_cfg: agent.yaml
  test_cfg: tests.yaml
  result_dir: out
  ssh: $folder/remote-shell
END
cat >"$folder/master.yaml" <<'END'
config:
  type: master
  dport: 8495
  extra_path: more
  heartbeat: 1
END
cat >"$folder/agent.yaml" <<END
config:
  type: agent
  base_path: $(cd "$top_builddir" && pwd)
END
cat >"$folder/tests.yaml" <<'END'
config:
  type: tests-scripts
  testsID: nightly-17
  timeout: 60
  tests:
    0: one
END
for suite in one two; do
	cat >"$folder/more/$suite/hosts.ts" <<'END'
import { expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  expect(lutf.agents.take(2).map(({ name }) => name).sort()).toEqual(["host-a", "host-b"]);
}
END
done

if ! "$top_builddir/lutf" run --setup "$folder/setup.yaml" --port 0 >"$folder/printed" 2>&1; then
	cat "$folder/printed"
	exit 1
fi
shown() {
	if ! grep -Fq "$1" "$2"; then
		echo "no '$1' in:"
		cat "$2"
		exit 1
	fi
}
shown "PASS     one/hosts" "$folder/printed"
shown "1 passed, 0 failed" "$folder/printed"
shown "master.yaml:3:3: dport is not used: queries go to mport, 8494" "$folder/printed"
shown "host-a" "$folder/hosts"
shown "host-b" "$folder/hosts"
shown "nightly-17" "$folder/out/latest/events.jsonl"
shown "name: one" "$folder/out/latest/results.yaml"
