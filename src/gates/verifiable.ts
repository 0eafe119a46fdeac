import type { Criterion, Gate, Plan } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { proofOf } from "./approvers.ts";

/** A line of a gate whose command proves it, unless settings name something else that does. */
export interface Verifiable {
  readonly gate: Gate;
  readonly criterion: Criterion;
  readonly command: string;
  /** True where settings allow that very text to be run. */
  readonly isAllowed: boolean;
}

/** Every line of a plan that its own command could prove. */
export function verifiable(plan: Plan, settings: Settings): readonly Verifiable[] {
  return plan.gates.flatMap((gate) =>
    gate.criteria.flatMap((criterion): readonly Verifiable[] => {
      const command = commandOf(criterion);
      if (command === undefined || isProvedBySettings(settings, gate, criterion)) return [];
      return [{ gate, criterion, command, isAllowed: isAllowed(settings, command) }];
    }),
  );
}

/** The command that settings allow to prove a line; undefined where nothing, or something else, does. */
export function provingCommand(settings: Settings, gate: Gate, criterion: Criterion): string | undefined {
  const command = commandOf(criterion);
  if (command === undefined || isProvedBySettings(settings, gate, criterion)) return undefined;
  return isAllowed(settings, command) ? command : undefined;
}

/** Tags are counted better than by a command: in the repository itself. */
function commandOf({ kind, command }: Criterion): string | undefined {
  return kind === "command" ? command?.trim() : undefined;
}

/** True where settings name a check, a file or a metric that proves a line: then nothing else does. */
export function isProvedBySettings(settings: Settings, gate: Gate, criterion: Criterion): boolean {
  const proof = proofOf(settings, gate, criterion);
  return proof?.check !== undefined || proof?.file !== undefined || proof?.metrics !== undefined;
}

function isAllowed({ verify }: Settings, command: string): boolean {
  return verify.commands.includes(command);
}
