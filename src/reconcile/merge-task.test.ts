import { describe, expect, it } from "vitest";
import { mergePhase } from "./merge-phase.ts";
import { mergeBox, mergeTask } from "./merge-task.ts";

const conflict = expect.stringContaining("both have changed") as string;

describe("mergeTask()", () => {
  // Base, box ticked, issue → what becomes of them. Every case there is.
  it.each([
    ["open", false, "open", { base: "open" }],
    ["open", false, "done", { base: "done", tick: true }],
    ["open", false, "dropped", { base: "dropped" }],
    ["open", true, "open", { base: "done", state: "close" }],
    ["open", true, "done", { base: "done" }],
    ["open", true, "dropped", { base: undefined, conflict }],
    ["done", true, "done", { base: "done" }],
    ["done", true, "open", { base: "open", tick: false }],
    ["done", true, "dropped", { base: "dropped", tick: false }],
    ["done", false, "done", { base: "open", state: "reopen" }],
    ["done", false, "open", { base: "open" }],
    ["done", false, "dropped", { base: "dropped" }],
    ["dropped", false, "dropped", { base: "dropped" }],
    ["dropped", false, "open", { base: "open" }],
    ["dropped", false, "done", { base: "done", tick: true }],
    ["dropped", true, "dropped", { base: "dropped" }],
    ["dropped", true, "open", { base: undefined, conflict }],
    ["dropped", true, "done", { base: "done" }],
    ["removed", false, "dropped", { base: "open", state: "reopen" }],
    ["removed", false, "open", { base: "open" }],
    ["removed", false, "done", { base: "done", tick: true }],
    ["removed", true, "dropped", { base: "removed" }],
    ["removed", true, "open", { base: undefined, conflict }],
    ["removed", true, "done", { base: "done" }],
    [undefined, false, "open", { base: "open" }],
    [undefined, false, "done", { base: undefined, conflict }],
    [undefined, false, "dropped", { base: "dropped" }],
    [undefined, true, "open", { base: undefined, conflict }],
    [undefined, true, "done", { base: "done" }],
    [undefined, true, "dropped", { base: undefined, conflict }],
  ] as const)("base %s, ticked %s, issue %s", (...[base, checked, issue, expected]) => {
    expect(mergeTask(base, checked, issue)).toEqual(expected);
  });
});

describe("mergeBox()", () => {
  it.each([
    [false, undefined, { checked: false, base: false }],
    [true, undefined, { checked: true, base: true }],
    [false, { checked: false, base: "done" }, { checked: false, base: false }],
    [true, { checked: true, base: "open" }, { checked: true, base: true }],
    [true, { checked: false, base: "open" }, { checked: true, base: true }],
    [false, { checked: true, base: "open" }, { checked: true, base: true, tick: true }],
    [true, { checked: false, base: "done" }, { checked: false, base: false, tick: false }],
    [false, { checked: true, base: "done" }, { checked: false, base: false }],
  ] as const)("plan %s, body %o", (plan, body, expected) => {
    expect(mergeBox(plan, body)).toEqual(expected);
  });
});

describe("mergePhase()", () => {
  it.each([
    ["open", "complete", "open", { base: "done", state: "complete" }],
    ["open", "complete", "done", { base: "open" }],
    ["open", "complete", "dropped", { base: "open" }],
    ["open", "skipped", "open", { base: "dropped", state: "skip" }],
    ["open", "skipped", "done", { base: "open" }],
    ["open", "open", "open", { base: "open" }],
    ["open", "open", "done", { base: "open" }],
    ["open", "open", "dropped", { base: "open" }],
    ["done", "open", "done", { base: "open", state: "reopen" }],
    ["done", "open", "open", { base: "open" }],
    ["done", "open", "dropped", { base: "open" }],
    ["done", "complete", "open", { base: "done" }],
    ["done", "complete", "done", { base: "done" }],
    ["dropped", "open", "dropped", { base: "open", state: "reopen" }],
    ["dropped", "skipped", "open", { base: "dropped" }],
    ["removed", "open", "dropped", { base: "open", state: "reopen" }],
    ["open", undefined, "done", { base: "open" }],
    ["done", undefined, "open", { base: "done" }],
    [undefined, "complete", "open", { base: undefined }],
  ] as const)("base %s, phase %s, issue %s", (...[base, phase, issue, expected]) => {
    expect(mergePhase(base, phase, issue)).toEqual(expected);
  });
});
