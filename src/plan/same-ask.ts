import type { CriterionDraft } from "./criterion-draft.ts";
import type { GateDraft } from "./gate-draft.ts";
import { readable } from "./readable.ts";

/** What people pass judgement by: the head of a subject such as `security audit`. */
const heads = "audit|review|assessment|approval|sign-?off|certification|penetration test|pen ?test";
const subject = new RegExp(`\\b(?:([\\p{L}-]+)\\s+)?(${heads})\\b`, "iu");
const noSubject =
  /^(?:the|an?|until|formal|initial|final|for|of|and|full|no|all|any|after|before|initiate|complete|human)$/i;
const judged =
  "(?:\\s+(?:is\\s+|has\\s+|must\\s+be\\s+)?(?:complete[ds]?|pass(?:es|ed)?|approved|done|granted|ok|clean)\\b|\\s+(?:report|result)s?\\b|\\s*(?:[.:;,()]|$))";

/**
 * Asks that restate an approval: criteria that stand before the same start as a security or approval gate whose words
 * name a subject (`security audit`), and name that subject as passed, or begin with its head word (`Audit report: …`).
 * Gives, for each, the criterion that is asked: of the gate in the phase it guards, else of the first.
 */
export function sameAsks(gates: readonly GateDraft[]): ReadonlyMap<CriterionDraft, CriterionDraft> {
  const same = new Map<CriterionDraft, CriterionDraft>();
  for (const approvals of approvalsByMoment(gates).values()) {
    for (const { moment, name, criteria } of approvals) {
      const [asked] = [...criteria].sort((a, b) => rank(a, moment) - rank(b, moment));
      if (asked === undefined) continue;
      for (const gate of gates.filter((one) => one.before.includes(moment))) {
        for (const criterion of gate.criteria) {
          const isOther = criterion !== asked.criterion && !same.has(criterion);
          if (isOther && restates(criterion, name)) same.set(criterion, asked.criterion);
        }
      }
    }
  }
  return same;
}

/** The criterion that already asks for what a dependency of `moment` says in words. */
export function askRestatedBy(
  gates: readonly GateDraft[],
  moment: GateDraft["before"][number],
  words: string,
): CriterionDraft | undefined {
  for (const { name, criteria } of approvalsByMoment(gates).get(moment) ?? []) {
    if (!namesAsPassed(words, name)) continue;
    return [...criteria].sort((a, b) => rank(a, moment) - rank(b, moment))[0]?.criterion;
  }
  return undefined;
}

interface Approvals {
  readonly moment: GateDraft["before"][number];
  /** The subject, in lower case. */
  readonly name: string;
  readonly criteria: { readonly gate: GateDraft; readonly criterion: CriterionDraft }[];
}

function approvalsByMoment(gates: readonly GateDraft[]): ReadonlyMap<string, readonly Approvals[]> {
  const byMoment = new Map<string, Approvals[]>();
  for (const gate of gates) {
    if (gate.kind !== "security" && gate.kind !== "approval") continue;
    for (const criterion of gate.criteria) {
      const name = criterion.kind === "approval" ? subjectOf(criterion.text) : undefined;
      if (name === undefined) continue;
      for (const moment of gate.before.filter((one) => one.startsWith("start:"))) {
        const approvals = byMoment.get(moment) ?? [];
        byMoment.set(moment, approvals);
        const known = approvals.find((one) => one.name === name);
        if (known === undefined) approvals.push({ moment, name, criteria: [{ gate, criterion }] });
        else known.criteria.push({ gate, criterion });
      }
    }
  }
  return byMoment;
}

function rank({ gate }: Approvals["criteria"][number], moment: string): number {
  return moment === `start:${gate.phase?.key ?? "plan"}` ? gate.block.line : gate.block.line + 1_000_000;
}

/** `security audit`: the head with the word before it. A head alone is too common to be a subject. */
function subjectOf(text: string): string | undefined {
  const [, word, head] = subject.exec(readable(text)) ?? [];
  if (word === undefined || head === undefined || noSubject.test(word)) return undefined;
  return `${word} ${head}`.toLowerCase();
}

function restates({ text, kind }: CriterionDraft, name: string): boolean {
  if (kind === "approval" && subjectOf(text) === name) return true;
  return namesAsPassed(text, name);
}

function namesAsPassed(text: string, name: string): boolean {
  const words = readable(text).toLowerCase();
  const head = name.slice(name.indexOf(" ") + 1);
  const whole = new RegExp(`\\b${name.replace(/[-]/g, "\\-")}${judged}`, "i");
  const short = new RegExp(`^${head}${judged}`, "i");
  return whole.test(words) || short.test(words);
}
