// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §2.6: the odd shape of `net`, how a tree is printed, and how it crosses the socket.
import { expect } from "lutf";
import { printTree, TREE, Tree, treeText } from "lutf/lnetsim";

export function run(): void {
  const root = new Tree();
  const nets = root.array("net");
  for (const net of ["lo", "tcp"]) {
    nets.string("net type", net);
    const ni = nets.array("local NI(s)").item();
    ni.string("nid", `0@${net}`);
    ni.object("lnd tunables");
    ni.numbers("tunables", { credits: 5_000_000_000 });
  }
  nets.item();
  root.array("show").item().object("x").string("descr", "one\ntwo\n");
  expect(printTree(root)).toBe(`net:
    - net type: lo
      local NI(s):
        - nid: 0@lo
          lnd tunables:
          tunables:
              credits: 5000000000
    - net type: tcp
      local NI(s):
        - nid: 0@tcp
          lnd tunables:
          tunables:
              credits: 5000000000
show:
    - x:
          descr: one
                 two
                 
`);
  // The alternating children are direct ones of the array; texts are escaped.
  expect(treeText(root).split("\n").slice(0, 4)).toEqual(["0\t6\t\t", "1\t5\tnet\t", "2\t4\tnet type\tlo", "2\t5\tlocal NI(s)\t"]);
  expect(treeText(root)).toContain("4\t4\tdescr\tone\\ntwo\\n\n");
  // A number of an object can be looked for like any other child.
  expect(root.children[0]!.children[1]!.children[0]!.child("tunables")!.child("credits")!.value).toBe(5_000_000_000);
  expect(
    treeText(root)
      .split("\n")
      .filter((line) => line.includes("credits")),
  ).toEqual(Array(2).fill("5\t3\tcredits\t5000000000"));
  // A key is looked for below a node and in all that follows it.
  const items = new Tree().adopt(new Tree(TREE.ARRAY, "list"));
  const [first, second] = [items.adopt(new Tree()), items.adopt(new Tree())];
  first.string("a", "1");
  second.string("b", "2");
  expect([first.find("b")?.value, first.find("c"), second.find("a")]).toEqual(["2", undefined, undefined]);
}
