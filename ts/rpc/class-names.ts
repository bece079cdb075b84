// SPDX-License-Identifier: GPL-2.0-or-later
// A class travels as the module and the name under which it is exported: the other node loads the same module.
import { modules } from "lutf:realm";

type Constructor = abstract new (...parameters: never[]) => unknown;

export interface ClassName {
  readonly script: string;
  readonly class: string;
}

const names = new Map<Constructor, ClassName>();

/** Where a class is exported. Throws a TypeError that says what to do if it is nowhere. */
export function nameOfClass(constructor: Constructor): ClassName {
  let name = names.get(constructor);
  if (name === undefined) {
    name = search(constructor);
    names.set(constructor, name);
  }
  return name;
}

function search(constructor: Constructor): ClassName {
  for (const [script, namespace] of modules()) {
    for (const key of Reflect.ownKeys(namespace)) {
      if (typeof key === "string" && read(namespace, key) === constructor) return { script, class: key };
    }
  }
  const { name } = constructor;
  throw new TypeError(
    `class ${name} is not exported by its module, so no other node can find it: write \`export class ${name} extends BaseTest\` at the top of the module`,
  );
}

function read(namespace: object, key: string): unknown {
  try {
    return (namespace as { [key: string]: unknown })[key];
  } catch {
    // Modules that import each other: this export has no value yet, so it is not the class.
    return undefined;
  }
}
