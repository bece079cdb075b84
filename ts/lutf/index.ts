// SPDX-License-Identifier: GPL-2.0-or-later
// What a test imports: `import { BaseTest, expect, lutf } from "lutf"`.
export { BaseTest } from "../rpc/base-test.ts";
export type { CallOptions } from "../rpc/call-context.ts";
export type { Data, Parameters } from "../rpc/data.ts";
export type { ErrorData } from "../rpc/error-data.ts";
export {
  CallCancelledError,
  CallTimeoutError,
  DisconnectedError,
  type HowLost,
  InstanceLostError,
  InvalidAnswerError,
  MessageTooLargeError,
  type MissingNode,
  NodeBusyError,
  NodeLostError,
  NodeRefusedError,
  RealmEndedError,
  RemoteError,
  SkipError,
  UnknownMethodError,
  WaitTimeoutError,
} from "../rpc/errors.ts";
export type { InterfaceKind, NetworkInterface, Role } from "../rpc/node-description.ts";
export { withCalls } from "../rpc/with-calls.ts";
export type { Notice } from "../sync/client.ts";
export type { Results } from "../test-realm/results.ts";
export type { Run } from "../test-realm/script.ts";
export type { Duration } from "./duration.ts";
export { type Assertion, type AsymmetricMatcher, type Expect, expect, type Matchers } from "./expect.ts";
export { lutf } from "./lutf.ts";
export type { ExecOptions, ExecResult, Node } from "./node.ts";
export type { AgentList } from "./nodes.ts";
export type { Requires } from "./requires.ts";
export type { Script, Status, Suite, Suites, Verdict } from "./suites.ts";
export type { WaitUntilOptions } from "./wait-until.ts";
