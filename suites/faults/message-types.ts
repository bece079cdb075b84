// SPDX-License-Identifier: GPL-2.0-or-later
// `messages` restricts a rule to kinds of message, where they arrive: a ping is a GET at the other end and a REPLY here, a selftest's RPC is
// a PUT (35_faults/007-009, 36_selftest).
import { expect, type Parameters, type Results } from "lutf";
import type { FaultMessage } from "lutf/lnet";
import { selftest } from "lutf/selftest";
import type { Bed } from "lutf/testbed";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  const cases: [where: Bed, messages: FaultMessage[], failed: number][] = [
    [b, ["GET"], 3],
    [b, ["REPLY"], 0],
    [b, ["PUT", "ACK"], 0],
    [a, ["REPLY"], 3],
    [a, ["GET", "PUT"], 0],
    [a, ["PUT", "REPLY"], 3],
  ];
  for (const [where, messages, failed] of cases) {
    await results.step(`${messages.join(" and ")} at ${where === a ? "the one who asks" : "the one who answers"}`, async () => {
      await using _rule = await where.lnet.fault.drop({ ...ALL, rate: 1, messages });
      expect(await ping(a, b, 3)).toEqual({ ok: 3 - failed, failed });
      const { hits, matched, get, reply, put, ack } = await theRule(where);
      expect(hits, "hits by kind").toBe(get + reply + put + ack);
      expect(hits, "rate 1: all that match").toBe(matched);
      if (failed > 0) expect(where === a ? reply : get).toBeGreaterThanOrEqual(failed);
      else expect(hits).toBe(0);
    });
  }
  await results.step("PUT", async () => {
    await using _rule = await b.lnet.fault.delay({ ...ALL, rate: 1, seconds: 1, messages: ["PUT"] });
    expect(await selftest.run({ from: [a], to: [b], test: "ping", loop: 3 })).toMatchObject({ errors: 0, rpcs: 3 });
    const { hits, put } = await theRule(b, "delay");
    expect(put).toBeGreaterThanOrEqual(3);
    expect(hits).toBe(put);
  });
}
