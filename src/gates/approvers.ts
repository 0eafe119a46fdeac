import type { Approval, Criterion, Gate } from "../model/plan.ts";
import type { CriterionSettings, GateSettings, Settings } from "../model/settings.ts";
import type { Person, Statement } from "../model/statement.ts";
import { isAtLeast } from "../model/statement.ts";

/** Whoever keeps the repository, alone, also of their own work. */
export const maintainer: Approval = { by: [], count: 1, otherThanAuthor: false };

/** What settings say of a gate: those whose `match` is its key or its whole title, any case. */
export function settingsOfGate(settings: Settings, gate: Pick<Gate, "key" | "title">): GateSettings[] {
  const names = new Set([gate.key.toLowerCase(), folded(gate.title)]);
  return settings.gates.filter((entry) => names.has(folded(entry.match)));
}

/**
 * What settings say proves a criterion: the first whose `match` is its key, else the first whose `match` is part of its
 * words, any case: of the line itself, or of its command, expectation or threshold.
 */
export function proofOf(
  settings: Settings,
  gate: Pick<Gate, "key" | "title">,
  criterion: Criterion,
): CriterionSettings | undefined {
  const entries = settingsOfGate(settings, gate).flatMap((entry) => entry.criteria);
  const isIn = (words: string) => (entry: CriterionSettings) =>
    folded(entry.match) !== "" && words.includes(folded(entry.match));
  return (
    entries.find((entry) => folded(entry.match) === criterion.key.toLowerCase()) ??
    entries.find(isIn(folded(criterion.text))) ??
    entries.find(isIn(wordsBehind(criterion)))
  );
}

/** Who opens a gate: settings before the plan's own marker, and a maintainer where neither says. */
export function approvalOf(
  settings: Settings,
  gate: Pick<Gate, "key" | "title"> & { readonly approve?: Approval },
): Approval {
  const named = settingsOfGate(settings, gate).find((entry) => entry.approve !== undefined);
  return named?.approve ?? gate.approve ?? maintainer;
}

/** True where the speaker is one of those who open it. With approvers named, nobody else counts, whatever their role. */
export function maySpeak(statement: Pick<Statement, "by" | "role" | "teams">, approval: Approval): boolean {
  if (approval.by.length === 0) return isAtLeast(statement.role, "maintain");
  const names = new Set(approval.by.map((name) => folded(name).replace(/^@/, "")));
  if (names.has(statement.by.login.toLowerCase())) return true;
  return (statement.teams ?? []).some((team) => names.has(folded(team).replace(/^@/, "")));
}

/** `a maintainer`, `@org/security`, `2 of @org/security and someone, other than the author`. */
export function describeApprovers(approval: Approval): string {
  const names = approval.by.length === 0 ? "a maintainer" : approval.by.join(" or ");
  const many = approval.by.length === 0 ? `${approval.count} maintainers` : `${approval.count} of ${names}`;
  const who = approval.count > 1 ? many : names;
  return approval.otherThanAuthor ? `${who}, other than the author` : who;
}

export function isAuthor(person: Person, authors: readonly Person[]): boolean {
  return authors.some((author) => author.id === person.id);
}

function wordsBehind({ command, expectation, threshold }: Criterion): string {
  return folded([command, expectation, threshold?.metric].filter((part) => part !== undefined).join("\n"));
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().toLowerCase();
}
