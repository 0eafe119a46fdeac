import type { Plan } from "../model/plan.ts";
import type { Hint } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { quoted } from "./answer.ts";
import { expectationOf } from "./expectation.ts";
import { verifiable } from "./verifiable.ts";

/**
 * Lines that a workflow could prove by their command, were it allowed, each with the entry in the settings that would
 * allow it. Where the line expects what no output shows, there is nothing to propose.
 */
export function proposeCommands(plan: Plan, settings: Settings): readonly Hint[] {
  return verifiable(plan, settings).flatMap(({ criterion, command, isAllowed }): readonly Hint[] => {
    if (isAllowed || expectationOf(criterion).kind === "unclear") return [];
    const { key, text, line, column } = criterion;
    const message = `${key} ${quoted(text)} has a command: a workflow can prove it where the settings allow that`;
    const marker = `verify: { commands: [${JSON.stringify(command)}] }`;
    return [{ line, column, rule: "command-in-settings", message, marker }];
  });
}
