// SPDX-License-Identifier: GPL-2.0-or-later
import { expect } from "lutf";

export function run(): void {
  const target = new EventTarget();
  const heard: string[] = [];
  const listener = (event: Event): void => void heard.push(`${event.type} ${event.target === target} ${event.eventPhase}`);
  target.addEventListener("a", listener);
  target.addEventListener("a", listener);
  target.addEventListener("a", { handleEvent: () => heard.push("object") }, { once: true });
  expect(target.dispatchEvent(new Event("a"))).toBe(true);
  expect(target.dispatchEvent(new Event("a"))).toBe(true);
  expect(heard).toEqual(["a true 2", "object", "a true 2"]);
  target.removeEventListener("a", listener);
  target.dispatchEvent(new Event("a"));
  expect(heard.length).toBe(3);

  target.addEventListener("b", (event) => event.preventDefault());
  expect(target.dispatchEvent(new Event("b", { cancelable: true }))).toBe(false);
  expect(target.dispatchEvent(new Event("b"))).toBe(true);

  // One that a listener before it removes does not hear of it; one that is added meanwhile, neither.
  const late = (): void => void heard.push("late");
  target.addEventListener("c", () => {
    target.removeEventListener("c", late);
    target.addEventListener("c", () => heard.push("added"));
  });
  target.addEventListener("c", late);
  target.dispatchEvent(new Event("c"));
  expect(heard.length).toBe(3);

  target.addEventListener("d", (event) => event.stopImmediatePropagation());
  target.addEventListener("d", () => heard.push("after stop"));
  target.dispatchEvent(new Event("d"));
  expect(heard.length).toBe(3);

  const controller = new AbortController();
  target.addEventListener("e", () => heard.push("until abort"), { signal: controller.signal });
  controller.abort();
  target.dispatchEvent(new Event("e"));
  expect(heard.length).toBe(3);

  const event = new Event("f");
  target.addEventListener("f", () =>
    expect(() => target.dispatchEvent(event)).toThrow(expect.objectContaining({ name: "InvalidStateError" })),
  );
  target.dispatchEvent(event);
  expect(event.currentTarget).toBe(null);
  expect(new CustomEvent("g", { detail: { x: 1 } }).detail).toEqual({ x: 1 });
}
