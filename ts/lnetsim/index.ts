// SPDX-License-Identifier: GPL-2.0-or-later
// "lutf/lnetsim": the layers of the simulator, for `lutf lnetsim` and for the tests of LUTF. Test scripts of LNet use "lutf/lnet".
export { Clock } from "./clock.ts";
export { Cluster } from "./cluster.ts";
export { runCommand } from "./commands/index.ts";
export { strerror } from "./errno.ts";
export type { NewFaultRule } from "./kernel/faults.ts";
export { EventRecorder, type HistoryEvent } from "./kernel/history.ts";
export { Lnet } from "./kernel/lnet.ts";
export { PEER } from "./kernel/peer.ts";
export type { TestParameters } from "./kernel/selftest/protocol.ts";
export type { NidPattern, UdspRule } from "./kernel/udsp.ts";
export { call as callLibrary, callOn, functionNames } from "./library/functions.ts";
export { functionsLacking } from "./library/releases.ts";
export { LibrarySession, RefusedError } from "./library/session.ts";
export { printTree, TREE, Tree, treeText } from "./library/tree.ts";
export { SimulatedNode } from "./node.ts";
export { NotSimulatedError } from "./not-simulated.ts";
export { Random } from "./random.ts";
export { type CommandRequest, type Reply, type Roads, serve, type Value } from "./serve.ts";
export { defaultTopology, parseTopology, type Topology, TopologyError, topologyOf } from "./topology.ts";
