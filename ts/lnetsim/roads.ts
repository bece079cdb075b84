// SPDX-License-Identifier: GPL-2.0-or-later
// The roads into a node as `lutf lnetsim` and `make conformance` have them: here each layer is put in once.
import { NotSimulatedError } from "./not-simulated.ts";
import type { Roads } from "./serve.ts";

export const roads: Roads = {
  library(_node, name) {
    throw new NotSimulatedError(`the function ${name} of liblnetconfig`);
  },
  async command(_node, { argv }) {
    throw new NotSimulatedError(`the command ${argv[0]}`);
  },
};
