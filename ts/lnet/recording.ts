// SPDX-License-Identifier: GPL-2.0-or-later
// Recordings that the simulator of this run makes: of events (history.ts) or of reasons in numbers (traffic.ts).
import { askSimulator, isSimulated } from "../lutf/simulator.ts";
import type { Data } from "../rpc/data.ts";

/** Items that are fetched at a time: a reply has at most 64 MiB. */
const PAGE = 20_000;

export interface Recorded<T> {
  items: T[];
  /** How many more there were than the recording keeps. */
  lost: number;
}

export interface RunningRecording<T> {
  /** Those of the nodes that are simulated; only of these anything is recorded. */
  nodes: readonly string[];
  stop(): Promise<Recorded<T>>;
}

/** undefined: LNet is not simulated in this run. */
export async function startRecording<T>(
  of: "events" | "reasons",
  nodes: readonly string[],
  limit: number,
): Promise<RunningRecording<T> | undefined> {
  if (!isSimulated) return undefined;
  const ask = async (control: { [key: string]: Data }): Promise<unknown> => {
    const reply = (await askSimulator({ control })) as { error?: string };
    if (reply.error !== undefined) throw new Error(`the simulator answers: ${reply.error}`);
    return reply;
  };
  const started = (await ask({ action: "history_start", of, nodes: [...nodes], limit })) as { recording: number; nodes: string[] };
  const { recording } = started;
  return {
    nodes: started.nodes,
    async stop() {
      const all: T[] = [];
      for (;;) {
        const page = (await ask({ action: "history_read", recording, from: all.length, count: PAGE })) as { items: string; lost: number };
        const items = JSON.parse(page.items) as T[];
        all.push(...items);
        if (items.length === PAGE) continue;
        await ask({ action: "history_stop", recording });
        return { items: all, lost: page.lost };
      }
    },
  };
}
