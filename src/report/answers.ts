import type { Problem } from "../model/problem.ts";
import type { Command, Role } from "../model/statement.ts";

/**
 * What plangate has to say to one command. Nothing that a person wrote in their own words is repeated: the comment
 * that is answered stands above.
 */
export type Answer =
  /** Accepted. `self`: the speaker's own work. `now`: what the gate says with it, where it is known. */
  | {
      readonly kind: "accepted";
      readonly command: Command;
      readonly self?: boolean;
      readonly now?: string;
      /** The commit at which a change of the gate is approved, and not the gate. */
      readonly head?: string;
    }
  | { readonly kind: "refused"; readonly command: Command; readonly reason: string; readonly wayOut: string }
  /** Lines that are no command; then none of the comment counts. */
  | { readonly kind: "unreadable"; readonly problems: readonly Problem[] }
  /** The comment was changed after it was made. */
  | { readonly kind: "edited" }
  | { readonly kind: "help"; readonly rows: readonly HelpRow[] };

/** One row of the help table. */
interface HelpRow {
  readonly form: string;
  readonly least: Role;
  readonly selfAllowed: boolean;
}

/**
 * The text of an answer, without its markers. No line of it begins with a slash or an at sign, and no text of others
 * is in it, so that no other bot takes it for a command.
 */
export function describeAnswers(answers: readonly Answer[]): string {
  return answers.map(describeAnswer).join("\n\n");
}

/** The note on a plan's issue that leads to statements made on a pull request. */
export function describeHeard(pullRequest: number): string {
  return `Statements to this plan were made on #${pullRequest}. What plangate accepted there counts, also when the pull request is closed; without this comment it would be forgotten then.`;
}

function describeAnswer(answer: Answer): string {
  switch (answer.kind) {
    case "accepted":
      return describeAccepted(answer);
    case "refused":
      return `Not done: ${quoteCommand(answer.command)} is refused, because ${answer.reason}. To go on: ${answer.wayOut}.`;
    case "unreadable":
      return [
        "Nothing of this comment counts, as not every command in it can be read:",
        "",
        ...answer.problems.map(({ line, message }) => `- line ${line}: ${message}`),
      ].join("\n");
    case "edited":
      return "Nothing of this comment counts, as it was edited: say it again in a new comment.";
    case "help":
      return describeHelp(answer.rows);
  }
}

function describeAccepted(answer: Extract<Answer, { kind: "accepted" }>): string {
  const { command, self, now, head } = answer;
  if (head !== undefined && command.kind === "approve") {
    return `Approval of what this pull request makes of ${code(command.gate)} noted, at commit ${head.slice(0, 12)}. A push to it needs a new one. It opens no gate.`;
  }
  const own = self === true ? " It is shown as self-made." : "";
  const state = now === undefined ? "" : ` ${now}`;
  return `${describeEffect(command)}${own}${state}`;
}

function describeEffect(command: Command): string {
  switch (command.kind) {
    case "approve":
      return `Approval of ${code(command.gate)} noted. It holds while the gate's words stay as they are.`;
    case "attest":
      return `Attestation of ${code(command.gate)} noted. It holds while its words stay as they are.`;
    case "decide":
      return `Decision ${code(command.decision)} noted as ${code(command.option)}. A later one replaces it.`;
    case "waive":
      return `Waiver of ${code(command.gate)} noted, through ${command.until} (UTC). It is listed with the release.`;
    case "revoke":
      return `Taken back: what was said to ${code(command.gate)} before does not count any more.`;
    case "release":
      return `Release ${code(command.version)} asked for: its check and its issue say how it goes.`;
    case "confirm":
      return "Confirmed: the changes that waited for a person are made with the next round.";
    case "recheck":
      return "Everything is read anew.";
    case "help":
      return "These are the commands.";
  }
}

function describeHelp(rows: readonly HelpRow[]): string {
  return [
    "A command stands on a line of its own in a new comment, from the first column, in plain text.",
    "",
    "| command | least role | on own work |",
    "| --- | --- | --- |",
    ...rows.map(({ form, least, selfAllowed }) => {
      return `| ${code(form)} | ${least} | ${selfAllowed ? "yes, and shown" : "no"} |`;
    }),
    "",
    "Where the settings or the plan name approvers of a gate, they approve, attest and decide, and nobody else.",
  ].join("\n");
}

function quoteCommand(command: Command): string {
  const subject = subjectOf(command);
  return code(subject === undefined ? command.kind : `${command.kind} ${subject}`);
}

function subjectOf(command: Command): string | undefined {
  switch (command.kind) {
    case "approve":
    case "attest":
    case "waive":
    case "revoke":
      return command.gate;
    case "decide":
      return command.decision;
    case "release":
      return command.version;
    case "confirm":
    case "recheck":
    case "help":
      return undefined;
  }
}

/** Keys, versions and forms hold no backtick. */
function code(text: string): string {
  return `\`${text}\``;
}
