// SPDX-License-Identifier: GPL-2.0-or-later
// dmesg, hostname and sleep of a simulated node. The time of its LNet is virtual: to sleep is to let it pass, if there is one.
import { type Call, RealProgramWanted } from "./command.ts";
import { OptionReader } from "./options.ts";

export function dmesg(call: Call, argv: readonly string[]): number {
  const options = new OptionReader(
    argv,
    {
      short: "cCTtxHL",
      long: [
        { name: "clear", value: "C" },
        { name: "read-clear", value: "c" },
        { name: "notime", value: "t" },
      ],
    },
    (text) => call.err(text),
  );
  let show = true;
  let clear = false;
  let times = true;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "C") show = false;
    if (option.value === "c" || option.value === "C") clear = true;
    if (option.value === "t") times = false;
    if (option.value === "?") return 1;
  }
  if (show) for (const line of call.node.log.lines()) call.out(`${times ? line : line.replace(/^\[[^\]]*\] /, "")}\n`);
  if (clear) call.node.log.clear();
  return 0;
}

export function hostname(call: Call, argv: readonly string[]): number {
  if (argv.length > 1 && argv[1] !== "-s") throw new RealProgramWanted();
  call.out(`${call.node.name}\n`);
  return 0;
}

const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86400 };

/** A time as sleep(1) and timeout(1) take it; undefined: it is none. */
export function secondsOf(word: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word);
  return match ? Number(match[1]) * UNITS[match[2]!]! : undefined;
}

export async function sleep(call: Call, argv: readonly string[]): Promise<number> {
  let seconds = 0;
  for (const word of argv.slice(1)) {
    const one = secondsOf(word);
    if (one === undefined) {
      call.err(`sleep: invalid time interval '${word}'\nTry 'sleep --help' for more information.\n`);
      return 1;
    }
    seconds += one;
  }
  if (argv.length < 2) {
    call.err("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    return 1;
  }
  // As lutf.sleep does: who sleeps without LNet waits for something of the machine.
  if (call.node.lnet === undefined) throw new RealProgramWanted();
  await call.node.cluster.pass(seconds);
  return 0;
}
