// SPDX-License-Identifier: GPL-2.0-or-later
// What a script can know before it runs it declares in `requires`; what it finds out on the way it says with `skip`. A skip has a reason.
import { lutf, type Requires, type Results } from "lutf";

export const requires: Requires = { agents: 1 };

export async function run(_parameters: object, results: Results): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const { code } = await agent.exec(["test", "-e", "/dev/a-device-that-no-machine-has"]);
  if (code !== 0) results.skip(`${agent.name} has no /dev/a-device-that-no-machine-has`);
}
