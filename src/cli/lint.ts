import { proposeCommands } from "../gates/propose-commands.ts";
import { proposeMetrics } from "../gates/propose-metrics.ts";
import { settingsProblems } from "../gates/settings-problems.ts";
import { describeHints, describeProblems } from "./describe-problems.ts";
import type { Offline } from "./offline.ts";
import { readOffline } from "./offline.ts";
import type { Told } from "./told.ts";

/**
 * `plangate lint FILE`: what is wrong in the plan and its settings, and what looks like a gate or task and was not
 * taken, with the marker that would make it one, and the settings that would let a report prove a threshold or a
 * workflow run a command. Hints alone are no failure.
 */
export async function lint(path: string, offline: Offline): Promise<Told> {
  const read = await readOffline(path, offline);
  if ("exitCode" in read) return read;
  const { parsed, settings } = read;
  const problems = [...parsed.problems, ...read.settingsProblems, ...settingsProblems(parsed.plan, settings)];
  const { plan } = parsed;
  const hints = [
    ...parsed.hints,
    ...proposeMetrics(plan, settings),
    ...proposeCommands(plan, settings),
  ].toSorted((one, other) => one.line - other.line);
  const counts = `${count(problems.length, "problem")}, ${count(hints.length, "hint")}`;
  return {
    exitCode: problems.length > 0 ? 1 : 0,
    text: [describeProblems(problems, path), describeHints(hints, path), counts]
      .filter((part) => part !== "")
      .join("\n"),
    json: { problems, hints },
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
