// SPDX-License-Identifier: GPL-2.0-or-later
// An NI whose health falls to 0 is down, by hand or by recovery pings that fail; between 0 and 1000 its status stays as it was; at 1000 it is up
// (33_health/023). sanity-lnet 234, 235.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { localHealth, pair, recovered, twoNics } from "./_health.ts";

export const requires = twoNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a] = await pair(2, { health_sensitivity: 0 });
  const nid = a.nid(1);
  const status = async (): Promise<string> => (await localHealth(a))[nid]!.status;
  await results.step("by hand", async () => {
    for (const [value, wanted] of [
      [1, "up"],
      [0, "down"],
      [999, "down"],
      [1000, "up"],
      [500, "up"],
      [0, "down"],
      [1000, "up"],
    ] as const) {
      await a.lnet.setHealth({ nid, value });
      expect(await status(), `status of ${nid} on ${a.node.name} with health ${value}`).toBe(wanted);
    }
  });
  await results.step("by recovery", async () => {
    await a.lnet.set({ health_sensitivity: 500 });
    const rule = await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, healthErrors: ["local_error"] });
    await a.lnet.setHealth({ nid, value: 900 });
    const which = `${nid} on ${a.node.name}, whose recovery pings fail`;
    await lutf.waitUntil(async () => (await status()) === "down", {
      timeout: "60s",
      interval: "1s",
      message: `${which}, is down`,
      seen: () => "up",
    });
    expect((await localHealth(a))[nid]!["health value"], `health of ${which}`).toBe(0);
    await rule.heal();
    await recovered(a);
    expect(await status(), `status of ${nid} on ${a.node.name} after its recovery`).toBe("up");
  });
}
