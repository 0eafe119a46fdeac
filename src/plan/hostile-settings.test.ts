import { beforeAll, describe, expect, it } from "vitest";
import { parseSettings } from "./parse-settings.ts";

const doubled = (depth: number): string =>
  Array.from({ length: depth }, (_, n) => `b${n}: [*b${n - 1}, *b${n - 1}]`).join("\n");

/** Settings files that reach for something else than settings (T24). */
const documents: readonly (readonly [string, string])[] = [
  ["a prototype at the top", "version: 1\n__proto__: { polluted: 1 }"],
  ["a prototype in quotes", 'version: 1\n"__proto__": { polluted: 1 }'],
  ["a prototype in escapes", 'version: 1\n"\\x5f_proto__": { polluted: 1 }'],
  ["a prototype in flow", "{ version: 1, __proto__: { polluted: 1 } }"],
  ["a prototype of releases", "version: 1\nreleases: { __proto__: { polluted: 1 } }"],
  ["a prototype of a plan", "version: 1\nplans: [{ path: a.md, __proto__: { polluted: 1 } }]"],
  ["a prototype of a gate", "version: 1\ngates: [{ match: G1, __proto__: { polluted: 1 } }]"],
  [
    "a prototype of names",
    "version: 1\nplans: [{ path: a.md, repositories: { __proto__: { polluted: a/b } } }]",
  ],
  ["a constructor", "version: 1\nconstructor: { prototype: { polluted: 1 } }"],
  ["a prototype as a key that is complex", "version: 1\n? __proto__\n: { polluted: 1 }"],
  ["a key that is a list", "version: 1\n? [__proto__]\n: { polluted: 1 }"],
  ["a merge", "version: 1\n<<: { enforcement: enforce }"],
  ["a merge of an anchor", "a: &a { polluted: 1 }\nversion: 1\n<<: *a"],
  ["a bomb of aliases", `a: &b-1 [x, x]\n${doubled(30).replace(/^b(\d+): /gm, "b$1: &b$1 ")}`],
  ["a circle of aliases", "version: 1\nplans: &a [*a]"],
  ["a script of JavaScript", "version: !!js/function 'function () { return 1 }'"],
  ["a script of Python", "version: !!python/object/apply:os.system ['id']"],
  ["a binary", "version: !!binary MQ=="],
  ["a set", "version: 1\nplans: !!set { a.md }"],
  ["a time", "version: !!timestamp 2026-01-01"],
  ["two documents", "version: 1\n---\nenforcement: enforce"],
  ["a directive", "%TAG ! tag:evil.example:\n---\nversion: 1"],
  ["the same key twice", "version: 1\nenforcement: observe\nenforcement: enforce"],
  ["the same key twice, once in quotes", 'version: 1\nenforcement: enforce\n"enforcement": observe'],
  ["a version that is a number of another kind", "version: 1.0e0\nplans: 0x10"],
  ["a version in octal", "version: 0o1\nplans: {}"],
  ["a yes that is none", "version: 1\nreleases: { redraft: yes }"],
  ["a list for a word", "version: 1\nenforcement: [enforce]"],
  ["nothing but a word", "enforce"],
  ["a colon without an end", `version: 1\n${"a: ".repeat(20_000)}`],
];

describe("parseSettings() on hostile documents", () => {
  // A write to the prototype then throws instead of passing unseen.
  beforeAll(() => void Object.freeze(Object.prototype));

  it("are 25 at least", () => {
    expect(documents.length).toBeGreaterThanOrEqual(25);
  });

  it.each(documents)("tells a problem of %s, and takes nothing of it", (_, text) => {
    const { settings, problems } = parseSettings(new TextEncoder().encode(text));

    expect(problems.length).toBeGreaterThan(0);
    expect(settings.enforcement).toBe("observe");
    expect(Reflect.get(settings, "polluted")).toBeUndefined();
    expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
