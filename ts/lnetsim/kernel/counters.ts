// SPDX-License-Identifier: GPL-2.0-or-later
// Message counters of NIs and peer NIs, and the statistics of a whole node, in the order and under the names of `lnetctl` (lnetconfig-api.md §3.7, §3.12).

/** The values are the bits of fault rules too: ACK 1, PUT 2, GET 4, REPLY 8 (§3.16). */
export type MessageType = "put" | "get" | "reply" | "ack" | "hello";

export type MessageCounts = Record<MessageType, number>;

export const noMessages = (): MessageCounts => ({ put: 0, get: 0, reply: 0, ack: 0, hello: 0 });

/** What an NI or peer NI has sent, received and dropped, by type. */
export class Counters {
  readonly sent = noMessages();
  readonly received = noMessages();
  readonly dropped = noMessages();
}

export const total = ({ put, get, reply, ack, hello }: MessageCounts): number => put + get + reply + ack + hello;

/** `lnetctl stats show`, key by key; the last but two of the failures only in 2.17. */
export interface Statistics {
  msgs_alloc: number;
  msgs_max: number;
  rst_alloc: number;
  errors: number;
  send_count: number;
  resend_count: number;
  response_timeout_count: number;
  local_interrupt_count: number;
  local_dropped_count: number;
  local_aborted_count: number;
  local_no_route_count: number;
  local_timeout_count: number;
  local_error_count: number;
  remote_dropped_count: number;
  remote_error_count: number;
  remote_timeout_count: number;
  network_timeout_count: number;
  failed_resends: number;
  successful_resends: number;
  recv_count: number;
  route_count: number;
  drop_count: number;
  send_length: number;
  recv_length: number;
  route_length: number;
  drop_length: number;
}

export const noStatistics = (): Statistics => ({
  msgs_alloc: 0,
  msgs_max: 0,
  rst_alloc: 0,
  errors: 0,
  send_count: 0,
  resend_count: 0,
  response_timeout_count: 0,
  local_interrupt_count: 0,
  local_dropped_count: 0,
  local_aborted_count: 0,
  local_no_route_count: 0,
  local_timeout_count: 0,
  local_error_count: 0,
  remote_dropped_count: 0,
  remote_error_count: 0,
  remote_timeout_count: 0,
  network_timeout_count: 0,
  failed_resends: 0,
  successful_resends: 0,
  recv_count: 0,
  route_count: 0,
  drop_count: 0,
  send_length: 0,
  recv_length: 0,
  route_length: 0,
  drop_length: 0,
});
