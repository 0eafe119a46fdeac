import type { Moment } from "../model/moment.ts";
import { doneOf, startOf, tagOf } from "../model/moment.ts";
import type { Draft, GateSeed, PhaseDraft, ReleaseDraft } from "./draft.ts";
import { releaseAround, scopeAt } from "./draft.ts";
import { gateName } from "./gate-phrases.ts";
import { readable } from "./readable.ts";
import type { References } from "./references.ts";
import { nodeAtStart } from "./references.ts";
import { isGateOfPhase, typedHeading } from "./typed-heading.ts";

type Around = Pick<Draft, "phases" | "releases" | "scopeOf">;

/** What a gate stands before, by the rules of docs/plan-format.md, in this order. */
export function momentsOf(draft: Around, references: References, seed: GateSeed): readonly Moment[] {
  const { phase } = scopeAt(draft, seed.block);
  const named = namedMoments(draft, references, seed);
  if (named !== undefined) return named;
  if (/\b(?:at|for|before|on|in)\s+(?:every|each)\s+release\b/i.test(seed.title)) {
    return draft.releases.map((release) => tagOf(release.version));
  }
  if (namesTheRelease(seed) || (blocksRelease(seed) && isPlanOfOneRelease(draft, phase))) {
    return momentsAround(draft, phase, true);
  }
  if (seed.phrase.entry) return [startOf(phase?.key ?? "plan")];
  return momentsAround(draft, phase, seed.phrase.kind === "release");
}

/** Before the tag and the end of what stands around: the release a phase belongs to, or the plan. */
export function momentsAround(
  draft: Around,
  phase: PhaseDraft | undefined,
  ofRelease = false,
): readonly Moment[] {
  const version = releaseOf(draft, phase, ofRelease);
  const done = doneOf(phase?.key ?? "plan");
  return version === undefined ? [done] : [tagOf(version), done];
}

/**
 * The release whose tag waits for what stands in `phase`. A plan without phases is its only release's phase; above
 * phases only a block that speaks of the release itself (`ofRelease`) holds a tag.
 */
function releaseOf(draft: Around, phase: PhaseDraft | undefined, ofRelease: boolean): string | undefined {
  const owner = documentRelease(draft.releases);
  if (phase !== undefined) return releaseAround(phase) ?? owner?.version;
  if (draft.phases.length === 0) return owner?.version;
  const [only, ...others] = draft.releases;
  return ofRelease && others.length === 0 ? only?.version : undefined;
}

/** The release that owns the whole document: the title's, or the only one when it is declared outside of phases. */
export function documentRelease(releases: readonly ReleaseDraft[]): ReleaseDraft | undefined {
  const titled = releases.find((release) => release.declaredBy === "title");
  if (titled !== undefined) return titled;
  const [only, ...others] = releases;
  return others.length === 0 && only?.phase === undefined ? only : undefined;
}

/** `Pre-release checklist` says itself that it stands before the release. */
function namesTheRelease(seed: GateSeed): boolean {
  return /\bpre-?\s?(?:release|tag|publish)\b/i.test(seed.title);
}

function blocksRelease(seed: GateSeed): boolean {
  return /^release blockers?$|^release[- ]blocking issues?$/i.test(gateName(seed.title));
}

function isPlanOfOneRelease(draft: Around, phase: PhaseDraft | undefined): boolean {
  return phase === undefined && draft.releases.length === 1;
}

const before =
  /\bbefore\s+(?:(proceeding to|moving (?:on )?to|continuing (?:to|with)|starting|beginning|entering|implementing|the start of|tagging|releasing|publishing)\s+)?(.{2,80})/giu;

/** Where the gate's own words name what it stands before, that decides. */
function namedMoments(draft: Around, references: References, seed: GateSeed): readonly Moment[] | undefined {
  const marked = seed.marker?.values["before"];
  if (marked !== undefined) return markedMoments(references, marked);
  if (seed.block.kind === "section") {
    const typed = typedHeading(seed.block.words);
    if (typed !== undefined && isGateOfPhase(typed)) {
      const phase = draft.phases.find((one) => one.label === typed.key);
      if (seed.phrase.entry) return [startOf(phase?.key ?? typed.key)];
      if (phase !== undefined) return momentsAround(draft, phase);
      if (typed.version !== undefined) return [tagOf(typed.version), doneOf("plan")];
    }
  }
  const words = readable(`${seed.title}. ${seed.block.label?.value ?? ""}`);
  for (const [, verb = "", rest = ""] of words.matchAll(before)) {
    const target = nodeAtStart(references, rest.replace(/^(?:the|any)\s+/i, ""))?.target;
    if (target?.kind !== "node") continue;
    const isRelease = draft.releases.some((release) => release.version === target.key);
    return [
      /^(?:tagging|releasing|publishing)/i.test(verb) && isRelease ? tagOf(target.key) : startOf(target.key),
    ];
  }
  return undefined;
}

/** `before=v1.0.0,done:plan`: a bare name is the start of what it names. What resolves to nothing is left out. */
function markedMoments(references: References, value: string): readonly Moment[] {
  return value.split(",").flatMap((piece): readonly Moment[] => {
    const [, kind = "start", subject = ""] = /^(?:(start|tag|done):)?(.+)$/.exec(piece.trim()) ?? [];
    const target = subject === "plan" ? { kind: "node", key: "plan" } : keyTarget(references, subject);
    if (target?.kind !== "node" || !("key" in target)) return [];
    if (kind === "tag") return [tagOf(target.key)];
    return [kind === "done" ? doneOf(target.key) : startOf(target.key)];
  });
}

function keyTarget(references: References, subject: string): { kind: string; key?: string } | undefined {
  const [only, ...others] = references.nodesByName.get(subject) ?? [];
  if (only !== undefined && others.length === 0) return { kind: "node", key: only.key };
  return nodeAtStart(references, subject)?.target;
}
