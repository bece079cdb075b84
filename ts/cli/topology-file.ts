// SPDX-License-Identifier: GPL-2.0-or-later
// --topology FILE: YAML, or TypeScript that exports `topology`, for clusters that are easier computed than written down.
import { paths } from "lutf:global";
import { type ExecError, execFile } from "lutf/child-process";
import { readFile } from "lutf/fs";
import { parseTopology, type Topology, TopologyError, topologyOf } from "../lnetsim/topology.ts";

/** Throws TopologyError that says file, place and what is wrong, or the file system's error. */
export async function readTopology(file: string): Promise<Topology> {
  const text = await readFile(file, "utf8");
  if (!file.endsWith(".ts")) return parseTopology(text, file);
  const exported = evaluate(await bundle(file), file);
  if (exported["topology"] === undefined)
    throw new TopologyError(`${file}: it exports no topology: export const topology = { nodes: […] }`);
  return topologyOf(exported["topology"], file);
}

/** One script, with the files that it imports, whose value is what the file exports. */
async function bundle(file: string): Promise<string> {
  const words = ["--bundle", "--format=iife", "--global-name=exported", "--platform=neutral", "--log-level=error", "--color=false"];
  try {
    return (await execFile(paths.esbuild, [file, ...words])).stdout;
  } catch (thrown) {
    const { message, stderr } = thrown as ExecError;
    throw new TopologyError(`${file}: it does not compile:\n${stderr === undefined ? message : String(stderr).trim()}`);
  }
}

function evaluate(code: string, file: string): { [name: string]: unknown } {
  try {
    return new Function(`${code}\nreturn exported;`)() as { [name: string]: unknown };
  } catch (error) {
    throw new TopologyError(`${file}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
}
