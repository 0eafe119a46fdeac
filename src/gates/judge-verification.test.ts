import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Criterion } from "../model/plan.ts";
import type { Verification, VerificationEnd } from "../model/verification.ts";
import { criterionOf } from "../../test/shared/criterion-of.ts";
import { judgeVerification } from "./judge-verification.ts";

const exited = (code: number): VerificationEnd => ({ kind: "exited", code });

/** The line as the plan would have it: its command, then what is expected of it. */
const line = (expectation: string): Criterion =>
  criterionOf(`\`./verify.sh all\`${expectation === "" ? "" : ` ${expectation}`}`);

const did = (output: string, more: Partial<Verification> = {}): Omit<Verification, "command"> => ({
  end: exited(0),
  output,
  isCut: false,
  ...more,
});

describe("judgeVerification()", () => {
  it.each<[expectation: string, output: string, reason: string]>([
    ["", "", "its command ended with 0"],
    ["passes.", "12 failed", "its command ended with 0"],
    ["succeeds", "", "its command ended with 0"],
    ["must pass with zero errors", "Success: no issues found in 5 source files", "its command ended with 0"],
    ["exits with code 0", "", "its command ended with 0"],
    ["should show 13 tags", "13\n", "its command shows 13, asked is = 13"],
    ["should show 13 tags", "  13  \n\n", "its command shows 13, asked is = 13"],
    ["should show at least 13 files", "counting\n14\n", "its command shows 14, asked is ≥ 13"],
    ["returns 0", "0\n", "its command shows 0, asked is = 0"],
    ["is < 500 ms", "0.45 s\n", "its command shows 0.45 s, asked is < 500 ms"],
    ["must be ≥80% overall", "TOTAL\n80%\n", "its command shows 80 %, asked is ≥ 80 %"],
    [
      "zero errors, <10 warnings",
      "✖ 3 problems (0 errors, 3 warnings)\n",
      "its command shows 0 errors, asked is = 0 errors; its command shows 3 warnings, asked is < 10 warnings",
    ],
    ["zero errors", "0\n", "its command shows 0 errors, asked is = 0 errors"],
    [
      "no vulnerabilities",
      "0 vulnerabilities\n",
      "its command shows 0 vulnerabilities, asked is = 0 vulnerabilities",
    ],
    ['should print "all good"', "looking\nall good\n", 'its command shows "all good"'],
  ])("%j holds of a command that ends with 0 and prints %j", (expectation, output, reason) => {
    expect(judgeVerification(line(expectation), did(output))).toEqual({ holds: true, reason });
  });

  it.each<[expectation: string, output: string, reason: string]>([
    ["should show 13 tags", "12\n", "its command shows 12, asked is = 13"],
    ["should show 13 tags", "", "its command shows no single number, asked is = 13"],
    ["should show 13 tags", "13 14\n", "its command shows no single number, asked is = 13"],
    ["should show 13 tags", "1e1\n", "its command shows no single number, asked is = 13"],
    ["should show 13 tags", "NaN\n", "its command shows no single number, asked is = 13"],
    ["should show 13 tags", "-13\n", "its command shows no single number, asked is = 13"],
    ["should show 13 tags", "13 %\n", "its command shows 13 % and = 13 is asked: the two cannot be compared"],
    ["must be ≥80% overall", "80\n", "its command shows 80 and ≥ 80 % is asked: the two cannot be compared"],
    [
      "zero errors, <10 warnings",
      "All checks passed!\n",
      "its command shows no single number of errors, asked is = 0 errors",
    ],
    [
      "zero errors, <10 warnings",
      "0 errors\n3 errors\n1 warning\n",
      "its command shows no single number of errors, asked is = 0 errors",
    ],
    [
      "no vulnerabilities",
      "1 vulnerability\n",
      "its command shows 1 vulnerabilities, asked is = 0 vulnerabilities",
    ],
    ["zero errors", "3 errors\n0\n", "its command shows no single number of errors, asked is = 0 errors"],
    [
      "zero errors, <10 warnings",
      "0 errors, 10 warnings\n",
      "its command shows 10 warnings, asked is < 10 warnings",
    ],
    [
      'should print "all good"',
      "not all good\n",
      'its command does not show "all good" on a line of its own',
    ],
    [
      "no regression >5% from baseline",
      "1%\n",
      'its command ended with 0, and "no regression >5% from baseline" cannot be compared with what it shows',
    ],
    [
      "works on the staging cluster",
      "yes\n",
      'its command ended with 0, and "works on the staging cluster" cannot be compared with what it shows',
    ],
  ])("%j does not hold of a command that ends with 0 and prints %j", (expectation, output, reason) => {
    expect(judgeVerification(line(expectation), did(output))).toEqual({ holds: false, reason });
  });

  it.each<[VerificationEnd, string]>([
    [exited(1), "its command ended with 1, asked is 0"],
    [{ kind: "killed", signal: "SIGSEGV" }, "its command was ended by SIGSEGV"],
    [{ kind: "timed-out", seconds: 120 }, "its command did not end in 120 seconds"],
    [{ kind: "flooded" }, "its command printed more than is read"],
    [{ kind: "not-started" }, "its command was not started: the time for all of them was used up"],
  ])("nothing holds of a command that ended otherwise: %j", (end, reason) => {
    for (const expectation of ["", "passes", "should show 13 tags", 'prints "ok"']) {
      expect(judgeVerification(line(expectation), did("ok\n13\n", { end }))).toEqual({
        holds: false,
        reason,
      });
    }
  });

  it("takes the ending that is asked for, and no other", () => {
    const criterion = line("exits with code 3");

    expect(judgeVerification(criterion, did("", { end: exited(3) })).holds).toBe(true);
    expect(judgeVerification(criterion, did("")).reason).toBe("its command ended with 0, asked is 3");
  });

  it("reads no number before a unit where the beginning of the output is not there", () => {
    const criterion = line("zero errors");

    expect(judgeVerification(criterion, did("found 0 errors in all")).holds).toBe(true);
    expect(judgeVerification(criterion, did("found 0 errors in all", { isCut: true })).holds).toBe(false);
  });

  it("reads no line that has lost its beginning", () => {
    const cut = { isCut: true };

    expect(judgeVerification(line("should show 13 tags"), did("13\n", cut)).holds).toBe(false);
    expect(judgeVerification(line("should show 13 tags"), did("12\n13\n", cut)).holds).toBe(true);
    expect(judgeVerification(line('prints "ok"'), did("ok", cut)).holds).toBe(false);
  });

  it("is opened by nothing that is taken away from what a command printed", () => {
    const expectations = ["should show 13 tags", "zero errors, <10 warnings", 'prints "ok"', "is < 500 ms"];
    const pieces = ["13", "ok", "0 errors", "3 warnings", "12", " ", "\n", "450 ms", "1", "9 errors", "not "];

    fc.assert(
      fc.property(
        fc.constantFrom(...expectations),
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
        fc.nat(),
        (expectation, printed, from) => {
          const output = printed.join("");
          const whole = judgeVerification(line(expectation), did(output));
          const kept = output.slice(1 + (from % (output.length + 1)));
          const rest = judgeVerification(line(expectation), did(kept, { isCut: true }));

          expect(rest.holds && !whole.holds).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("several things asked at once hold only where each says that it succeeds", () => {
    const criterion = { expectation: "all pass; succeeds" };

    expect(judgeVerification(criterion, did("")).holds).toBe(true);
    expect(judgeVerification({ expectation: "all pass; clean" }, did("")).holds).toBe(false);
  });
});
