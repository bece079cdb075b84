// SPDX-License-Identifier: GPL-2.0-or-later
// `lutf agent`: opens a realm for each test that calls this node, and closes it when the master says that the test is over.
import { serveLeases, undoHere } from "../leases/keeper.ts";
import { masterName, serve, setMasterName, startChannel } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { AgentTest } from "./agent-test.ts";
import { describeLnet } from "./describe-lnet.ts";
import { checkRoles, tellConnected, tellDisconnected } from "./joining.ts";
import { lnetState } from "./lnet-state.ts";

const tests = new Map<string, AgentTest>();
/** Of tests that ended here because the master was lost. The master may be back, and call, before they are over. */
const ending = new Map<string, Promise<void>>();

/** Called once, in the main realm of an agent. */
export function startAgent(): void {
  checkRoles();
  startChannel(
    (kind, src, _body, failure, detail) => {
      if (kind === "connected") {
        setMasterName(src);
        tellConnected();
      }
      if (kind === "disconnected") tellDisconnected(failure, detail);
      // The master knows by now that calls to this node failed; what is left of its tests here must not outlive that.
      if (kind === "disconnected") closeAll();
    },
    (id, src, body) => {
      const name = String(body.test);
      let test = tests.get(name);
      if (test === undefined) {
        test = new AgentTest(name, masterName(), ending.get(name));
        tests.set(name, test);
      }
      test.request(id, src, body as Data);
    },
  );
  serve("close_test", async ({ parameters }) => {
    const name = String(parameters.test);
    await tests.get(name)?.close();
    tests.delete(name);
    return undefined;
  });
  serveLeases();
  serve("describe_lnet", describeLnet);
  serve("lnet_state", lnetState);
  serve("inspect_test", ({ parameters }) => tests.get(String(parameters.test))?.inspect());
  serve("provide_module", async ({ parameters }) => {
    await tests.get(String(parameters.test))?.provide(String(parameters.name));
    return undefined;
  });
}

function closeAll(): void {
  for (const [name, test] of tests) {
    const over = Promise.all([ending.get(name), test.close()]).then(async () => {
      await undoHere(name);
      if (ending.get(name) === over) ending.delete(name);
    });
    ending.set(name, over);
    tests.delete(name);
  }
}
