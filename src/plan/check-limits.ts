import type { ParsedPlan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { decodePlan } from "./decode-plan.ts";
import { scanNesting } from "./scan-nesting.ts";

/** What a plan may be at most; beyond it is refused with a problem, never cut. */
export const planLimits = { bytesMax: 1_048_576, linesMax: 20_000, tasksMax: 5_000, nestingMax: 32 } as const;

/**
 * The limits that can be told before parsing, in linear time: size, lines and nesting. A plan with a problem here must
 * not be parsed: the parser's stack and time are not safe from it. Text within the limits can still make the parser
 * slow (thousands of unmatched `*` or `<!--` in one paragraph); that is left to the parser's deadline, because a
 * count of marks would refuse honest plans as well.
 */
export function checkLimits(bytes: Uint8Array): readonly Problem[] {
  if (bytes.length > planLimits.bytesMax) {
    return [beyond("plan-bytes", { line: 1, column: 1 }, wordsOfBytes(bytes.length))];
  }

  const lines = decodePlan(bytes).text.split(/\r\n|\n|\r/);
  const problems: Problem[] = [];
  if (lineCount(lines) > planLimits.linesMax) {
    const place = { line: planLimits.linesMax + 1, column: 1 };
    problems.push(beyond("plan-lines", place, wordsOfLines(lineCount(lines))));
  }
  const { depth, line, column } = scanNesting(lines, planLimits.nestingMax);
  if (depth > planLimits.nestingMax) problems.push(beyond("plan-nesting", { line, column }, wordsOfNesting));
  return problems;
}

/** The limit that only parsing can tell, because a box in a code block is none: the number of boxes. */
export function checkTaskCount(parsed: ParsedPlan): readonly Problem[] {
  const criteria = parsed.plan.gates.flatMap((gate) => gate.criteria).filter((one) => one.checked !== null);
  const lines = [...parsed.plan.tasks, ...criteria].map((box) => box.line).sort((a, b) => a - b);
  const first = lines[planLimits.tasksMax];
  return first === undefined
    ? []
    : [beyond("plan-tasks", { line: first, column: 1 }, wordsOfTasks(lines.length))];
}

/** Lines as an editor counts them: a last line end begins no line. */
function lineCount(lines: readonly string[]): number {
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
}

function beyond(rule: string, place: { line: number; column: number }, words: string): Problem {
  return { ...place, rule, message: `Cannot read the plan: ${words}` };
}

const numbers = new Intl.NumberFormat("en");

function wordsOfBytes(count: number): string {
  const limit = numbers.format(planLimits.bytesMax);
  return `it is ${numbers.format(count)} bytes long and the limit is ${limit}: split it into several plans`;
}

function wordsOfLines(count: number): string {
  const limit = numbers.format(planLimits.linesMax);
  return `it has ${numbers.format(count)} lines and the limit is ${limit}: split it into several plans`;
}

function wordsOfTasks(count: number): string {
  const limit = numbers.format(planLimits.tasksMax);
  return `it has ${numbers.format(count)} tasks and the limit is ${limit}: split it into several plans`;
}

const wordsOfNesting =
  `lists and quotes stand more than ${planLimits.nestingMax} deep in each other here, which is the limit: ` +
  "move the inner ones out, or put the text into a code block";
