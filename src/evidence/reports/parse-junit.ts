import { countIn, shown } from "./numbers.ts";
import type { XmlElement } from "./read-xml.ts";
import { readXml } from "./read-xml.ts";
import { ReportError } from "./report-error.ts";
import type { Tally } from "./tally.ts";

interface Outcome {
  failed: boolean;
  skipped: boolean;
}

/**
 * Tests by JUnit's XML, as Ant, Surefire, pytest and vitest write it: test cases are counted, not believed. Where the
 * suites themselves tell of more failures than their cases show, the larger number counts.
 */
export function parseJunit(text: string): Tally {
  let [total, failed, skipped] = [0, 0, 0];
  let toldByRoot: number | undefined;
  let toldBySuites = 0;
  let testCase: Outcome | undefined;
  readXml(text, {
    open: (element) => {
      const { name, depth } = element;
      if (depth === 0) {
        if (name !== "testsuites" && name !== "testsuite") {
          throw new ReportError(`its root is ${shown(name)}, neither "testsuites" nor "testsuite"`);
        }
        toldByRoot = failuresTold(element);
      } else if (name === "testsuite" && depth === 1) {
        toldBySuites += failuresTold(element) ?? 0;
      } else if (name === "testcase") {
        if (testCase !== undefined) throw new ReportError("a test case stands in another");
        testCase = { failed: false, skipped: false };
      } else if (testCase !== undefined) {
        if (name === "failure" || name === "error") testCase.failed = true;
        if (name === "skipped") testCase.skipped = true;
      }
    },
    close: ({ name }) => {
      if (name !== "testcase" || testCase === undefined) return;
      total += 1;
      if (testCase.failed) failed += 1;
      else if (testCase.skipped) skipped += 1;
      testCase = undefined;
    },
  });
  if (total === 0) throw new ReportError("it tells of no test");
  if (total === skipped) throw new ReportError(`it tells of ${total} tests, and each was skipped`);
  const told = Math.max(toldByRoot ?? 0, toldBySuites);
  return { kind: "tests", tool: "junit", total, failed: Math.min(total, Math.max(failed, told)), skipped };
}

function failuresTold({ attributes }: XmlElement): number | undefined {
  const told = [attributes["failures"], attributes["errors"]].filter((one) => one !== undefined);
  if (told.length === 0) return undefined;
  return told.reduce((sum, one) => sum + countIn(one, "a suite's count of failures"), 0);
}
