// SPDX-License-Identifier: GPL-2.0-or-later
// Texts for imports.

/** Routes of a YAML text. */
export function routesYaml(gateway: string, routes: { net: string; hop: number }[]): string {
  const items = routes.map(({ net, hop }) => `    - net: ${net}\n      gateway: ${gateway}\n      hop: ${hop}\n`);
  return `route:\n${items.join("")}`;
}

export interface NetYaml {
  net: string;
  peerTimeout: number;
  peerCredits: number;
  credits: number;
}

/** Nets of a YAML text, all on one interface. */
export function netsYaml(name: string, nets: NetYaml[]): string {
  const items = nets.map(
    ({ net, peerTimeout, peerCredits, credits }) => `    - net type: ${net}
      local NI(s):
        - interfaces:
              0: ${name}
          tunables:
              peer_timeout: ${peerTimeout}
              peer_credits: ${peerCredits}
              peer_buffer_credits: 0
              credits: ${credits}
`,
  );
  return `net:\n${items.join("")}`;
}

/** Three nets with tunables of their own. */
export const THREE_NETS: NetYaml[] = [
  { net: "tcp2", peerTimeout: 180, peerCredits: 8, credits: 256 },
  { net: "tcp3", peerTimeout: 140, peerCredits: 8, credits: 1024 },
  { net: "tcp4", peerTimeout: 190, peerCredits: 16, credits: 256 },
];
