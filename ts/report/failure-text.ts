// SPDX-License-Identifier: GPL-2.0-or-later
// How a test that went wrong is shown: which node, what, where with the source line, expected and seen, what to try, how to run it again.
import type { Failure, Json, Status, TestBegin, TestEnd } from "./events.ts";
import type { Paint } from "./paint.ts";

const indent = (text: string, by: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "" : by + line))
    .join("\n");

export function failureText(begin: TestBegin, end: TestEnd, log: string, paint: Paint): string {
  const lines = [`${paint.status(end.status, label(end.status))}  ${paint.bold(title(begin))}`];
  if (end.reason) lines.push(indent(end.reason, "  "));
  if (end.error) lines.push(indent(errorText(end.error, paint), "  "));
  for (const place of waitingLines(end.waiting)) lines.push(`  ${place}`);
  if (end.dirty) lines.push(indent(dirtText(end.dirty), "  "));
  lines.push(`  ${paint.dim("log:")}   ${log}`, `  ${paint.dim("again:")} ${begin.again}`);
  return lines.join("\n");
}

const dirtShown = 10;

/** What a test left behind, in as many lines as one reads. */
export function dirtText(dirty: readonly string[]): string {
  const more = dirty.length > dirtShown ? [`… and ${dirty.length - dirtShown} more in result.yaml`] : [];
  return ["left on its nodes:", ...[...dirty.slice(0, dirtShown), ...more].map((line) => `  ${line}`)].join("\n");
}

export const label = (status: Status): string => status.replace("_", " ");

export const title = ({ suite, script, repetition }: { suite: string; script: string; repetition: number }): string =>
  `${suite}/${script}${repetition > 1 ? `#${repetition}` : ""}`;

function errorText(error: Failure, paint: Paint): string {
  const lines = [`${paint.bold(error.name)}: ${error.message}${error.node ? paint.dim(`  [on ${error.node}]`) : ""}`];
  // A message that shows the difference itself has said it.
  if ((error.expected !== undefined || error.actual !== undefined) && !error.message.includes("- Expected")) {
    lines.push(`  ${paint.good("expected:")} ${indent(error.expected ?? "nothing", "            ").trimStart()}`);
    lines.push(`  ${paint.bad("seen:")}     ${indent(error.actual ?? "nothing", "            ").trimStart()}`);
  }
  if (error.where) {
    const [, line = "", column = ""] = /:(\d+):(\d+)$/.exec(error.where) ?? [];
    lines.push(`  ${paint.dim("at")} ${error.where}`);
    if (error.source !== undefined) {
      lines.push(`    ${paint.dim(`${line} |`)} ${error.source}`);
      // The marker stands under the character: tabs of the source stay tabs.
      lines.push(
        `    ${" ".repeat(line.length)} ${paint.dim("|")} ${error.source.slice(0, Number(column) - 1).replace(/[^\t]/g, " ")}${paint.bad("^")}`,
      );
    }
  }
  if (error.stack) lines.push(...error.stack.split("\n").map((frame) => paint.dim(`  ${frame.trim()}`)));
  if (error.hint) lines.push(`  ${paint.dim("try:")} ${error.hint}`);
  return lines.join("\n");
}

/** `agent1 was waiting for barrier("x"), suites/…`, or what else there is to say of it, a line for each node. */
function waitingLines(waiting: Json | undefined): string[] {
  if (!Array.isArray(waiting)) return [];
  return waiting.map((one) => {
    const { node, what, at } = one as { node: string; what: string; at?: string };
    const says = /^(is|was|does) /.test(what) ? what : what.startsWith("running ") ? `was ${what}` : `was waiting for ${what}`;
    return `${node} ${says}${at ? `, ${at}` : ""}`;
  });
}
