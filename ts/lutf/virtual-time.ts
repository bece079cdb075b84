// SPDX-License-Identifier: GPL-2.0-or-later
// Time where LNet is simulated: it passes when a script waits, and nobody really waits. Only an LNet that is there has such a time: while none of
// the script's agents has one loaded, the script waits for other things, and waits as always.
import { currentCall } from "../rpc/call-context.ts";
import { abortError, addWait, removeWait, sleepFor, type Wait } from "../rpc/waits.ts";
import { here } from "./here.ts";
import { askSimulator, isSimulated } from "./simulator.ts";

/** The clock after a step, in milliseconds; undefined: the step was made in real time. */
export type Step = number | undefined;

/**
 * Lets a time pass: of the simulation, or real time. `site`: where the test waits. Rejects with an AbortError when the call that waits is given up, or
 * with an error that says that the simulator is gone.
 */
export async function pass(ms: number, describe: () => string, site: Error): Promise<Step> {
  if (!isSimulated || (here.agents ?? []).length === 0) return realTime(ms, describe, site);
  let abandon: (reason: Error) => void = () => undefined;
  const wait: Wait = { context: currentCall(), site, describe, abandon: () => abandon(abortError(describe())) };
  const abandoned = new Promise<never>((_, reject) => {
    abandon = reject;
  });
  addWait(wait);
  let step: Step;
  try {
    step = await Promise.race([advance(ms), abandoned]);
  } finally {
    removeWait(wait);
  }
  return step ?? realTime(ms, describe, site);
}

/** Milliseconds of the clock that pass() moves; of real time where LNet is not simulated. Only differences mean something. */
export async function clock(): Promise<number> {
  if (!isSimulated) return performance.now();
  const reply = (await askSimulator({ control: { action: "now", where: [...(here.agents ?? [])] } })) as { now?: number };
  return (reply.now ?? 0) * 1000;
}

async function realTime(ms: number, describe: () => string, site: Error): Promise<undefined> {
  await sleepFor(ms, describe, site);
}

async function advance(ms: number): Promise<Step> {
  const control = { action: "advance", seconds: ms / 1000, where: [...(here.agents ?? [])] };
  const reply = (await askSimulator({ control }).catch((error: Error) => {
    throw new Error(`the simulator of LNet is gone (${error.message}); its log is ${here.run.output}/nodes/lnetsim.log`, { cause: error });
  })) as { now?: number; passed?: boolean; error?: string };
  if (reply.error !== undefined || reply.now === undefined) throw new RangeError(`the simulator of LNet lets no time pass: ${reply.error}`);
  return reply.passed === false ? undefined : reply.now * 1000;
}
