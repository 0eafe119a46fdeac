import type { TagFact } from "../model/evidence.ts";
import type { Operation } from "../model/operation.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { isSameVersion } from "../model/version.ts";
import { newerOnItsLine } from "../gates/newer-on-its-line.ts";
import { releaseReport } from "../report/release-report.ts";
import type { Situation } from "./gather-plan.ts";
import type { ReleaseFacts } from "./release-port.ts";
import { notesOf } from "./notes-of.ts";
import { madeMark } from "./candidate-marks.ts";
import { sayCheck } from "./say-check.ts";
import { releaseCheckName } from "./tags.ts";

/** What a decision on a release is taken from: everything read at the commit it would be made of. */
export interface ReleaseQuestion {
  readonly version: string;
  readonly situation: Situation;
  /** Whether the version may be tagged. */
  readonly node: VerdictNode;
  /** The release of that tag, where there is one: ours, begun earlier, or another's. */
  readonly begun: ReleaseFacts | undefined;
  readonly now: Date;
}

/** A release that is not made although no gate refuses it. */
export interface Stopped {
  readonly kind: "stopped";
  readonly reason: string;
  /** What would change it. */
  readonly wayOut: string;
}

export type ReleaseDecision =
  /** It is out already. */
  | { readonly kind: "made"; readonly release: ReleaseFacts }
  | { readonly kind: "refused"; readonly node: VerdictNode }
  | Stopped
  /** Everything up to the tag; it is published after one more look. */
  | { readonly kind: "make"; readonly operations: readonly Operation[] };

/** Where a release may be gone on with, or why it may not: before its gates are asked. Pure. */
export function objectionTo(
  begun: ReleaseFacts | undefined,
  of: { readonly head: string; readonly isProven: boolean },
): Stopped | undefined {
  if (begun === undefined) return undefined;
  const { tag, by } = begun;
  if (!begun.own && begun.draft) {
    const reason = `there is a draft of ${tag} already, by ${by === "" ? "somebody else" : by}`;
    return stopped(reason, `delete that draft or give it another tag, then ask again: who made it`);
  }
  if (!begun.own) {
    const reason = `${tag} is released already, by ${by === "" ? "somebody else" : by}, not by plangate`;
    return stopped(reason, "choose the next version");
  }
  // Who may write may point our draft at any commit: it is gone on with only where plangate itself proved it.
  if (begun.draft && begun.target !== of.head && !of.isProven) {
    const reason = `its draft points at ${begun.target}, and plangate has no check of ${tag} there`;
    return stopped(reason, `delete the draft of ${tag}, then ask again: who may write`);
  }
  return undefined;
}

/** What is to be done about a release, as data: everything up to its tag, or why not. Pure. */
export function decideRelease(question: ReleaseQuestion): ReleaseDecision {
  const { situation, node, begun, version } = question;
  const { home, judgedAt, ownChecks } = situation;
  const tags = tagsOf(situation);
  const tag = tags.find(({ name }) => name === version);
  if (begun?.draft === false) {
    if (tag !== undefined) return { kind: "made", release: begun };
    const reason = `${version} is released, and its tag is gone: plangate makes no second one`;
    return stopped(reason, "choose the next version, or push the tag back as it was: who may");
  }
  const past = objectionToTags(question, tags);
  if (past !== undefined) return past;
  if (!lets(node.verdict)) return { kind: "refused", node };

  const repository = home.facts.name;
  const where = { repository, commit: judgedAt, name: releaseCheckName(version), annotations: [] };
  const body = notesOf(situation, { version, node, now: question.now });
  const prerelease = version.includes("-");
  const draft = { tag: version, commit: judgedAt, title: version, body, prerelease };
  const operations: readonly Operation[] = [
    ...sayCheck({ ...where, mark: madeMark, conclusion: "success", ...releaseReport(node) }, ownChecks),
    ...(begun === undefined ? [{ kind: "draft-release", repository, ...draft } as const] : []),
    ...(tag === undefined
      ? [{ kind: "create-tag", repository, tag: version, commit: judgedAt } as const]
      : []),
  ];
  return { kind: "make", operations };
}

/** The last word before a release is published: its gates hold still, and its tag is at the commit they were asked at. */
export function objectionToPublishing({
  situation,
  node,
  version,
}: Omit<ReleaseQuestion, "begun" | "now">):
  | Extract<ReleaseDecision, { kind: "refused" | "stopped" }>
  | { readonly kind: "unseen" }
  | undefined {
  const tag = tagsOf(situation).find(({ name }) => name === version);
  if (tag === undefined) return { kind: "unseen" };
  if (tag.commit !== situation.judgedAt) return elsewhere(version, tag, situation.judgedAt);
  return lets(node.verdict) ? undefined : { kind: "refused", node };
}

function objectionToTags(
  { situation, begun, version }: ReleaseQuestion,
  tags: readonly TagFact[],
): Stopped | undefined {
  const tag = tags.find(({ name }) => name === version);
  if (tag !== undefined && tag.commit !== situation.judgedAt) {
    return elsewhere(version, tag, situation.judgedAt);
  }
  if (tag !== undefined && begun === undefined) {
    const reason = `the tag ${version} is there already, and plangate did not begin this release`;
    return stopped(reason, `choose the next version, or publish ${version} by hand: plangate moves no tag`);
  }
  const twin = tags.find(({ name }) => name !== version && isSameVersion(name, version));
  if (twin !== undefined) {
    return stopped(`${version} is released as ${twin.name} already`, "choose the next version");
  }
  const newer = newerOnItsLine(
    version,
    tags.map(({ name }) => name),
  );
  if (newer === undefined || tag !== undefined) return undefined;
  return stopped(`${newer} is tagged already, and ${version} comes before it`, "choose a version after it");
}

function elsewhere(version: string, tag: TagFact, commit: string): Stopped {
  const reason = `the tag ${version} points at ${tag.commit}, not at ${commit}`;
  return stopped(reason, "choose the next version: plangate moves no tag and deletes none");
}

function tagsOf({ evidence }: Situation): readonly TagFact[] {
  return evidence.tags.kind === "known" ? evidence.tags.value : [];
}

function stopped(reason: string, wayOut: string): Stopped {
  return { kind: "stopped", reason, wayOut };
}
