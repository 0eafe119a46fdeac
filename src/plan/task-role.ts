import type { TaskRole } from "../model/plan.ts";
import type { Block } from "./block.ts";
import { isAfterTheFact } from "./after-the-fact.ts";
import type { Draft, PhaseDraft, Scope } from "./draft.ts";
import { releaseAround } from "./draft.ts";
import { documentRelease } from "./gate-moments.ts";
import { isPlaceholder } from "./placeholder.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { slug, typedHeading } from "./typed-heading.ts";

export interface RoleAndName {
  readonly role: TaskRole;
  /** For an index box: the phase it names. */
  readonly names?: string;
}

/** What a box that is no criterion stands for. */
export function roleOf(draft: Draft, box: Block, words: string): RoleAndName {
  const scope = draft.scopeOf.get(box);
  if (scope?.kept === "legend") return { role: "legend" };
  if (isPlaceholder(words)) return { role: "placeholder" };
  const text = withoutEmoji(words);
  const named = phaseNamedBy(draft, box, scope);
  if (named !== undefined) return { role: "index", names: named.key };
  return { role: scope !== undefined && isAfter(draft, scope, text) ? "after" : "work" };
}

function isAfter(draft: Draft, scope: Scope, text: string): boolean {
  if (scope.kept === "rollback") return true;
  if (scope.kept !== "after" && !isAfterTheFact(text)) return false;
  return scope.kept === "after"
    ? draft.releases.length > 0 || isChecklist(draft)
    : isReleased(draft, scope.phase);
}

/** Only where a tag is planned can work come after it. */
function isReleased(draft: Draft, phase: PhaseDraft | undefined): boolean {
  if (draft.releases.length === 0) return isChecklist(draft);
  const release = releaseAround(phase) ?? documentRelease(draft.releases)?.version;
  if (release !== undefined || isChecklist(draft)) return true;
  return draft.releases.some((one) => one.phase === phase);
}

/** A release checklist as the document's title: it is used again for every release. */
export function isChecklist(draft: Pick<Draft, "title">): boolean {
  return /\brelease (?:process )?check-?list\b/i.test(draft.title);
}

const mayNamePhase = /phase|milestone|sprint|week|goal|stage|wave|iteration|\bv\d|\bM\d/i;

/** `**Phase 1: …**`, `v0.4.0 - Plugins`: a box that says no more than which phase it is. */
function phaseNamedBy(draft: Draft, box: Block, scope: Scope | undefined): PhaseDraft | undefined {
  const own = box.lead ?? box.words;
  if (!mayNamePhase.test(own)) return undefined;
  const words = withoutEmoji(readable(own));
  const typed = typedHeading(words);
  if (typed === undefined || typed.kind === "numbered") return undefined;
  const label = typed.version ?? typed.key;
  const [phase, ...others] = draft.phases.filter((one) => one.label === label);
  if (phase === undefined || others.length > 0 || phase === scope?.phase) return undefined;
  const sameTitle = slug(words) === slug(phase.title);
  const same =
    sameTitle ||
    typed.rest === "" ||
    (typed.parted && box.lead !== undefined) ||
    sharesTitle(typed.rest, phase);
  return same ? phase : undefined;
}

function sharesTitle(rest: string, phase: PhaseDraft): boolean {
  const title = phase.typed?.rest ?? "";
  return title !== "" && slug(rest).startsWith(slug(title));
}
