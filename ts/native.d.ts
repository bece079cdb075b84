// SPDX-License-Identifier: GPL-2.0-or-later
// The native modules of the host (src/engine/mod_*.c). Only ts/ imports them; suites import "lutf" and its sub-paths.

/** What crosses a realm's border or the wire. Objects are plain; a Map keeps its key types; a Date stays a Date. */
type Data =
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

/** clutf_agent: requests, replies, events, registry. Source: src/engine/mod_agent.c over src/wire/lutf_agent.h. */
declare module "lutf:agent" {
  type Failure = "timeout" | "exited" | "killed" | "unreachable" | "silent" | "refused" | "cancelled" | "too-large" | "busy" | "invalid";
  type AgentState = "joining" | "alive" | "lost" | "dead";
  interface AgentInfo {
    name: string;
    address: string;
    state: AgentState;
    silentMs: number;
  }
  /**
   * Called once for each message, on the event loop. Meaning of the arguments by kind:
   * "request": src asks, body is its `rpc` mapping, answer with reply(src, id, …).
   * "results": the answer to send() number id; body is its `rpc` mapping.
   * "failure": no answer to number id will come; src did not answer; failure, detail, afterMs say why.
   * "cancel": src no longer wants the answer to its request id.
   * "event": body is the `event` mapping.
   * "agent" (main realm of the master): src's state changed to body.state; body.info is the hello's when it joins.
   * "rejected" (main realm of the master): a stranger at address src was turned away; failure, detail say why.
   * "agents" (agent, client): body answers query(): `{count, nodes: [{name, address, state, silent_ms} …]}`.
   * "connected", "disconnected" (main realm of an agent or client): the master.
   */
  type Receiver = (
    kind: "request" | "results" | "failure" | "cancel" | "event" | "agent" | "rejected" | "agents" | "connected" | "disconnected",
    id: number,
    src: string,
    body: Data,
    failure: Failure | undefined,
    detail: string | undefined,
    afterMs: number,
  ) => void;
  const self: string;
  const role: "master" | "agent" | "client";
  /** The port the node listens on (master), else 0. */
  const port: number;
  /**
   * Sends `rpc: {dst, src, id, ...fields}` and returns id. Exactly one "results" or "failure" with this id comes to this realm's receiver.
   * timeoutMs 0: the default of src/limits.h. Throws TypeError naming the path of a value that is not Data.
   */
  function send(dst: string, fields: { [key: string]: Data }, timeoutMs: number): number;
  /** Answers with `rpc: {dst, src, id, type: results, ...fields}`. */
  function reply(dst: string, id: number, fields: { [key: string]: Data }): void;
  function cancel(id: number): void;
  /** Sends a one-way `event: {dst, src, ...fields}`; dst "*" on the master: to every agent that is alive. */
  function event(dst: string, fields: { [key: string]: Data }): void;
  /** A request or event whose `test` names this realm comes here; those of no realm go to the main realm. */
  function setReceiver(receiver: Receiver): void;
  /** The registry of a master; empty elsewhere. */
  function agents(): AgentInfo[];
  /** An agent or client asks the master for its registry: "agents" follows if the master answers. */
  function query(): void;
}

/** clutf_global: what this process was started with. Source: src/engine/mod_global.c. */
declare module "lutf:global" {
  /** The command line and configuration files, merged; keys are the long option names (src/cli/options.def). */
  const options: Readonly<{ [name: string]: Data }>;
  /** "run", "master", "agent" …: the subcommand. */
  const command: string;
  const version: string;
  /** Absolute paths: the program, its library folder (esbuild, modules), the shipped suites. */
  const paths: Readonly<{ program: string; library: string; suites: string; esbuild: string }>;
  const environment: Readonly<{ [name: string]: string }>;
  /** What the creator of this realm passed as `data`; undefined in the main realm. */
  const realmData: Data;
  /** Ends the process with this code after stopping the node and killing what is left of child processes. Main realm only. */
  function exit(code: number): void;
  /** The pre-shared key of this node in hex, to hand to the agents that this process starts; "" without one. Main realm of a master only. */
  const key: string;
  /** Writes text to standard output (1) or error (2) at once, as it is. Main realm only. */
  function write(fd: 1 | 2, text: string): void;
  /** Width of the terminal that standard output is now, or 0 if it is none. Main realm only. */
  function terminalColumns(): number;
  /** Calls handler for SIGINT, SIGTERM, SIGHUP instead of exiting at once. Main realm only. */
  function onSignal(handler: (name: string) => void): void;
}

/**
 * Realms: isolated runtimes in this process. Source: src/engine/mod_realm.c. Only the main realm may create one.
 * When a realm ends, each request that was handed to it and that it has not answered is answered for it:
 * `error: {name: "RealmEndedError", message: RealmEnd.message, node, how: RealmEnd.how, stack?}`.
 */
declare module "lutf:realm" {
  interface RealmEnd {
    how: "closed" | "timeout" | "turn" | "memory" | "terminated" | "error";
    message: string;
    /** Where JavaScript was when it was stopped, if it was running. */
    stack?: string;
    /** What the realm's inspector said it was waiting for. */
    waiting?: Data;
  }
  interface RealmOptions {
    name: string;
    /** The `test` of requests and events that are meant for this realm. */
    test: string;
    /** The library module evaluated first, for example "lutf/test-main". */
    entry: string;
    data: Data;
    memory?: number;
    stack?: number;
    /** From now, wall clock; 0: none. */
    timeoutMs: number;
    /** Source (JavaScript) of a module that is not the library's, by its full name; undefined: there is none. Runs in the creator. */
    load(name: string): string | undefined;
    /** Called once, after the realm's children are killed and the runtime is freed. */
    onEnd(end: RealmEnd): void;
  }
  class Realm {
    constructor(options: RealmOptions);
    /** Hands over a message as if it had come from the network (arguments of a Receiver). */
    deliver(kind: "request" | "event", id: number, src: string, body: Data): void;
    /** What the realm's inspector says now. */
    inspect(): Data;
    /** Moves the deadline; 0: none. */
    setTimeout(timeoutMs: number): void;
    terminate(message: string): void;
    close(): void;
  }
  /** In any realm: answers Realm.inspect(). */
  function setInspector(inspector: () => Data): void;
  /** In any realm: names and namespaces of the modules loaded so far, in order. */
  function modules(): [name: string, namespace: object][];
  /** In any realm: loads a library module at once and returns its namespace (it must not use top-level await). */
  function loadLibrary(name: string): object;
  /** Evaluates a module by its full name; resolves to its namespace. */
  function importModule(name: string): Promise<object>;
  /** In any realm: the JavaScript text of a module that is not the library's, as `load` gave it (asks `load` again); for stacks. */
  function source(name: string): string | undefined;
  /** In any realm: the source map (JSON) of a library module, if it was built with one; for stacks. */
  function libraryMap(name: string): string | undefined;
}

/** Hashes. Source: src/engine/mod_hash.c. */
declare module "lutf:hash" {
  /** SHA-256 of bytes, or of a string's UTF-8, as 64 hexadecimal digits. */
  function sha256(content: string | Uint8Array): string;
}

/** The wire's YAML in C, for machines' files (results, events); people's files are read with the `yaml` package. */
declare module "lutf:yaml" {
  /** Block style, strings quoted only where YAML 1.2 core would read something else; throws TypeError for what YAML cannot carry plainly. */
  function stringify(value: Data): string;
  /** Within the limits of src/limits.h; throws SyntaxError with line and column. */
  function parse(text: string): Data;
  /** The same by YAML's failsafe schema: all scalars are text, as they stand there. */
  function parseTexts(text: string): Data;
}

/** Timers of the event loop; ts/globals/timers.ts makes setTimeout and its family of them. Source: src/engine/mod_timers.c. */
declare module "lutf:timers" {
  interface NativeTimer {
    readonly timer: unique symbol;
  }
  interface NativeImmediates {
    readonly immediates: unique symbol;
  }
  function start(callback: () => unknown, ms: number, repeat: boolean): NativeTimer;
  function stop(timer: NativeTimer): void;
  /** Whether it keeps the loop of the process going. */
  function setReferenced(timer: NativeTimer, on: boolean): void;
  /** Calls runOne after the I/O of the next turn of the loop, once for each wake(). Once in a realm. */
  function immediates(runOne: () => void): NativeImmediates;
  function wake(immediates: NativeImmediates): void;
}

/** The process' own output. Source: src/engine/mod_console.c. For where `console` goes see setConsoleSink() in ts/globals/console.ts. */
declare module "lutf:console" {
  /** Writes all of text before it returns; false: the reader is gone. */
  function write(fd: 1 | 2, text: string): boolean;
  function isTerminal(fd: number): boolean;
}

/** Strings <-> bytes. Source: src/engine/mod_text.c. */
declare module "lutf:text" {
  /** UTF-8; a lone surrogate becomes U+FFFD. */
  function encode(text: string): Uint8Array;
  /** UTF-8: the text, and how many bytes it took (with stream, less what the end cuts off); undefined: fatal, and it is no UTF-8. */
  function decode(bytes: Uint8Array, fatal: boolean, stream: boolean): [text: string, used: number] | undefined;
  function decodeLatin1(bytes: Uint8Array): string;
}

/**
 * Files; ts/lutf/fs.ts makes node:fs/promises of it. Errors are Node's. Source: src/engine/mod_fs.c.
 * Each function is also there as NAMESync (only those that are used so are declared).
 */
declare module "lutf:fs" {
  /** dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, and atime, mtime, ctime, birthtime in milliseconds. */
  type StatValues = number[];
  class File {
    readonly fd: number;
    /** Empty at the end of the file. position -1: the file's own. */
    read(length: number, position: number): Promise<Uint8Array>;
    /** Bytes written, maybe not all. */
    write(bytes: Uint8Array, position: number): Promise<number>;
    sync(): Promise<void>;
    datasync(): Promise<void>;
    stat(): Promise<StatValues>;
    truncate(length: number): Promise<void>;
    chmod(mode: number): Promise<void>;
    chown(uid: number, gid: number): Promise<void>;
    /** Seconds. */
    utimes(atime: number, mtime: number): Promise<void>;
    /** Waits for what is being read and written. */
    close(): Promise<void>;
  }
  function access(path: string, mode: number): Promise<void>;
  function chmod(path: string, mode: number): Promise<void>;
  function chown(path: string, uid: number, gid: number): Promise<void>;
  function lchown(path: string, uid: number, gid: number): Promise<void>;
  function copyFile(path: string, dest: string, flags: number): Promise<void>;
  function link(path: string, dest: string): Promise<void>;
  function lstat(path: string): Promise<StatValues>;
  function stat(path: string): Promise<StatValues>;
  function mkdir(path: string, mode: number): Promise<void>;
  function mkdtemp(template: string): Promise<string>;
  function open(path: string, flags: number, mode: number): Promise<File>;
  /** name, type, name, type …; types: 0 unknown, 1 file, 2 directory, 3 link, 4 FIFO, 5 socket, 6 character device, 7 block device. */
  function readdir(path: string): Promise<(string | number)[]>;
  function readlink(path: string): Promise<string>;
  function realpath(path: string): Promise<string>;
  function rename(path: string, dest: string): Promise<void>;
  function rmdir(path: string): Promise<void>;
  function symlink(target: string, path: string): Promise<void>;
  function unlink(path: string): Promise<void>;
  /** Seconds. */
  function utimes(path: string, atime: number, mtime: number): Promise<void>;
  function lutimes(path: string, atime: number, mtime: number): Promise<void>;
  /** All of it; EFBIG over LUTF_READ_FILE_MAX of src/limits.h. */
  function readFile(path: string, flags: number): Promise<Uint8Array>;
  function writeFile(path: string, flags: number, mode: number, bytes: Uint8Array, flush: boolean): Promise<void>;
  /** A file, or a folder with all that is in it; what is not there is no error. */
  function removeTree(path: string): Promise<void>;
  /** The first folder that was made, if any was. */
  function makeDirectories(path: string, mode: number): Promise<string | undefined>;
  function readFileSync(path: string, flags: number): Uint8Array;
  function statSync(path: string): StatValues;
  const constants: Readonly<
    Record<
      | "O_RDONLY"
      | "O_WRONLY"
      | "O_RDWR"
      | "O_CREAT"
      | "O_EXCL"
      | "O_TRUNC"
      | "O_APPEND"
      | "O_SYNC"
      | "O_DSYNC"
      | "O_DIRECT"
      | "O_DIRECTORY"
      | "O_NOFOLLOW"
      | "O_NONBLOCK"
      | "O_NOATIME"
      | "F_OK"
      | "R_OK"
      | "W_OK"
      | "X_OK"
      | "S_IFMT"
      | "S_IFREG"
      | "S_IFDIR"
      | "S_IFCHR"
      | "S_IFBLK"
      | "S_IFIFO"
      | "S_IFLNK"
      | "S_IFSOCK"
      | "COPYFILE_EXCL"
      | "COPYFILE_FICLONE"
      | "COPYFILE_FICLONE_FORCE",
      number
    >
  >;
}

/**
 * Child processes; ts/lutf/child-process.ts makes node:child_process of it. Source: src/engine/mod_process.c.
 * Each is the leader of a session of its own; all that a realm has started, and what that has started, is killed when the realm ends.
 */
declare module "lutf:process" {
  interface SpawnOptions {
    /** Looked for in PATH of env unless it has a slash. */
    file: string;
    /** From argv[0] on. */
    args: string[];
    /** "NAME=value"; undefined: our own. LUTF_TEST is added. */
    env: string[] | undefined;
    cwd: string | undefined;
    uid: number | undefined;
    gid: number | undefined;
    /** Standard input, output, error; a number is one of our own descriptors. */
    stdio: ("pipe" | "ignore" | number)[];
  }
  class Child {
    readonly pid: number;
    /** Whether there was a process to signal; group: all of its process group. */
    kill(signal: number, group: boolean): boolean;
    /** Resolves when the pipe has taken them. */
    write(bytes: Uint8Array): Promise<void>;
    /** End of file for the child, after what was written. */
    end(): void;
    /** Output is not read at first. */
    resume(fd: 1 | 2): void;
    pause(fd: 1 | 2): void;
    close(fd: 0 | 1 | 2): void;
  }
  /** onOutput: chunk undefined is the end. Throws what Node emits as "error". */
  function spawn(
    options: SpawnOptions,
    onExit: (code: number, signal: number) => void,
    onOutput: (fd: 1 | 2, chunk: Uint8Array | undefined) => void,
  ): Child;
  function kill(pid: number, signal: number): void;
  function cwd(): string;
  const pid: number;
  const signals: Readonly<{ [name: string]: number }>;
  /** LUTF_CHILD_OUTPUT_MAX of src/limits.h. */
  const outputMax: number;
}

/**
 * Requests of programs of the same user on this machine, on a Unix socket; main realm only. Requests and replies are mappings that YAML carries plainly.
 * A connection is served one request at a time; what is no request is answered with `{error: text}` without asking. Source: src/engine/mod_local_server.c.
 */
declare module "lutf:local-server" {
  interface Server {
    /** Answers request `id`; false: whoever asked is gone. Throws TypeError naming the path of what YAML cannot carry; the request still waits then. */
    reply(id: number, body: Data): boolean;
    /** Removes the socket and drops all connections. */
    close(): void;
  }
  /** The socket has mode 0600; a missing last folder is made with mode 0700. onRequest is to call reply(id, …), then or later, and not to throw. */
  function listen(path: string, onRequest: (id: number, request: Data) => void): Server;
}

/** One request to such a server. Source: src/engine/mod_local_client.c. */
declare module "lutf:local-client" {
  /** Rejects with an error of Node's form (ENOENT, ECONNREFUSED: nobody serves it; EOF: it went away). There is no time limit. */
  function request(path: string, body: Data): Promise<Data>;
}

/** This machine; ts/lutf/os.ts makes node:os of it. Source: src/engine/mod_system.c. */
declare module "lutf:system" {
  function uname(): { sysname: string; nodename: string; release: string; version: string; machine: string };
  function cpus(): { model: string; speed: number; times: { user: number; nice: number; sys: number; idle: number; irq: number } }[];
  function networkInterfaces(): {
    name: string;
    address: string;
    netmask: string;
    family: "IPv4" | "IPv6";
    mac: string;
    internal: boolean;
    scopeid?: number;
  }[];
  function userInfo(): { username: string; uid: number; gid: number; shell: string | null; homedir: string };
  function loadavg(): [number, number, number];
  function tmpdir(): string;
  function homedir(): string;
  function totalmem(): number;
  function freemem(): number;
  function uptime(): number;
  function availableParallelism(): number;
}
