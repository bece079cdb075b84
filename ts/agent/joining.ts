// SPDX-License-Identifier: GPL-2.0-or-later
// What an agent says of its way to the master, on standard error or in its --log: each reason once, however often it tries.
import { type Failure, self } from "lutf:agent";
import { exit, options } from "lutf:global";
import type { Role } from "../rpc/node-description.ts";

/** Of src/cli/exit_codes.def. */
const USAGE = 2;
const COULD_NOT_START = 4;

/** Those of the type Role: the compiler counts them. */
const ROLES = Object.keys({ mgs: 0, mds: 0, oss: 0, client: 0, router: 0 } satisfies Record<Role, 0>);

/** What was said last, until the agent is connected. */
let said = "";

const say = (text: string): void => console.error(`lutf agent ${self}: ${text}`);

/** Ends the process if --role names what no script can ask for. */
export function checkRoles(): void {
  const given = [options["role"] ?? []].flat();
  const unknown = given.find((role) => !ROLES.includes(String(role)));
  if (unknown === undefined) return;
  say(`--role ${String(unknown)}: there is no such role; the roles are ${ROLES.join(", ")}`);
  exit(USAGE);
}

export function tellConnected(): void {
  // Who was never disconnected has nothing to tell.
  if (said !== "") say("connected to the master");
  said = "";
}

/** Refused is final: nothing would be different the next time. */
export function tellDisconnected(failure: Failure | undefined, detail = "the master cannot be reached"): void {
  if (failure === "refused") {
    say(`${detail}${advice(detail)}`);
    exit(COULD_NOT_START);
  } else if (said !== detail) {
    said = detail;
    say(`${detail}; it tries again until that works`);
  }
}

function advice(detail: string): string {
  if (/an agent named|name of the master/.test(detail)) return "; give this one another --name, or end the other";
  if (/\bkeys? differ/.test(detail)) return "; give this node the master's key with --key-file";
  return "";
}
