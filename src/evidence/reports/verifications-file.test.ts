import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verification } from "../../model/verification.ts";
import { parseVerificationsFile, printVerifications } from "./verifications-file.ts";

const passed: Verification = {
  command: "make\nmake test",
  end: { kind: "exited", code: 0 },
  output: "ok",
  isCut: false,
};

const parse = (text: string) => parseVerificationsFile(new TextEncoder().encode(text));
/** The file of one command, with some of its fields as given. */
const fileOf = (entry: object): string =>
  JSON.stringify({ version: 1, verifications: [{ ...passed, ...entry }] });

describe("parseVerificationsFile()", () => {
  it("reads back what printVerifications() writes", () => {
    const verifications: readonly Verification[] = [
      passed,
      { ...passed, command: "a", end: { kind: "killed", signal: "SIGKILL" } },
      { ...passed, command: "b", end: { kind: "timed-out", seconds: 120 }, isCut: true },
      { ...passed, command: "c", end: { kind: "flooded" } },
      { ...passed, command: "d", end: { kind: "not-started" } },
    ];

    expect(parse(printVerifications(verifications))).toEqual({ verifications });
    expect(parse(printVerifications([]))).toEqual({ verifications: [] });
  });

  it("gives a reason, or verifications that print to the same again, for 10,000 broken files", () => {
    const text = printVerifications([
      passed,
      { ...passed, command: "b", end: { kind: "timed-out", seconds: 120 }, isCut: true },
    ]);
    const breaks = ['"', "{", "}", "[", ",", ":", "\\u", "-", "1e999", "NaN", "\0", "__proto__", "null", ""];
    let refused = 0;

    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.constantFrom(...breaks), (at, length, broken) => {
        const file = parse(text.slice(0, at) + broken + text.slice(at + length));
        refused += "reason" in file ? 1 : 0;
        const again = "reason" in file ? file : parse(printVerifications(file.verifications));

        expect(again).toEqual(file);
      }),
      { numRuns: 10_000 },
    );

    expect(refused).toBeGreaterThan(0);
    expect(Reflect.ownKeys(Object.prototype)).not.toContain("polluted");
  });

  it.each([
    ["", "the report is cut off: its JSON does not end"],
    ["{}", "it is not of version 1"],
    ['{"version":1}', "a list is missing"],
    [fileOf({ run: 7 }), "an entry has not just command, end, output, isCut"],
    [fileOf({ end: { kind: "passed" } }), "an entry does not say how its command ended"],
    [fileOf({ end: "exited" }), "an entry does not say how its command ended"],
    [fileOf({ end: { kind: "exited" } }), "an entry has not just kind, code"],
    [fileOf({ end: { kind: "exited", code: -1 } }), "a number is missing or none"],
    [fileOf({ end: { kind: "exited", code: "0" } }), "a number is missing or none"],
    [fileOf({ isCut: "no" }), "an entry does not say whether its output is whole"],
    [fileOf({ output: "x".repeat(4_001) }), "a text is missing or too long"],
    [
      JSON.stringify({ version: 1, verifications: [passed, { ...passed, output: "" }] }),
      "it has a command twice",
    ],
    [
      `{"version":1,"verifications":[],"verifications":[]}`,
      expect.stringContaining("verifications") as string,
    ],
  ])("takes nothing of %j", (text, reason) => {
    expect(parse(text)).toEqual({ reason });
  });
});
