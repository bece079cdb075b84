// SPDX-License-Identifier: GPL-2.0-or-later
/** LNet would do something here that the simulator does not model: it says so and does nothing, rather than pretend. */
export class NotSimulatedError extends Error {
  override readonly name = "NotSimulatedError";

  /** `what`: as in "ping of another node (10.1.1.2@tcp, agent2)". */
  constructor(what: string) {
    super(`not simulated: ${what}`);
  }
}
