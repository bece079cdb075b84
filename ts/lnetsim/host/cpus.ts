// SPDX-License-Identifier: GPL-2.0-or-later
// The CPUs of a simulated node on its NUMA nodes, and the CPU partitions (CPTs) that libcfs makes of them (lnetconfig-api.md §5, golden/10_sys/011-012, 30_multirail/052).

export interface CpuLayout {
  /** CPUs of each CPT. */
  readonly cpts: readonly (readonly number[])[];
  /** As for a CPU: -1 where it is in none. */
  cptOfCpu(cpu: number): number;
  /** Of a NUMA node: the first CPT that has a CPU of it; -1: there is none, or the NUMA node is not known. */
  cptOfNode(node: number): number;
  /** The greatest distance between NUMA nodes of the two; of a CPT that is not known (-1): the greatest of all. */
  distance(from: number, to: number): number;
}

/** What firmware says of NUMA nodes unless it knows better: 10 within one, 20 between two. */
const LOCAL = 10;
const REMOTE = 20;

/** CPUs are dealt to NUMA nodes in blocks: of 4 on 2, 0 and 1 on the first. */
export const nodeOfCpu = (cpu: number, cpus: number, numaNodes: number): number => Math.floor((cpu * numaNodes) / cpus);

/** What the module parameters ask for; undefined: they do not. */
export interface WantedPartitions {
  count: number | undefined;
  pattern: string | undefined;
}

/**
 * `pattern` goes before `count`: "N" is one CPT a NUMA node, "N 0[0] 1[1]" names the NUMA nodes of each CPT, "0[0,1] 1[2,3]" its CPUs. undefined: it cannot be done
 * on this machine.
 */
export function partition(cpus: number, numaNodes: number, { count = 1, pattern = "" }: WantedPartitions): CpuLayout | undefined {
  const all = Array.from({ length: cpus }, (_, cpu) => cpu);
  const ofNode = (node: number): number[] => all.filter((cpu) => nodeOfCpu(cpu, cpus, numaNodes) === node);
  const text = pattern.trim();
  let cpts: number[][] | undefined;
  if (text === "") {
    if (count < 1 || count > cpus) return undefined;
    cpts = Array.from({ length: count }, (_, cpt) => all.filter((cpu) => Math.floor((cpu * count) / cpus) === cpt));
  } else if (/^n$/i.test(text)) cpts = Array.from({ length: numaNodes }, (_, node) => ofNode(node));
  else if (/^n/i.test(text)) cpts = readPattern(text.slice(1), numaNodes)?.map((nodes) => nodes.flatMap(ofNode));
  else cpts = readPattern(text, cpus);
  return cpts && layoutOf(cpts, cpus, numaNodes);
}

/** "0[0,1] 1[2-3]": for each CPT, in order from 0, numbers below `limit`, each once. */
function readPattern(text: string, limit: number): number[][] | undefined {
  const used = new Set<number>();
  const parts = [...text.matchAll(/\s*(\d+)\s*\[([^\]]*)\]/gy)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text.trimEnd()) return undefined;
  const cpts: number[][] = [];
  for (const [, cpt, list = ""] of parts) {
    const numbers: number[] = [];
    if (Number(cpt) !== cpts.length) return undefined;
    for (const range of list.split(",")) {
      const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(range) ?? [];
      if (first === undefined || Number(last) >= limit || Number(last) < Number(first)) return undefined;
      for (let number = Number(first); number <= Number(last); number++) {
        if (used.has(number)) return undefined;
        used.add(number);
        numbers.push(number);
      }
    }
    cpts.push(numbers);
  }
  return cpts;
}

function layoutOf(cpts: readonly number[][], cpus: number, numaNodes: number): CpuLayout {
  const nodes = cpts.map((list) => new Set(list.map((cpu) => nodeOfCpu(cpu, cpus, numaNodes))));
  const between = (from: number, to: number): number => {
    const one = [...nodes[from]!];
    return one.every((node) => [...nodes[to]!].every((other) => node === other)) ? LOCAL : REMOTE;
  };
  const distances = nodes.map((_, from) => nodes.map((__, to) => between(from, to)));
  const cptOfCpu = new Map(cpts.flatMap((list, cpt) => list.map((cpu) => [cpu, cpt] as const)));
  const greatest = Math.max(...distances.flat());
  return {
    cpts,
    cptOfCpu: (cpu) => cptOfCpu.get(cpu) ?? -1,
    cptOfNode: (node) => nodes.findIndex((list) => list.has(node)),
    distance: (from, to) => distances[from]?.[to] ?? greatest,
  };
}
