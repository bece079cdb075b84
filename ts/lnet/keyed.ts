// SPDX-License-Identifier: GPL-2.0-or-later
// Lists that LNet shows, as mappings by what names their entries, so that two can be compared whatever their order.

/** Lists that have no name of their own in a path: those of NIs. */
const UNNAMED = new Set(["local NI(s)", "peer ni"]);

/** What names an entry of a list, from outside to inside. */
function namesOf(entry: Record<string, unknown>, place: number): string[] {
  const { "net type": net, "primary nid": peer, nid, gateway, source, destination, idx } = entry;
  if (gateway !== undefined) return [String(entry["net"]), String(gateway)];
  if (source !== undefined) return [`${source} -> ${destination}`];
  return [String(net ?? peer ?? nid ?? idx ?? place)];
}

/** Any value that LNet shows, with lists as mappings; a second entry of the same name is `name (2)`. */
export function keyed(value: unknown): unknown {
  if (Array.isArray(value)) return keyedList(value);
  if (typeof value !== "object" || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (UNNAMED.has(name)) Object.assign(result, keyed(inner));
    else result[name] = keyed(inner);
  }
  return result;
}

function keyedList(list: readonly unknown[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  list.forEach((entry, place) => {
    const named = typeof entry === "object" && entry !== null;
    const names = named ? namesOf(entry as Record<string, unknown>, place) : [String(place)];
    const last = names.pop() as string;
    let inside = result;
    for (const name of names) {
      inside[name] ??= {};
      inside = inside[name] as Record<string, unknown>;
    }
    let name = last;
    for (let more = 2; name in inside; more++) name = `${last} (${more})`;
    inside[name] = keyed(entry);
  });
  return result;
}
