// SPDX-License-Identifier: GPL-2.0-or-later

/** An error as it travels and as it is kept in results. `stack` is source-mapped, frames only, newest first. */
export type ErrorData = {
  name: string;
  message: string;
  /** Lines "    at name (file.ts:line:column)", and "    ---- node ----" where the call came from another node. */
  stack: string;
  /** Where it was thrown. */
  node: string;
  script?: string;
  /** Negative errno of the operating system, if it came from there. */
  errno?: number;
  /** "ENOENT", "ABORT_ERR" … */
  code?: string;
  cause?: ErrorData;
  /** Members of an AggregateError. */
  errors?: ErrorData[];
  /** Further fields of LUTF's own errors (`how`, `after`, `missing`). */
  details?: { [key: string]: import("./data.ts").Data };
};
