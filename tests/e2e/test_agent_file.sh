#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What an agent file says reaches the agents that a run starts: roles, and folders for commands; what it cannot say is told.
set -eu
: "${top_builddir:?the folder that lutf was built in}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/suites/one" "$folder/bin"

cat >"$folder/agent.yaml" <<'END'
config:
  type: agent
  name: other
  roles: [oss, mds]
  extra_path: bin
END
cat >"$folder/bin/lutf-e2e-command" <<'END'
#!/bin/sh
echo "from extra_path: $LUTF_E2E"
END
chmod +x "$folder/bin/lutf-e2e-command"
cat >"$folder/suites/one/roles.ts" <<'END'
import { expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: { oss: 1 } };

export async function run(): Promise<void> {
  const [node] = lutf.agents.take(1);
  expect(node!.roles).toEqual(["oss", "mds"]);
  expect((await node!.exec(["lutf-e2e-command"])).stdout).toBe("from extra_path: set with --env\n");
}
END

if ! "$top_builddir/lutf" run --local 1 --agent-config "$folder/agent.yaml" --env 'LUTF_E2E=set with --env' --suites "$folder/suites" \
	--results "$folder/results" >"$folder/out" 2>&1; then
	cat "$folder/out"
	exit 1
fi
if ! grep -F "agent.yaml:3:3: name is not used for agents that a run starts: the run says it" "$folder/out"; then
	cat "$folder/out"
	exit 1
fi
