// SPDX-License-Identifier: GPL-2.0-or-later
// --param NAME=VALUE: parameters of the scripts' run(), and fields of the results file that the design document names.
import { environment } from "lutf:global";
import { parse } from "yaml";
import type { Json } from "../report/events.ts";
import type { Data } from "../test-run.ts";
import { list, UsageError } from "./options.ts";

/** Fields of TestGroup and those that stand beside it, in the order of the design document. */
const groupFields = [
  "test_group",
  "testhost",
  "submission",
  "user_name",
  "autotest_result_group_id",
  "test_sequence",
  "test_index",
  "session_group_id",
  "enforcing",
  "triggering_build_number",
  "triggering_job_name",
  "total_enforcing_sessions",
  "code_review",
  "issue_tracker",
];

/** Values are YAML: `--param count=3`, `--param nets=[tcp,tcp1]`. */
export function parameters(): { [name: string]: Data } {
  return Object.fromEntries(
    list("param").map((given) => {
      const at = given.indexOf("=");
      if (at < 1) throw new UsageError(`--param takes NAME=VALUE, not "${given}"`);
      const name = given.slice(0, at);
      try {
        return [name, parse(given.slice(at + 1)) as Data];
      } catch (error) {
        throw new UsageError(`--param ${name}: ${(error as Error).message}`);
      }
    }),
  );
}

/** The fields that are given as a parameter, or as an environment variable of that name in capitals. */
export function groupOf(given: { [name: string]: Data }): { [field: string]: Json } {
  const fields: { [field: string]: Json } = {};
  for (const field of groupFields) {
    const value = given[field] ?? environment[field.toUpperCase()];
    if (value !== undefined && value !== "") fields[field] = value as Json;
  }
  return fields;
}
