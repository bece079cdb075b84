// SPDX-License-Identifier: GPL-2.0-or-later
export { AbortController, AbortSignal } from "./abort.ts";
export { CustomEvent, Event, EventTarget } from "./event-target.ts";
