// SPDX-License-Identifier: GPL-2.0-or-later
import { expect } from "lutf";
import { basename, dirname, extname, isAbsolute, join, normalize, parse, relative, resolve } from "lutf/path";

export function run(): void {
  expect(join("/a", "..", "b", "./c\\d")).toBe("/b/c\\d");
  expect(resolve("/a/b", "../c")).toBe("/a/c");
  expect(isAbsolute(resolve("x"))).toBe(true);
  expect(resolve("x").endsWith("/x")).toBe(true);
  expect(relative("/a/b/c", "/a/d")).toBe("../../d");
  expect(relative("a", "a/b")).toBe("b");
  expect(normalize("a//b/../c/")).toBe("a/c/");
  expect([basename("/a/b.ts", ".ts"), dirname("/a/b.ts"), extname("b.d.ts")]).toEqual(["b", "/a", ".ts"]);
  expect(parse("/a/b.ts")).toEqual({ root: "/", dir: "/a", base: "b.ts", ext: ".ts", name: "b" });
}
