// SPDX-License-Identifier: GPL-2.0-or-later
// Every NID, net and range that the real library was asked to parse.
import { expect, type Results } from "lutf";
import { findLnd, lndName, netFromNumber, nidToStr, parseNid, parseNidRange, parseNidstr, strToAnyNid, strToNet, strToNid } from "lutf/nid";
import { recorded } from "./_golden.ts";

function net(text: string): string {
  const number = strToNet(text);
  const printed = number === 0xffffffff ? "ANY" : netFromNumber(number).name;
  return `net ${text.padEnd(9)} -> 0x${number.toString(16).padStart(8, "0")} ${printed}`;
}

function nid(text: string): string {
  const number = strToNid(text);
  const parsed = parseNid(text);
  const size = typeof parsed?.address === "object" ? 12 : 0;
  const strnid = `strnid rc=${parsed === undefined ? -22 : 0} ${parsed?.text ?? "-"} size=${size}`;
  const any = strToAnyNid(text) === undefined ? 0 : 1;
  return `nid ${text.padEnd(20)} str2nid=0x${number.toString(16)}(${nidToStr(number)}) ${strnid} anynid=${any}`;
}

function range(text: string): string {
  const nids = parseNidstr(text);
  const result = Array.isArray(nids) ? `${nids.length}  [${nids.map((one) => `${one} `).join("")}]` : `${nids.errno} ${nids.message} []`;
  return `range ${text.padEnd(28)} -> ${result}`;
}

function netlinkRange(text: string): string {
  const nids = parseNidRange(text);
  const result = Array.isArray(nids) ? `0  [${nids.map((one) => `${one} `).join("")}]` : `${nids.errno} ${nids.message} []`;
  return `nlrange ${text.padEnd(28)} -> ${result}`;
}

function lnd(text: string): string {
  const known = findLnd(Number(text));
  return `lnd ${text} known=${known === undefined ? 0 : 1} name=${lndName(Number(text))} mod=${known?.module ?? "-"}`;
}

export function run(_parameters: unknown, results: Results): void {
  const lines = recorded("library-2.17.0/v2_17_0-nid-parsing.txt").trimEnd().split("\n");
  const answers: Record<string, (text: string) => string> = { net, nid, range, nlrange: netlinkRange, lnd };
  let compared = 0;
  for (const line of lines) {
    const [, kind, text] = /^(\w+) (.*?) *(?:->| str2nid=| known=)/.exec(line) as unknown as [string, string, string];
    // The recording begins with an ellipsis where it left out the first NID of a long list.
    const answer = answers[kind]?.(text).replace(
      "[10.0.0.1@tcp 10.0.0.2@tcp 10.0.0.3@tcp 10.0.0.4@tcp",
      "[…10.0.0.2@tcp 10.0.0.3@tcp 10.0.0.4@tcp",
    );
    expect(answer?.replace(/ +/g, " ")).toBe(line.replace(/ +/g, " "));
    compared++;
  }
  expect(compared).toBe(lines.length);
  results.record("compared", compared);
}
