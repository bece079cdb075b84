// SPDX-License-Identifier: GPL-2.0-or-later
// Limits and periods of the runner, each with its reason, in milliseconds where nothing else is said. Those of the host are in src/limits.h.
export const limits = {
  /** Time for a script if nobody says otherwise: LUTF_SCRIPT_TIMEOUT of src/limits.h. */
  script: 60_000,
  /** How long agents may take until all are there: ssh to a slow node is the longest part. */
  agentsStart: 30_000,
  /** How long the other agents may take once one did not start, so that only those are named that are missing for good. */
  agentsSettle: 1_000,
  /** How long agents may take to end once their standard input is closed; what is left then is killed. */
  agentsStop: 3_000,
  /** How long those that were killed may take to be gone: what cannot be killed (a hung mount) does not keep the run from its end. */
  agentsKill: 1_000,
  /** How long a node that is gone may take to come back, restarted or reconnected, before scripts that need it are skipped. */
  comeback: 10_000,
  /** How long a node may take to say which LNet it has: it loads a library for that. */
  describe: 5_000,
  /** How long a master may take to answer `lutf query`. */
  query: 5_000,
  /** How often a script that waits for agents may be passed over by others: enough to fill gaps, few enough that nothing starves. */
  passes: 8,
  /** How often times on a terminal are drawn again while nothing happens. */
  redraw: 500,
  /** Lines of an agent's log that are shown when it did not start. */
  logTail: 10,
} as const;
