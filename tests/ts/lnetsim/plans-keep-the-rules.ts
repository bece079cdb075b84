// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever is configured while messages go and time passes: nothing fails in the simulator itself, the best NIs are chosen, health stays within 0 to 1000,
// credits within their limits. A plan that breaks a rule is printed as a script.
import { lutf, type Requires } from "lutf";
import { asyncProperty, check } from "lutf/fast-check";
import { byHistory, carryOut, type Plan, plan, printScript } from "./_plan.ts";

export const requires: Requires = { timeout: "5m" };

/** What the simulator itself throws is a finding, too. */
async function wrongWith(steps: Plan): Promise<string> {
  try {
    return await carryOut(steps, byHistory);
  } catch (error) {
    return `${error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error)}`;
  }
}

export async function run(): Promise<void> {
  const runs = Number(lutf.getEnvironment()["LUTF_PROPERTY_RUNS"] ?? 60);
  const found = await check(
    asyncProperty(plan, async (steps) => (await wrongWith(steps)) === ""),
    { numRuns: runs },
  );
  if (!found.failed) return;
  const [steps] = found.counterexample as [Plan];
  throw new Error(`seed ${found.seed}, path ${found.counterexamplePath}; as a script:\n${printScript(steps, await wrongWith(steps))}`);
}
