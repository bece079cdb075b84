// SPDX-License-Identifier: GPL-2.0-or-later
// A topology names the agents and says what each has; a script gets those that have what it requires.
import { expect } from "lutf";
import { withProject } from "./_inline.ts";

const topology = `
nodes:
  - name: plain
    nics: [{name: eth0, ipv4: 10.1.1.1/24}]
  - name: rich
    lustre: 2.15.8
    cpts: 4
    nics:
      - {name: eth0, ipv4: 10.1.1.2/24, speed: 25000, numaNode: 1}
      - {name: ib0, kind: o2ib, ipv4: 10.2.1.2/24, up: false}
`;

const script = (requires: string, body: string): string =>
  `import { expect, lutf } from "lutf";\nexport const requires = ${requires};\nexport async function run(): Promise<void> {\n${body}\n}\n`;

export async function run(): Promise<void> {
  await withProject(
    {
      "a/cpts.ts": script("{ agents: 1, cpts: 4 }", 'expect(lutf.agents[0]!.name).toBe("rich");'),
      "a/interfaces.ts": script(
        "{ agents: 1, interfaces: { o2ib: 1 } }",
        `const [rich] = lutf.agents.take(1);
        expect(rich.interfaces()).toEqual([
          { name: "eth0", kind: "tcp", up: true, ipv4: "10.1.1.2", speed: 25000, numaNode: 1 },
          { name: "ib0", kind: "o2ib", up: false, ipv4: "10.2.1.2" },
        ]);
        expect(rich.interfaces("o2ib")).toEqual([]);
        const { stdout } = await rich.exec(["sh", "-c", "modprobe lnet && lnetctl lnet configure && lnetctl global show"]);
        expect(stdout).toMatch(/transaction_timeout: 50\\b/);`,
      ),
      "a/version.ts": script('{ agents: 1, lnet: { version: ">=2.16" } }', 'expect(lutf.agents[0]!.name).toBe("plain");'),
      "a/both.ts": script('{ agents: 2, lnet: { version: ">=2.16" } }', ""),
    },
    async (project) => {
      await project.write("topology.yaml", topology);
      const { rows, stdout, stderr } = await project.lutf(["run", "--topology", "topology.yaml"]);
      for (const name of ["cpts", "interfaces", "version"]) expect(rows[`a/${name}`]?.status, stdout + stderr).toBe("PASS");
      expect(rows["a/both"]!.reason).toBe("requires LNet >=2.16 on each of 2 agents: rich has a simulated LNet 2.15.8");
      const many = await project.lutf(["run", "--topology", "topology.yaml", "--local", "3"]);
      expect(many.exitCode).toBe(2);
      expect(many.stderr).toContain("--local 3, and topology.yaml has 2 nodes: leave out --local");
      // The same, computed.
      await project.write(
        "topology.ts",
        `const nic = (host: number): object => ({ name: "eth0", ipv4: "10.1.1." + host + "/24" });
        export const topology = { nodes: [{ name: "plain", nics: [nic(1)] }, { name: "rich", cpts: 4, lustre: "2.15.8", nics: [nic(2)] }] };`,
      );
      const computed = await project.lutf(["run", "--topology", "topology.ts", "cpts", "version"]);
      for (const name of ["cpts", "version"]) expect(computed.rows[`a/${name}`]?.status, computed.stdout + computed.stderr).toBe("PASS");
      await project.write("topology.ts", "export const nodes = [];\n");
      expect((await project.lutf(["run", "--topology", "topology.ts"])).stderr).toContain("topology.ts: it exports no topology");
      await project.write("topology.ts", "export const topology = ;\n");
      expect((await project.lutf(["run", "--topology", "topology.ts"])).stderr).toMatch(
        /topology\.ts: it does not compile:\n.*Unexpected ";"/,
      );
      await project.write("topology.yaml", "nodes: [{nics: [{kind: token-ring}]}]\n");
      const wrong = await project.lutf(["run", "--topology", "topology.yaml"]);
      expect(wrong.exitCode).toBe(2);
      expect(wrong.stderr).toContain("topology.yaml: nodes[0].nics[0].kind: token-ring is none of tcp, o2ib, kfi, gni");
    },
  );
}
