import type { ParsedPlan } from "../../src/model/plan.ts";
import type { PlanEdit } from "../../src/model/plan-edit.ts";
import { checkLimits } from "../../src/plan/check-limits.ts";
import { editPlan } from "../../src/plan/edit-plan.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { verifyEdit } from "../../src/plan/verify-edit.ts";
import { boxesOf, boxTokensOf } from "../read-boxes.ts";
import { generatePlan } from "./generate-plan.ts";
import type { Random } from "./random.ts";
import { randomOf } from "./random.ts";

/** One generated document that was not read or edited as promised. */
export interface FuzzFailure {
  readonly seed: number;
  readonly reason: string;
  /** The document, as a JSON string of its decoded text. */
  readonly document: string;
}

/** Longer than this, in its own time on the processor, and the reader hangs. */
const runMsMax = 2_000;

/** Reads and edits the document of one seed; undefined where all went as promised. */
export function fuzzOnce(seed: number, samples: readonly Uint8Array[]): FuzzFailure | undefined {
  const bytes = generatePlan(seed, samples);
  const started = process.threadCpuUsage();
  const reason = reasonOf(() => flawIn(bytes, randomOf(seed + 1)));
  const { user, system } = process.threadCpuUsage(started);
  const tookMs = (user + system) / 1_000;
  const flaw = reason ?? (tookMs > runMsMax ? `it took ${Math.round(tookMs)} ms` : undefined);
  return flaw === undefined
    ? undefined
    : {
        seed,
        reason: flaw,
        document: JSON.stringify(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)),
      };
}

function reasonOf(check: () => string | undefined): string | undefined {
  try {
    return check();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function flawIn(bytes: Uint8Array, random: Random): string | undefined {
  if (checkLimits(bytes).length > 0) return undefined;
  const parsed = parsePlan(bytes);
  const found = JSON.stringify(boxesOf(parsed));
  const expected = JSON.stringify(boxTokensOf(bytes));
  if (found !== expected) return `the boxes are ${expected}, and ${found} were found`;
  return random.once(2) ? flawInEdit(bytes, parsed, someEdits(bytes, parsed, random)) : undefined;
}

const link = " ([#12](https://github.com/octo/plans/issues/12))";

/** A tick of one box and a link at one place, where there are any. */
function someEdits(bytes: Uint8Array, parsed: ParsedPlan, random: Random): readonly PlanEdit[] {
  // A box that is broken over two lines is read, and refused.
  const boxes = boxesOf(parsed).filter(({ boxOffset }) => bytes[boxOffset] !== 13 && bytes[boxOffset] !== 10);
  const free = parsed.plan.tasks.filter((task) => task.link === undefined && task.linkOffset !== undefined);
  const edits: PlanEdit[] = [];
  if (boxes.length > 0) {
    const { line, boxOffset, checked } = random.pick(boxes);
    edits.push({ kind: "tick", line, boxOffset, checked: !checked });
  }
  if (free.length > 0) {
    const { line, linkOffset = 0 } = random.pick(free);
    edits.push({ kind: "link", line, offset: linkOffset, text: link });
  }
  return edits;
}

function flawInEdit(bytes: Uint8Array, parsed: ParsedPlan, edits: readonly PlanEdit[]): string | undefined {
  const edited = editPlan(bytes, edits);
  const [refusal] = edited.problems;
  if (refusal !== undefined) return `${JSON.stringify(edits)} is refused: ${refusal.message}`;
  const [problem] = verifyEdit(parsed, parsePlan(edited.bytes), edits);
  return problem === undefined
    ? undefined
    : `${JSON.stringify(edits)} goes wrong on line ${problem.line}: ${problem.message}`;
}
