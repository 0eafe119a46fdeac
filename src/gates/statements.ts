import { kindOfMoment } from "../model/moment.ts";
import type { Known } from "../model/known.ts";
import { unknown } from "../model/known.ts";
import type { Approval, Gate } from "../model/plan.ts";
import type { Statement } from "../model/statement.ts";
import { isAtLeast } from "../model/statement.ts";
import type { EvidenceLink } from "../model/verdict.ts";
import { describeApprovers, isAuthor, maySpeak } from "./approvers.ts";
import type { Answer } from "./answer.ts";
import { pass, pending } from "./answer.ts";
import type { Case } from "./case.ts";

/** What people are asked to say. */
export interface Ask {
  readonly kinds: readonly Statement["kind"][];
  /** Every key a statement may name to speak to this. */
  readonly subjects: readonly string[];
  /** The wording a statement must have been said to. */
  readonly wording: string;
  /** As `wording`, of the commit's files; absent where they do not matter. */
  readonly tree?: Known<string>;
  readonly approval: Approval;
  /** `approved`, `attested`. */
  readonly verb: string;
  readonly wayOut: string;
}

/** Whether enough people said it, who may, to these very words, and did not take it back. */
export function answerOfPeople(on: Case, ask: Ask): Answer {
  const { statements, authors } = on.evidence;
  if (statements.kind === "unknown") return pending(statements.reason, ask.wayOut);
  const { heard, left } = hear(statements.value, ask);
  if (ask.approval.otherThanAuthor && authors?.kind !== "known") {
    const why = authors === undefined ? "" : `: ${authors.reason}`;
    return pending(`cannot tell whose work it is, and its author does not count${why}`, ask.wayOut);
  }
  const makers = authors?.kind === "known" ? authors.value : [];
  const counted = ask.approval.otherThanAuthor ? heard.filter(({ by }) => !isAuthor(by, makers)) : heard;
  const needed = Math.max(1, ask.approval.count);
  if (counted.length >= needed) {
    const names = counted.map(({ by }) =>
      isAuthor(by, makers) ? `${by.login} (self-${ask.verb})` : by.login,
    );
    return pass(`${ask.verb} by ${names.join(", ")}`, counted.map(linkTo));
  }
  return pending(describeWait({ ask, counted, heard, left }), ask.wayOut);
}

/** What a statement to a gate is bound to besides its words: before a tag, the commit's files. */
export function filesOf(on: Pick<Case, "evidence">, gate: Pick<Gate, "before">): Pick<Ask, "tree"> {
  if (!isBoundToFiles(gate)) return {};
  return { tree: on.evidence.tree ?? unknown("they were not read") };
}

export function isBoundToFiles({ before }: Pick<Gate, "before">): boolean {
  return before.some((moment) => kindOfMoment(moment) === "tag");
}

interface Hearing {
  /** The latest word of each person that counts. */
  readonly heard: readonly Statement[];
  /** Why others do not count. */
  readonly left: readonly string[];
}

/** Sorts out who was heard. A later `revoke` takes back everything said before it to the same subject. */
export function hear(
  statements: readonly Statement[],
  ask: Pick<Ask, "kinds" | "subjects" | "wording" | "tree" | "approval">,
): Hearing {
  const subjects = new Set(ask.subjects.map((subject) => subject.toLowerCase()));
  const spoken = statements.filter((statement) => subjects.has(statement.subject.toLowerCase()));
  const revokes = spoken.filter((statement) => statement.kind === "revoke");
  const latest = new Map<number, Statement>();
  const left: string[] = [];
  for (const statement of spoken.filter(({ kind }) => ask.kinds.includes(kind)).sort(byTime)) {
    const login = statement.by.login;
    const revoke = revokes.find(
      (later) => byTime(statement, later) < 0 && mayRevoke(later, statement, ask.approval),
    );
    if (revoke !== undefined) left.push(`${revoke.by.login} revoked what ${login} said`);
    else if (!maySpeak(statement, ask.approval)) left.push(`${login} may not (${statement.role})`);
    else if (statement.wording !== ask.wording)
      left.push(`what ${login} said was to other words than it has now`);
    else if (ask.tree?.kind === "unknown")
      left.push(`what ${login} said cannot be held against the commit's files: ${ask.tree.reason}`);
    else if (ask.tree !== undefined && statement.tree !== ask.tree.value)
      left.push(`what ${login} said was to other files than the commit has now`);
    else latest.set(statement.by.id, statement);
  }
  return { heard: [...latest.values()], left: [...new Set(left)] };
}

/** Earlier first; comments of one second by their ids. */
export function byTime(left: Statement, right: Statement): number {
  return Date.parse(left.at) - Date.parse(right.at) || left.commentId - right.commentId;
}

export function linkTo(statement: Statement): EvidenceLink {
  const because = statement.because === undefined ? "" : `: ${statement.because}`;
  return { text: `${statement.kind} by ${statement.by.login}${because}`, url: statement.url };
}

/** Who may say it may take it back, so may a maintainer, and everybody their own word. */
function mayRevoke(revoke: Statement, statement: Statement, approval: Approval): boolean {
  return revoke.by.id === statement.by.id || isAtLeast(revoke.role, "maintain") || maySpeak(revoke, approval);
}

function describeWait(wait: Hearing & { readonly ask: Ask; readonly counted: readonly Statement[] }): string {
  const { ask, counted, heard, left } = wait;
  const needed = Math.max(1, ask.approval.count);
  const so = needed > 1 ? ` (${counted.length} of ${needed})` : "";
  const own = heard.length > counted.length ? ["the author's own word does not count"] : [];
  const but = [...left, ...own];
  return `not ${ask.verb} by ${describeApprovers(ask.approval)}${so}${but.length > 0 ? `: ${but.join("; ")}` : ""}`;
}
