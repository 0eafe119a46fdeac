import { asCode, inert } from "./inert.ts";

/** What a pull request takes from one gate, and who agreed. */
export interface GateChange {
  readonly key: string;
  readonly title: string;
  readonly what: readonly string[];
  /** Logins; of the pull request's own author with `(self-approved)`. Empty: nobody yet. */
  readonly agreed: readonly string[];
  readonly wayOut: string;
}

/** The changes of gates as markdown; empty where there are none. */
export function changesMarkdown(changes: readonly GateChange[]): string {
  if (changes.length === 0) return "";
  const lines = changes.map(({ key, title, what, agreed, wayOut }) => {
    const who = agreed.length > 0 ? `approved by ${agreed.map(inert).join(", ")}` : `→ ${inert(wayOut)}`;
    return `- ${asCode(key)} ${inert(title)}: ${inert(what.join("; "))} ${who}`;
  });
  return [
    "**This pull request deletes or weakens gates.** Until it is merged the gates of the default branch hold, and each change needs its gate's approver:",
    "",
    ...lines,
  ].join("\n");
}
