// SPDX-License-Identifier: GPL-2.0-or-later
// A library of which the generation is not known, or that has the symbols of another: only what never changed is called.

import * as lnet from "native:lnetconfig";
import { expect } from "lutf";

export async function run(): Promise<void> {
  expect([lnet.provider, lnet.generation]).toEqual(["real", "unknown"]);
  expect(["configRoute", "configNi", "modifyPeer", "pingNid", "yamlConfig", "matchNid", "configRouting"].filter(lnet.has)).toEqual([]);
  expect(lnet.has("showNet") && lnet.has("delRoute") && lnet.has("parseNidstr")).toBe(true);
  expect((await lnet.delRoute({ net: "tcp1", gateway: "1@tcp" })).rc).toBe(0);
  const error = (await lnet.configRoute({ net: "tcp1" }).catch((e: unknown) => e)) as lnet.LnetUnsupported;
  expect(error).toBeInstanceOf(lnet.LnetUnsupported);
  expect(error.message).toMatch(/^configRoute: Lustre here is of a version .* says version .* and has the symbols of .*use lnetctl$/);
}
