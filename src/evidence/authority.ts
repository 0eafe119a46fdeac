import { type Command, isAtLeast, type Role } from "../model/statement.ts";

/** One row of the published table (docs/commands.md). */
export interface Authority {
  /** Least role on the plan's home repository. */
  readonly least: Role;
  /** Least role of somebody whom the settings or the plan name as approver. */
  readonly leastNamed: Role;
  /** Whether it counts from the author of the work, and is then shown as self-made. */
  readonly selfAllowed: boolean;
}

/** Who may say what. */
export const authorities: Readonly<Record<Command["kind"], Authority>> = {
  approve: { least: "maintain", leastNamed: "read", selfAllowed: true },
  attest: { least: "maintain", leastNamed: "read", selfAllowed: true },
  decide: { least: "maintain", leastNamed: "read", selfAllowed: true },
  waive: { least: "maintain", leastNamed: "maintain", selfAllowed: false },
  revoke: { least: "read", leastNamed: "read", selfAllowed: true },
  release: { least: "maintain", leastNamed: "maintain", selfAllowed: true },
  confirm: { least: "maintain", leastNamed: "maintain", selfAllowed: true },
  recheck: { least: "triage", leastNamed: "triage", selfAllowed: true },
  help: { least: "read", leastNamed: "read", selfAllowed: true },
};

/** The speaker, as read from GitHub when it was decided. */
export interface Speaker {
  /** Undefined where GitHub could not be asked. */
  readonly role: Role | undefined;
  readonly kind: "user" | "bot";
  /** Approvers of what the command speaks to were named, and this is one (`true`) or is not (`false`). */
  readonly named?: boolean;
  /** The speaker made what it speaks to. */
  readonly author?: boolean;
  /** Nobody else could say it: the only maintainer there is. */
  readonly alone?: boolean;
}

export type Permission =
  /** `self`: shown as self-made. */
  | { readonly kind: "allowed"; readonly self: boolean }
  | { readonly kind: "refused"; readonly reason: string; readonly wayOut: string };

/** Whether a speaker may give a command. Unknown is no. */
export function mayCommand(command: Command["kind"], speaker: Speaker): Permission {
  const authority = authorities[command];
  if (speaker.kind === "bot") return refused("bots give no commands", "a person has to say it");
  if (speaker.role === undefined) {
    return refused("your permission could not be read from GitHub", "say it again in a new comment");
  }
  if (speaker.named === false && isStatement(command) && command !== "revoke" && command !== "waive") {
    return refused("others are named as its approvers", "one of them has to say it");
  }
  const least = speaker.named === true ? authority.leastNamed : authority.least;
  if (!isAtLeast(speaker.role, least)) {
    const has = speaker.role === "none" ? "you have none" : `yours is "${speaker.role}"`;
    return refused(
      `it needs the role "${least}" on the plan's repository: ${has}`,
      `somebody who has it has to say it`,
    );
  }
  const self = speaker.author === true;
  if (self && !authority.selfAllowed && speaker.alone !== true) {
    return refused("it is about your own work", "a second person has to say it");
  }
  return { kind: "allowed", self };
}

/** True for what is said to a gate or decision, and derived anew from the comments each time. */
function isStatement(
  command: Command["kind"],
): command is "approve" | "attest" | "decide" | "waive" | "revoke" {
  switch (command) {
    case "approve":
    case "attest":
    case "decide":
    case "waive":
    case "revoke":
      return true;
    case "release":
    case "confirm":
    case "recheck":
    case "help":
      return false;
  }
}

function refused(reason: string, wayOut: string): Permission {
  return { kind: "refused", reason, wayOut };
}
