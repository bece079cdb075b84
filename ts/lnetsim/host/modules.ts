// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel modules of a simulated node: what modprobe, rmmod and lsmod work on, and their parameters in /sys/module.
import { EBUSY, ENOENT } from "../errno.ts";
import type { Generation } from "../topology.ts";
import { type Parameter, parametersOf } from "./parameters.ts";

interface ModuleKind {
  /** Bytes, as lsmod shows them (golden/01_lnet/074). Of those that no recording has: 0. */
  size: number;
  needs: readonly string[];
}

const KINDS: Readonly<Record<string, ModuleKind>> = {
  libcfs: { size: 139264, needs: [] },
  lnet: { size: 995328, needs: ["libcfs"] },
  ksocklnd: { size: 192512, needs: ["lnet", "libcfs"] },
  ko2iblnd: { size: 0, needs: ["lnet", "libcfs"] },
  kkfilnd: { size: 0, needs: ["lnet", "libcfs"] },
  kgnilnd: { size: 0, needs: ["lnet", "libcfs"] },
  lnet_selftest: { size: 0, needs: ["lnet", "libcfs"] },
};

export interface LoadedModule {
  readonly name: string;
  readonly size: number;
  /** References that the module itself holds (an LND with an NI, LNet when configured). */
  references: number;
  readonly parameters: ReadonlyMap<string, string>;
  /** Names of those that it was loaded with. */
  readonly given: ReadonlySet<string>;
}

export interface ModuleEvents {
  /** 0, or why its start failed: then it is not loaded. */
  loaded(module: LoadedModule): number;
  unloaded(name: string): void;
  /** A parameter is about to be written: the text to keep, or a negative errno. */
  written(module: string, name: string, text: string): string | number;
  /** It has been written, and was `before`. */
  changed(module: string, name: string, before: string): void;
}

export class Modules {
  /** Rises with every change of a parameter. */
  changes = 0;
  readonly #loaded = new Map<string, LoadedModule & { readonly parameters: Map<string, string> }>();
  readonly #available: (name: string) => boolean;
  readonly #generation: Generation;
  readonly #events: ModuleEvents;

  /** `available`: whether this node has hardware for it; an LND without is not found. */
  constructor(generation: Generation, available: (name: string) => boolean, events: ModuleEvents) {
    this.#generation = generation;
    this.#available = available;
    this.#events = events;
  }

  exists(name: string): boolean {
    return Object.hasOwn(KINDS, name) && this.#available(name);
  }

  isLoaded(name: string): boolean {
    return this.#loaded.has(name);
  }

  find(name: string): LoadedModule | undefined {
    return this.#loaded.get(name);
  }

  /** modprobe: what it needs first. `parameters`: "name=value". Loading what is loaded does nothing. */
  load(name: string, parameters: readonly string[] = []): number {
    const kind = KINDS[name];
    if (!kind || !this.exists(name)) return -ENOENT;
    if (this.#loaded.has(name)) return 0;
    for (const needed of kind.needs) this.load(needed);
    const table = parametersOf(name, this.#generation);
    const values = new Map(Object.entries(table).map(([key, { default: text }]) => [key, text]));
    const given = new Set<string>();
    for (const parameter of parameters) {
      const [, key = "", text = ""] = /^([^=]*)=?([\s\S]*)$/.exec(parameter)!;
      // An unknown parameter is only a line in the kernel log of the real one.
      if (!table[key]) continue;
      given.add(key);
      values.set(key, text.replace(/^"([\s\S]*)"$/, "$1"));
    }
    const module = { name, size: kind.size, references: 0, parameters: values, given };
    this.#loaded.set(name, module);
    this.changes++;
    const rc = this.#events.loaded(module);
    if (rc !== 0) this.#loaded.delete(name);
    return rc;
  }

  /** rmmod: not while something uses it. */
  unload(name: string): number {
    const module = this.#loaded.get(name);
    if (!module) return -ENOENT;
    if (module.references > 0 || this.usedBy(name).length > 0) return -EBUSY;
    this.#loaded.delete(name);
    this.#events.unloaded(name);
    return 0;
  }

  usedBy(name: string): string[] {
    // The last that was loaded stands first, as lsmod shows them.
    return [...this.#loaded.keys()].filter((other) => KINDS[other]!.needs.includes(name));
  }

  /** As lsmod lists them: the last loaded first. */
  list(): { name: string; size: number; users: number; usedBy: string[] }[] {
    return [...this.#loaded.values()].reverse().map(({ name, size, references }) => {
      const usedBy = this.usedBy(name);
      return { name, size, users: references + usedBy.length, usedBy };
    });
  }

  addReference(name: string, change: 1 | -1): void {
    const module = this.#loaded.get(name);
    if (module) module.references += change;
  }

  // ---- /sys/module/MODULE/parameters ----

  parameterNames(module: string): string[] {
    return [...(this.#loaded.get(module)?.parameters.keys() ?? [])].sort();
  }

  parameter(module: string, name: string): Parameter | undefined {
    return this.#loaded.has(module) ? parametersOf(module, this.#generation)[name] : undefined;
  }

  /** The text of the file without its newline; undefined: there is no such file. */
  readParameter(module: string, name: string): string | undefined {
    return this.#loaded.get(module)?.parameters.get(name);
  }

  /** The kernel itself changes it, if the module is loaded. */
  setParameter(module: string, name: string, text: string): void {
    this.#loaded.get(module)?.parameters.set(name, text);
    this.changes++;
  }

  /** Writes it as root does: mode 444 is refused by the caller, who knows of files; here the kernel's own check of the value. */
  writeParameter(module: string, name: string, text: string): number {
    const loaded = this.#loaded.get(module);
    const before = loaded?.parameters.get(name);
    if (!loaded || before === undefined) return -ENOENT;
    const kept = this.#events.written(module, name, text.replace(/\n$/, ""));
    if (typeof kept === "number") return kept;
    this.setParameter(module, name, kept);
    if (kept !== before) this.#events.changed(module, name, before);
    return 0;
  }
}

/** What kstrtoul(), kstrtoint() and the like make of text: a whole number in range; undefined where they answer -EINVAL. */
export function kernelNumber(text: string, least: number, most: number): number | undefined {
  if (!/^[+-]?(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) return undefined;
  const digits = text.replace(/^[+-]/, "");
  const value = (text.startsWith("-") ? -1 : 1) * (/^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits));
  return value >= least && value <= most ? value : undefined;
}
