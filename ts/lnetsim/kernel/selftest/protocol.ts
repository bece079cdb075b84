// SPDX-License-Identifier: GPL-2.0-or-later
// What nodes of lnet_selftest ask each other. Each service is one RPC: a request, a bulk if need be, a reply (golden/36_selftest/facts.md).
import type { Statistics } from "../counters.ts";

/** Whose session; two are the same if both are equal. */
export interface SessionId {
  /** Of the console. */
  nid: string;
  /** When it was made, in seconds. */
  stamp: number;
}

export const sameSession = (a: SessionId | undefined, b: SessionId | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.nid === b.nid && a.stamp === b.stamp);

export interface PingParameters {
  type: "ping";
}

export interface BulkParameters {
  type: "brw";
  /** From client to server. */
  write: boolean;
  check: "none" | "simple" | "full";
  /** Bytes. */
  size: number;
  offset: number;
}

export type TestParameters = PingParameters | BulkParameters;

/** Of a node: errors of the RPCs that it sent. */
export interface RpcCounters {
  errors: number;
  sent: number;
  received: number;
  dropped: number;
  expired: number;
  bulkGet: number;
  bulkPut: number;
}

/** Every reply has the status, 0 or an errno, and which session the node has. */
interface Status {
  status: number;
  session: SessionId | undefined;
}

export interface Services {
  makeSession: { request: { session: SessionId; name: string; force: boolean }; reply: Status & { name: string; timeout: number } };
  removeSession: { request: { session: SessionId }; reply: Status };
  addTest: {
    request: {
      session: SessionId;
      batch: number;
      test: number;
      /** The node runs it; else it is one that is asked. */
      client: boolean;
      destinations: readonly string[];
      loop: number;
      concurrency: number;
      parameters: TestParameters;
    };
    reply: Status;
  };
  batch: {
    request: { session: SessionId; batch: number; test: number; operation: "run" | "stop" | "query"; force: boolean };
    /** active: tests that are still running. */
    reply: Status & { active: number };
  };
  statistics: {
    request: { session: SessionId };
    reply: Status & { lnet: Statistics; rpc: RpcCounters; bulkErrors: number; pingErrors: number };
  };
  debug: { request: { session: SessionId }; reply: Status & { name: string; timeout: number } };
  ping: { request: PingParameters; reply: Status };
  brw: { request: BulkParameters; reply: Status };
}

export type Service = keyof Services;
