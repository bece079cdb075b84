// SPDX-License-Identifier: GPL-2.0-or-later
// fast-check: tests of properties with random values that shrink to the smallest one that fails. For LUTF's own tests.
export {
  array,
  assert,
  asyncProperty,
  boolean,
  check,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  string,
} from "fast-check";
