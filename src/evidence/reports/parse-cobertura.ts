import { numberIn, countIn, shown } from "./numbers.ts";
import { readXml } from "./read-xml.ts";
import { ReportError } from "./report-error.ts";
import type { Share, Tally } from "./tally.ts";

/** Parts of a rate where a report gives no counts: its rates have four digits. */
const rateParts = 10_000;

/** Coverage by Cobertura's `coverage-04.dtd`: the root's `lines-covered` of `lines-valid`, or its `line-rate`. */
export function parseCobertura(text: string): Tally {
  let root: Readonly<Record<string, string>> | undefined;
  readXml(text, {
    open: ({ name, attributes, depth }) => {
      if (depth > 0) return;
      if (name !== "coverage") throw new ReportError(`its root is ${shown(name)}, not "coverage"`);
      root = attributes;
    },
    close: () => undefined,
  });
  if (root === undefined) throw new ReportError("it is empty");
  const lines = shareOf(root, "line", "lines");
  if (lines === undefined) throw new ReportError("it has neither lines-valid nor line-rate");
  if (lines.whole === 0) throw new ReportError("it tells of no line");
  const branches = shareOf(root, "branch", "branches");
  return {
    kind: "coverage",
    tool: "cobertura",
    lines,
    ...(branches === undefined || branches.whole === 0 ? {} : { branches }),
  };
}

function shareOf(root: Readonly<Record<string, string>>, one: string, many: string): Share | undefined {
  const [covered, valid] = [root[`${many}-covered`], root[`${many}-valid`]];
  if (covered !== undefined || valid !== undefined) {
    const part = countIn(covered, `${many}-covered`);
    const whole = countIn(valid, `${many}-valid`);
    if (part > whole) throw new ReportError(`${many}-covered is ${part}, more than ${many}-valid, ${whole}`);
    return { part, whole };
  }
  const rate = root[`${one}-rate`];
  if (rate === undefined) return undefined;
  const share = numberIn(rate);
  if (share === undefined || share < 0 || share > 1) {
    throw new ReportError(`${one}-rate is ${shown(rate)}, no number from 0 to 1`);
  }
  return { part: share * rateParts, whole: rateParts };
}
