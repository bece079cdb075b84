// SPDX-License-Identifier: GPL-2.0-or-later
// Prints the files that are made from the table, each after a line "==== NAME"; generate.sh writes them.
import { conformance } from "./generate/conformance.ts";
import { declarations } from "./generate/declarations.ts";
import { glueHeader, glueSource } from "./generate/glue.ts";
import { simulator, simulatorSymbols, simulatorTunables } from "./generate/simulator.ts";

for (const [name, text] of [
  ["glue.h", glueHeader()],
  ["glue.c", glueSource()],
  ["lnetconfig.d.ts", declarations()],
  ["simulator.c", simulator()],
  ["symbols.h", simulatorSymbols()],
  ["tunables.h", simulatorTunables()],
  ["conformance.c", conformance()],
]) {
  console.log(`==== ${name}\n${text}`);
}
