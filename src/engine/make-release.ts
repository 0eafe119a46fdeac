import { digest } from "../model/digest.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { WallFacts } from "../model/posture.ts";
import type { CommitSha } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { jointly } from "../gates/jointly.ts";
import { judgeVersion } from "../gates/judge-version.ts";
import { openLeaves } from "../report/release-report.ts";
import { apply } from "./apply.ts";
import { isSetBack } from "./candidate-marks.ts";
import type { Stopped } from "./decide-release.ts";
import { decideRelease, objectionTo, objectionToPublishing } from "./decide-release.ts";
import { RetryableError } from "./errors.ts";
import { gatherPosture } from "./gather-posture.ts";
import { gatherPlan, scopeOf } from "./gather-plan.ts";
import type { Situation } from "./gather-plan.ts";
import type { ReleaseFacts } from "./release-port.ts";
import { otherPlans } from "./other-plans.ts";
import type { Round } from "./round.ts";
import { releaseCheckName } from "./tags.ts";
import { waitOf } from "./wait-of.ts";

/** A release that somebody who may asks for, by comment, command line or Action. */
export interface ReleaseAsk {
  readonly version: string;
  /** The plan that is asked, as it was read when the request was found. */
  readonly situation: Situation;
  /** Names the request: what GitHub refused an earlier one is asked for anew. */
  readonly occasion: string;
}

/** What became of a request for a release. */
export type ReleaseEnd =
  | { readonly kind: "made"; readonly release: ReleaseFacts }
  | { readonly kind: "refused"; readonly node: VerdictNode }
  | Stopped
  /** Nobody knows yet, or the time is not come: the request stays open. */
  | { readonly kind: "waiting"; readonly until?: Date; readonly reason: string };

/** So long after it was published a release is still asked whether a gate opened in that very moment. */
const freshMs = 15 * 60_000;

/**
 * Makes a release, or tells why not: its gates asked twice with equal answers, the draft, the tag, its gates once more,
 * the published release, and one look back. One interrupted at any point is taken up again at its draft's commit. A gate
 * that opens before the release is published leaves a draft; one that opens in that very moment takes it back to a
 * draft. Nothing is made twice, and no tag is ever moved.
 */
export async function makeRelease(ask: ReleaseAsk, round: Round): Promise<ReleaseEnd> {
  const { github, ports } = round;
  const { home } = ask.situation;
  const repository = home.facts.name;
  const { version } = ask;
  const begun = await github.release(repository, version);
  const commit = begun?.own === true ? (begun.target as CommitSha) : home.commit;
  const isProven = begun?.draft === true && commit !== home.commit && (await isProvenAt(ask, commit, round));
  const objection = objectionTo(begun, { head: home.commit, isProven });
  if (objection !== undefined) return objection;

  const judged = await judgeTwice(ask, commit, round);
  const decision = decideRelease({ ...judged, version, begun, now: ports.now() });
  if (decision.kind === "made") return lookBack(ask, decision.release, round);
  if (decision.kind !== "make") return decision;
  const fallen = (await gatherPosture(judged.situation, github))?.fallen[0];
  if (fallen !== undefined) return stoppedByWall(fallen);
  const trouble = endOf(await applyFor(ask, decision.operations, round));
  if (trouble !== undefined) return trouble;

  const last = await judgeAt(ask, commit, round);
  const late = objectionToPublishing({ ...last, version });
  if (late?.kind === "refused") return leftDraft(version, late.node);
  if (late?.kind === "unseen") {
    // GitHub's lists lag behind: the tag is looked for again, not made again.
    const until = new Date(ports.now().getTime() + ports.quarantineMs);
    return { kind: "waiting", until, reason: `GitHub does not show the tag ${version} yet` };
  }
  if (late !== undefined) return late;
  const publish = { kind: "publish-release", repository, tag: version } as const;
  const left = endOf(await applyFor(ask, [publish], round));
  if (left !== undefined) return left;
  const published = await github.release(repository, version);
  if (published === undefined) return { kind: "waiting", reason: `GitHub does not show ${version} yet` };
  return lookBack(ask, published, round);
}

/** Settings say which walls must stand before a tag is made. */
function stoppedByWall({ wall, reason, wayOut }: WallFacts): Stopped {
  return {
    kind: "stopped",
    reason: `settings ask for the wall "${wall}", and it does not stand: ${reason}`,
    wayOut: wayOut ?? `let it stand, or take it out of releases.walls`,
  };
}

/** Whether our own check of the release succeeded at a commit, before it was set back: nobody else can have posted it. */
async function isProvenAt({ version, situation }: ReleaseAsk, commit: CommitSha, { github }: Round) {
  const checks = await github.ownChecks(situation.home.facts.name, commit);
  const name = releaseCheckName(version);
  return checks.some(
    (check) => check.name === name && (check.conclusion === "success" || isSetBack(check.externalId)),
  );
}

/** A gate that opened while the release was being published, after it was asked last, takes it back to a draft. */
async function lookBack(ask: ReleaseAsk, release: ReleaseFacts, round: Round): Promise<ReleaseEnd> {
  const age = round.ports.now().getTime() - Date.parse(release.publishedAt ?? "");
  // Later than that a gate may well be open again, for the next version.
  if (!release.own || !(age < freshMs)) return { kind: "made", release };
  const { node } = await judgeAt(ask, release.target as CommitSha, round);
  if (lets(node.verdict)) return { kind: "made", release };
  const repository = ask.situation.home.facts.name;
  const withdraw = { kind: "withdraw-release", repository, tag: ask.version } as const;
  const outcomes = await applyFor(ask, [withdraw], round);
  const refused = outcomes.find((outcome) => outcome.kind === "refused");
  if (refused === undefined) return endOf(outcomes) ?? leftDraft(ask.version, node);
  const reason = `a gate opened while ${ask.version} was being published (${openOf(node)}), and GitHub does not let it be taken back: ${refused.reason}`;
  return { kind: "stopped", reason, wayOut: "whoever keeps the release decides whether it stands" };
}

function leftDraft(version: string, node: VerdictNode): Stopped {
  return {
    kind: "stopped",
    reason: `a gate opened while ${version} was being made (${openOf(node)}): its tag is there, its release is a draft`,
    wayOut: openLeaves(node)[0]?.wayOut ?? "open the gate by its evidence",
  };
}

function openOf(node: VerdictNode): string {
  const open = openLeaves(node).map(({ key, reason }) => `${key}: ${reason}`);
  return open.slice(0, 3).join("; ");
}

interface Judged {
  readonly situation: Situation;
  readonly node: VerdictNode;
}

/** Reads everything twice at the exact commit; what changed between the two is not decided on. */
async function judgeTwice(ask: ReleaseAsk, commit: CommitSha, round: Round): Promise<Judged> {
  const first = await judgeAt(ask, commit, round);
  const second = await judgeAt(ask, commit, round);
  if (digestOf(first) !== digestOf(second)) {
    throw new RetryableError(`Cannot decide on ${ask.version}: its evidence changed while it was read`);
  }
  return second;
}

function digestOf({ situation }: Judged): string {
  const { evidence, parsed, settings } = situation;
  return digest(JSON.stringify([evidence, parsed.plan, settings]));
}

async function judgeAt(
  { version, situation: asked }: ReleaseAsk,
  commit: CommitSha,
  round: Round,
): Promise<Judged> {
  const { github, ports } = round;
  const { home, path } = asked;
  const at = { repository: home.facts.id, path, evidenceAt: commit, judgesVersion: true };
  const situation = await gatherPlan(at, github, ports);
  if (situation.kind === "unreadable") {
    throw new RetryableError(`Cannot read ${path} at ${commit}: ${situation.reason}`);
  }
  const node = judge(situation, version, ports.now());
  if (!lets(node.verdict)) return { situation, node };
  const others = (await otherPlans(situation, { versions: [version], commit }, round)).get(version) ?? [];
  return { situation, node: jointly({ path, node }, others) };
}

function judge({ parsed, settings, evidence }: Situation, version: string, now: Date): VerdictNode {
  return judgeVersion({ plan: parsed.plan, settings, evidence, now, version });
}

function applyFor(
  { situation, occasion }: ReleaseAsk,
  operations: readonly Operation[],
  { ports, lease, signal }: Round,
): Promise<readonly Outcome[]> {
  const { home, path, observed, matches } = situation;
  const scope = scopeOf(home.facts.id, path);
  const renderEdits = () => ({ problems: [] });
  return apply({ ...ports, scope, lease, signal, observed, matches, renderEdits, occasion, operations });
}

/** What ends the request here; undefined where everything was done. A check that could not be posted stops nothing. */
function endOf(outcomes: readonly Outcome[]): ReleaseEnd | undefined {
  const refused = outcomes.find(
    ({ kind, operation }) => kind === "refused" && operation.kind !== "post-check",
  );
  if (refused?.kind === "refused") {
    return { kind: "stopped", reason: refused.reason, wayOut: wayOutOf(refused.reason) };
  }
  const open = outcomes.find(({ kind }) => kind === "held" || kind === "uncertain");
  if (open === undefined || open.kind === "done") return undefined;
  const wait = waitOf(outcomes);
  return { kind: "waiting", reason: open.reason, ...(wait === undefined ? {} : { until: wait.until }) };
}

/** GitHub's refusals that have a way out of their own; its words are in the reason. */
function wayOutOf(reason: string): string {
  if (/immutable release/i.test(reason)) {
    return "choose the next version: GitHub never gives the name of an immutable release again";
  }
  if (/rule violations|restricted|status check/i.test(reason)) {
    return "let plangate's App pass the ruleset on tags, as the only one that may: an admin, see `plangate protect`";
  }
  return "mend it, then ask again";
}
