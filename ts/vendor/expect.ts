// SPDX-License-Identifier: GPL-2.0-or-later
// Vitest's expect, put together without Vitest. Loaded by lutf/expect.ts.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from "@vitest/expect";
import { printDiffOrStringify } from "@vitest/utils/diff";
import { disableDefaultColors } from "tinyrainbow";
import type { Expect } from "../lutf/expect.ts";

// Messages go into files first; a terminal is not known here.
disableDefaultColors();
chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

type Compared = Error & { showDiff?: boolean; actual?: unknown; expected?: unknown };
type Assert = (this: unknown, ...parameters: unknown[]) => void;

/** Chai's message shows two values shortened; the difference, line by line, follows it. */
function showDifference(error: unknown): unknown {
  if (!(error instanceof chai.AssertionError)) return error;
  const compared = error as Compared;
  if (compared.showDiff !== true) return error;
  const difference = printDiffOrStringify(compared.actual, compared.expected);
  if (difference !== undefined) compared.message = `${compared.message}\n\n${difference}`;
  return error;
}

const prototype = chai.Assertion.prototype as unknown as { assert: Assert };
const { assert } = prototype;
prototype.assert = function (...parameters) {
  try {
    assert.apply(this, parameters);
  } catch (error) {
    throw showDifference(error);
  }
};

const made = ((value: unknown, message?: string) => chai.expect(value, message)) as unknown as Expect & Parameters<typeof getState>[0];
Object.assign(made, chai.expect, (globalThis as unknown as Record<symbol, object>)[ASYMMETRIC_MATCHERS_OBJECT]);
setState(
  {
    ...getState(made),
    assertionCalls: 0,
    isExpectingAssertions: false,
    isExpectingAssertionsError: null,
    expectedAssertionsNumber: null,
    expectedAssertionsNumberErrorGen: null,
  },
  made,
);
const chaiExpect = chai.expect as unknown as { extend(expect: Expect, matchers: object): void };
made.extend = (matchers) => chaiExpect.extend(made, matchers);
made.extend(customMatchers as unknown as Parameters<Expect["extend"]>[0]);

export const expect: Expect = made;
