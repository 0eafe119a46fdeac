import type { Hint, Problem } from "../model/problem.ts";
import { plainLine } from "../report/plain-line.ts";

/** One line per problem, as compilers write them: `docs/roadmap.md:88:3 ambiguous-reference: Cannot tell …`. */
export function describeProblems(problems: readonly Problem[], path: string): string {
  return problems.map((problem) => describe(problem, path)).join("\n");
}

/** Hints, each with the marker that makes it true, where there is one. */
export function describeHints(hints: readonly Hint[], path: string): string {
  const lines = hints.flatMap((hint) => [
    describe(hint, path),
    ...(hint.marker === "" ? [] : [`  ${plainLine(hint.marker)}`]),
  ]);
  return lines.join("\n");
}

function describe({ path, line, column, rule, message }: Problem, file: string): string {
  return `${plainLine(path ?? file)}:${line}:${column} ${rule}: ${plainLine(message)}`;
}
