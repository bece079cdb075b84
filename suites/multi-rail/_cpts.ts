// SPDX-License-Identifier: GPL-2.0-or-later
// A node with four CPTs, whatever it had before, by each road.
import { expect, lutf, type Results } from "lutf";
import { overEachRoad, type Place } from "lutf/roads";

export const CPTS = 4;
/** Interleaved, so that "the first half" is no answer to both. */
export const EVEN = [0, 2];
export const ODD = [1, 3];
export const ALL = [0, 1, 2, 3];

/** "[0,2]", as LNet shows it. */
export const shown = (cpts: readonly number[]): string => `[${cpts.join(",")}]`;

/** Runs body by each road with libcfs loaded for four CPTs, and LNet up without a net. A SKIP where the node's CPUs do not allow that. */
export function withCpts(
  results: Results,
  body: (place: Place) => Promise<void>,
  roads?: readonly ("library" | "lnetctl")[],
): Promise<void> {
  return overEachRoad(results, { configured: false, ...(roads && { roads }) }, async (place) => {
    // Simulated nodes have as many as that.
    if (place.info.provider === "real") {
      const cpus = Number((await place.node.exec(["nproc", "--all"])).stdout);
      if (cpus < CPTS) lutf.skip(`${place.node.name} has ${cpus} CPUs for ${CPTS} CPTs`);
    }
    expect(await place.node.exec(["modprobe", "libcfs", `cpu_npartitions=${CPTS}`])).toMatchObject({ code: 0, stderr: "" });
    await place.road.configure();
    await body(place);
  });
}

/** CPTs of each NI by net and interface: `{ tcp1: { eth0: "[0,2]" } }`. */
export async function cptsByNic({ road }: Place): Promise<Record<string, Record<string, string>>> {
  const nets = (await road.nets({ detail: 1 })).filter((net) => net["net type"] !== "lo");
  return Object.fromEntries(
    nets.map((net) => [net["net type"], Object.fromEntries(net["local NI(s)"].map((ni) => [ni.interfaces?.["0"] ?? "", ni.CPT ?? ""]))]),
  );
}

/** The `ip2nets` section of a YAML text: each interface may name its CPTs, "eth1[2,3]"; without interfaces the ranges choose. */
export function ip2netsYaml(net: string, interfaces: readonly string[], ranges: readonly string[]): string {
  const list = (items: readonly string[]): string => items.map((item, place) => `        ${place}: "${item}"\n`).join("");
  const named = interfaces.length > 0 ? `    interfaces:\n${list(interfaces)}` : "";
  return `ip2nets:\n  - net-spec: ${net}\n${named}    ip-range:\n${list(ranges)}`;
}
