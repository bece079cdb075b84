// SPDX-License-Identifier: GPL-2.0-or-later
// What lnetctl says of failures, in both shapes, mixed with lines that are none; what the library says, as data.
import { expect } from "lutf";
import { blocksOfReply, blocksOfText, failureOf } from "lutf/lnet-internals";

const MIXED = `Writer error: failed to resolve Netlink family id
---
add:
-     net:
      errno: -17
      descr: ! "cannot add LNet NI"
...
add:
    - udsp:
          seq_no: 7
          errno: -22
          descr: "failed to parse src parameter"
    - buf:
          errno: 0
          descr: "success"
show:
    - global:
          errno: -61
          descr: cannot get it: No data
Invalid priority "-1"
manage:
- ping:
  errno: -113
  descr: ! 'it''s down: No route
    to host'
---
del:
-     route:
      errno: -22
      descr: ! "\\"Unable to parse nidlist: no valid NIDs in string\\""
...
`;

export function run(): void {
  expect(blocksOfText(MIXED)).toEqual({
    blocks: [
      { command: "add", entity: "net", errno: -17, descr: "cannot add LNet NI" },
      { command: "add", entity: "udsp", seqNo: 7, errno: -22, descr: "failed to parse src parameter" },
      { command: "add", entity: "buf", errno: 0, descr: "success" },
      { command: "show", entity: "global", errno: -61, descr: "cannot get it: No data" },
      { command: "manage", entity: "ping", errno: -113, descr: "it's down: No route to host" },
      { command: "del", entity: "route", errno: -22, descr: "Unable to parse nidlist: no valid NIDs in string" },
    ],
    rest: ["Writer error: failed to resolve Netlink family id", 'Invalid priority "-1"'],
  });
  expect(blocksOfText("")).toEqual({ blocks: [], rest: [] });
  // Shows look alike, and have no blocks.
  expect(blocksOfText("net:\n-     net type: tcp\n      local NI(s):\n      -     nid: 10.1.1.1@tcp\n").blocks).toEqual([]);

  expect(
    blocksOfReply({ add: [{ peer_ni: { errno: -2, descr: "no" } }], peer: [{ add: { seq_no: 1, errno: -2, descr: "Error" } }] }),
  ).toEqual([
    { command: "add", entity: "peer_ni", errno: -2, descr: "no" },
    { command: "peer", entity: "add", errno: -2, descr: "Error", seqNo: 1 },
  ]);
  for (const nothing of [null, undefined, "", [], { add: null }, { add: [{ net: "x" }, null] }]) expect(blocksOfReply(nothing)).toEqual([]);

  const from = { what: "addNet", road: "library" as const, rcName: null, blocks: [] };
  const otherwise = { errno: -5, descr: "nothing" };
  expect(failureOf({ ...from, rc: 0, blocks: [{ command: "add", entity: "net", errno: 0, descr: "" }] }, otherwise)).toBe(undefined);
  // 0 is returned although an item failed (lnetconfig-api.md §3.14).
  const failed = [
    { command: "show", entity: "net", errno: 0, descr: "success" },
    { command: "yaml", entity: "helper", errno: -22, descr: "call back for 'x' not found" },
  ];
  expect(failureOf({ ...from, rc: 0, blocks: failed }, otherwise)).toMatchObject({
    errno: -22,
    rcName: "BAD_PARAM",
    command: "yaml",
    blocks: [failed[1]],
  });
  expect(failureOf({ ...from, rc: 234 }, otherwise)).toMatchObject({ errno: -5, rcName: null, descr: "nothing", rc: 234 });
  // Positive in udsp functions; -3 is LUSTRE_CFG_RC_OUT_OF_RANGE_PARAM up to 2.15.
  expect(failureOf({ ...from, rc: 114, blocks: [{ command: "add", entity: "udsp", errno: 114, descr: "x" }] }, otherwise)?.errno).toBe(
    -114,
  );
  const old = { ...from, rc: -3, rcName: "OUT_OF_RANGE", blocks: [{ command: "add", entity: "route", errno: -3, descr: "x" }] };
  expect(failureOf(old, otherwise)).toMatchObject({ rc: -3, rcName: "OUT_OF_RANGE", errno: -34 });
}
