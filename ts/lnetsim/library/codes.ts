// SPDX-License-Identifier: GPL-2.0-or-later
// The library's own return codes LUSTRE_CFG_RC_*: small numbers up to 2.15, errno values from 2.16 on (lnetconfig-api.md §2.7).
import type { Generation } from "../topology.ts";

export interface Codes {
  BAD_PARAM: number;
  MISSING_PARAM: number;
  OUT_OF_RANGE: number;
  OUT_OF_MEM: number;
  GENERIC: number;
  NO_MATCH: number;
  MARSHAL_FAIL: number;
}

const OLD: Codes = { BAD_PARAM: -1, MISSING_PARAM: -2, OUT_OF_RANGE: -3, OUT_OF_MEM: -4, GENERIC: -5, NO_MATCH: -6, MARSHAL_FAIL: -10 };
const NEW: Codes = {
  BAD_PARAM: -22,
  MISSING_PARAM: -14,
  OUT_OF_RANGE: -34,
  OUT_OF_MEM: -12,
  GENERIC: -61,
  NO_MATCH: -42,
  MARSHAL_FAIL: -60,
};

export const codesOf = (generation: Generation): Codes => (generation === "2.15" ? OLD : NEW);

/** Commands of lustre_lnet_modify_peer(): LNETCTL_ADD_CMD, LNETCTL_DEL_CMD (§2.7). */
export const ADD_COMMAND = 3;
export const DELETE_COMMAND = 4;
