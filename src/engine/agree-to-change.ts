import type { Command } from "../model/statement.ts";
import type { Answering, ChangeOn } from "./gather-answering.ts";
import type { Objection } from "./hear-pull-requests.ts";
import type { UnansweredHere } from "./listen.ts";

/**
 * The change that an approval on a pull request speaks of: there it agrees to what the pull request makes of the gate,
 * and opens nothing. Undefined where the gate stays as it is, and is approved itself.
 */
export function changeMeant(
  command: Command,
  { on }: Pick<UnansweredHere, "on">,
  { changes }: Answering,
): ChangeOn | undefined {
  if (command.kind !== "approve" || on?.head === undefined) return undefined;
  const change = changes?.get(on.pullRequest.number);
  const key = command.gate.toLowerCase();
  return change?.weakenings.some((one) => one.key.toLowerCase() === key) === true ? change : undefined;
}

/** True while nobody can have seen what is approved: it is answered when the check shows it. */
export function isTooEarly(one: UnansweredHere, answering: Answering): boolean {
  return one.commands.some((command) => {
    const change = changeMeant(command, one, answering);
    return change !== undefined && change.shownAt === undefined;
  });
}

/** Who approves has seen the change: what was said before the check showed this commit speaks of another. */
export function objectionToSight(
  { shownAt }: ChangeOn,
  { createdAt }: { readonly createdAt: string },
): Objection | undefined {
  if (shownAt !== undefined && Date.parse(createdAt) >= Date.parse(shownAt)) return undefined;
  return {
    reason: "the pull request was pushed to since",
    wayOut: "look at its check `plangate` and say it again",
  };
}
