// SPDX-License-Identifier: GPL-2.0-or-later
// C calls as golden/11_clib and golden/library-2.17.0 write them: `lustre_lnet_show_net("tcp",1,-1,&show,&err,false)`.
//
//   call     = NAME "(" [ argument { "," argument } ] ")"
//   argument = STRING | NULL | true | false | NUMBER | "&" NAME | NAME | call

export type CValue = string | number | boolean | null | { name: string } | CCall;

export interface CCall {
  function: string;
  arguments: CValue[];
}

export function parseCall(text: string): CCall {
  const parser = new Parser(text);
  const value = parser.value();
  if (typeof value !== "object" || value === null || !("function" in value)) throw new Error(`no call: ${text}`);
  return value;
}

class Parser {
  #at = 0;

  constructor(private readonly text: string) {}

  value(): CValue {
    const rest = this.text.slice(this.#at);
    const literal = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
    if (literal) {
      this.#at += literal[0].length;
      return literal[1]!.replace(/\\(.)/g, (_, char: string) => ({ n: "\n", t: "\t" })[char] ?? char);
    }
    const number = /^-?\d+/.exec(rest);
    if (number) {
      this.#at += number[0].length;
      return Number(number[0]);
    }
    const name = /^&?[A-Za-z_]\w*/.exec(rest)?.[0];
    if (name === undefined) throw new Error(`cannot read ${JSON.stringify(rest)} in ${this.text}`);
    this.#at += name.length;
    if (name === "NULL") return null;
    if (name === "true" || name === "false") return name === "true";
    if (this.text[this.#at] !== "(") return { name };
    this.#at++;
    const values: CValue[] = [];
    while (this.text[this.#at] !== ")") {
      values.push(this.value());
      if (this.text[this.#at] === ",") this.#at++;
    }
    this.#at++;
    return { function: name, arguments: values };
  }
}

/** The names of the parameters of each function in order (lnetconfig-api.md §1, the 2.17.0 column), without show_rc and err_rc, which &show and &err are. */
const PARAMETERS: Readonly<Record<string, string>> = {
  lustre_lnet_config_ni_system: "up load_ni_from_mod seq_no",
  lustre_lnet_config_ni: "nw_descr global_cpts ip2net tunables seq_no",
  lustre_lnet_del_ni: "nw seq_no",
  lustre_lnet_show_net: "nw detail seq_no backup",
  lustre_lnet_config_ni_conns_per_peer: "value all ni_nid seq_no",
  lustre_lnet_modify_peer: "prim_nid nids is_mr cmd force seq_no",
  lustre_lnet_show_peer: "knid detail seq_no backup",
  lustre_lnet_list_peer: "seq_no",
  lustre_lnet_set_peer_state: "state lpni_nid seq_no",
  lustre_lnet_show_peer_debug_info: "peer_nid seq_no",
  lustre_lnet_config_route: "nw gw hops prio seq_no",
  lustre_lnet_del_route: "nw gw seq_no",
  lustre_lnet_show_route: "nw gw hops prio detail seq_no backup",
  lustre_lnet_config_routing: "enable seq_no",
  lustre_lnet_show_routing: "seq_no backup",
  lustre_lnet_config_buffers: "tiny small large seq_no",
  lustre_lnet_config_lnd_timeout: "timeout net_type seq_no",
  lustre_lnet_config_ni_healthv: "value all ni_nid seq_no",
  lustre_lnet_config_peer_ni_healthv: "value all pni_nid seq_no",
  lustre_lnet_add_udsp: "src dst rte type action idx seq_no",
  lustre_lnet_del_udsp: "idx seq_no",
  lustre_lnet_show_udsp: "idx seq_no",
  lustre_lnet_reset_stats: "seq_no",
  lustre_lnet_ping_nid: "pnid src_nidstr timeout seq_no",
  lustre_lnet_discover_nid: "pnid force seq_no",
  lustre_yaml_config: "f len",
  lustre_yaml_del: "f len",
  lustre_yaml_show: "f len",
  lustre_yaml_exec: "f len",
};

/** Positional arguments by name; `resolve` gives values of variables and inner calls. */
export function namedArguments(call: CCall, resolve: (value: { name: string } | CCall) => unknown): Record<string, unknown> {
  const show = /^lustre_lnet_show_/.test(call.function) ? "seq_no" : "value seq_no";
  const names = (PARAMETERS[call.function] ?? show).split(" ");
  const values = call.arguments.filter((value) => !(isVariable(value) && ["&show", "&err", "&s", "&e"].includes(value.name)));
  if (values.length !== names.length) throw new Error(`${call.function}: ${values.length} arguments for (${names.join(", ")})`);
  return Object.fromEntries(
    names.map((name, index) => {
      const value = values[index]!;
      return [name, typeof value === "object" && value !== null ? resolve(value) : value];
    }),
  );
}

const isVariable = (value: CValue): value is { name: string } => typeof value === "object" && value !== null && "name" in value;
