// SPDX-License-Identifier: GPL-2.0-or-later
// NIDs and nets, good and bad, without the recordings.
import { expect } from "lutf";
import {
  canonicalNet,
  canonicalNid,
  isLargeNid,
  netOfNid,
  netToNumber,
  nidToStr,
  parseFaultNid,
  parseNet,
  parseNid,
  strToNid,
} from "lutf/nid";

export function run(): void {
  expect(parseNet("o2ib3")).toEqual({ type: 5, number: 3, name: "o2ib3" });
  expect(parseNet("tcp0")).toEqual({ type: 2, number: 0, name: "tcp" });
  // Beyond 65535 LNet runs into the type; whoever checks first sees nothing.
  expect(parseNet("tcp65536")).toEqual({ type: 3, number: 0, name: "<3:0>" });
  expect(canonicalNet("tcp65536")).toBe(undefined);
  expect(canonicalNet("o2ib65536")).toBe("o2ib"); // 5 << 16 has that bit already
  for (const text of ["", "lo1", "TCP", "tcpx", "tcp-1", "tcp 1", "5tcp", "ib", "tofu", "*"]) expect(parseNet(text), text).toBe(undefined);

  expect(strToNid("10.0.0.1@tcp1")).toBe(0x200010a000001n);
  expect(nidToStr(0x200010a000001n)).toBe("10.0.0.1@tcp1");
  expect(nidToStr(0x300000a000001n)).toBe("a000001@<3:0>");
  expect(parseNid("10.0.0.1@tcp65536")?.text).toBe("a000001@<3:0>");
  expect(netToNumber({ type: 0xffff, number: 1 })).toBe(0xffff0001);
  const canonical = {
    "10.0.0.1": "10.0.0.1@tcp",
    "10.0.0.01@tcp0": "10.0.0.1@tcp",
    "junk@lo": "0@lo",
    "0X1f@gni": "31@gni",
    "localhost@o2ib": "127.0.0.1@o2ib",
    "127.0.0.1@o2ib": "127.0.0.1@o2ib",
    "2001:DB8:0:0:1:0:0:1@tcp1": "2001:db8::1:0:0:1@tcp1",
    "::ffff:10.1.2.3@efa": "::ffff:a01:203@efa",
    "1:2:3:4:5:6:7:8@tcp": "1:2:3:4:5:6:7:8@tcp",
  };
  for (const [text, nid] of Object.entries(canonical)) expect(canonicalNid(text), text).toBe(nid);
  for (const text of [
    "",
    "@",
    "@tcp",
    "10.0.0@tcp",
    "10.0.0.1.2",
    "junk",
    "1::2::3@tcp",
    ":1@tcp",
    "1:2:3@tcp",
    "12345::@tcp",
    "febf::1@tcp",
    "::@tcp",
  ]) {
    expect(canonicalNid(text), text).toBe(undefined);
  }
  expect(canonicalNid("host1", (name) => (name === "host1" ? "10.9.8.7" : undefined))).toBe("10.9.8.7@tcp");
  expect([isLargeNid("2001:db8::1@tcp"), isLargeNid("10.0.0.1")]).toEqual([true, false]);
  expect(netOfNid("10.0.0.1@tcp7")).toBe("tcp7");
  expect(["*", "*@tcp1", "*@junk", "10.0.0.1"].map(parseFaultNid)).toEqual(["*", "255.255.255.255@tcp1", undefined, "10.0.0.1@tcp"]);
}
