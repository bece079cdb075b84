// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * What may be a parameter or a result of a call, an event's data or a record: everything that crosses from node to node.
 * Plain objects, arrays, strings, numbers (also NaN, infinities, -0), bigint, bytes, dates, maps, sets, null and undefined
 * arrive as they left; an instance of a class arrives as a plain object with its fields. Functions and symbols are refused with a TypeError that
 * names the place.
 */
export type Data =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | Data[]
  | Map<Data, Data>
  | Set<Data>
  | { [key: string]: Data };

/** Named parameters: a mapping. */
export interface Parameters {
  [key: string]: Data;
}
