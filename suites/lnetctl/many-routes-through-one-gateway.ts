// SPDX-License-Identifier: GPL-2.0-or-later
// 499 routes through one gateway, by one import; lnetctl and lctl both show all of them, and all go by the same text. sanity-lnet 111.
import { expect } from "lutf";
import { tool, withNics } from "./_words.ts";

export const requires = withNics(1, 1);

const ROUTES = 499;

export async function run(): Promise<void> {
  const one = await tool({ tcp: [0] });
  const gateway = one.bed.nid(0).replace(/\d+@tcp$/, "250@tcp");
  const nets = Array.from({ length: ROUTES }, (_, index) => `tcp${index + 1}`);
  const text = `route:\n${nets.map((net) => `  - net: ${net}\n    gateway: ${gateway}\n`).join("")}`;
  await one.ok("import", text);
  /** In few words, of whatever prints hundreds of routes. */
  const shown = (printed: string): string => {
    const found = [...printed.matchAll(/\btcp\d+\b/g)].map(([net]) => net);
    const missing = nets.filter((net) => !found.includes(net));
    return `${found.length} routes, ${missing.length === 0 ? "none" : missing.slice(0, 5).join(", ")} missing`;
  };
  const all = `${ROUTES} routes, none missing`;
  expect(shown(await one.ok("route show")), one.ran).toBe(all);
  const { stdout } = await one.bed.node.exec(["lctl", "show_route"]);
  expect(shown(stdout), `\`lctl show_route\` on ${one.after}`).toBe(all);
  await one.ok("import --del", text);
  expect((await one.exported()).route, `routes of ${one.after}`).toBeUndefined();
}
