import { digest } from "../model/digest.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { CommitSha, RepositoryId } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { isSameVersion } from "../model/version.ts";
import { printAnswerMarker } from "../evidence/answer-marker.ts";
import { judgeVersion } from "../gates/judge-version.ts";
import { releaseMadeAnswer, releaseRefusedAnswer, releaseStoppedAnswer } from "../report/release-answers.ts";
import { releaseReport } from "../report/release-report.ts";
import { apply } from "./apply.ts";
import { RetryableError } from "./errors.ts";
import { gatherPlan, scopeOf } from "./gather-plan.ts";
import type { Situation } from "./gather-plan.ts";
import type { ReleaseFacts } from "./github.ts";
import { plansOf, readHome } from "./home.ts";
import type { ReleaseRequest } from "./listen.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Round } from "./round.ts";
import { sayCheck } from "./say-check.ts";
import { releaseCheckName } from "./tags.ts";
import { waitOf } from "./wait-of.ts";

/**
 * Makes the release that a person asked for, or refuses it with the whole tree: draft, then tag, then publish, at one
 * commit. A release interrupted at any point is taken up again at its draft's commit, after its gates were asked once
 * more; nothing is made twice. Without an open request nothing is done.
 */
export async function reconcileRelease(
  of: { readonly repository: RepositoryId; readonly version: string },
  round: Round,
): Promise<ReconcileResult> {
  const found = await findRequest(of, round);
  if (found === undefined) return { kind: "clean", mark: [], note: "nobody asks for it" };
  const { github } = round;
  const { version } = found.request;
  const begun = await github.release(found.situation.home.facts.name, version);
  const commit = begun?.draft === true ? (begun.target as CommitSha) : found.situation.home.commit;

  const judged = await judgeTwice({ ...found, commit }, round);
  const operations = decideRelease({ request: found.request, begun, ...judged });
  const outcomes = await perform(
    operations,
    { situation: judged.situation, request: found.request, begun },
    round,
  );
  const wait = waitOf(outcomes);
  const plan = { kind: "plan", repository: of.repository, path: found.situation.path } as const;
  if (wait !== undefined) return { kind: "parked", until: wait.until, mark: [], note: wait.reason };
  return { kind: "clean", mark: [plan], note: `${version}: ${judged.node.reason}` };
}

interface Found {
  readonly situation: Situation;
  readonly request: ReleaseRequest;
}

/** The oldest open request for the version, on any plan of the home. */
async function findRequest(
  of: { readonly repository: RepositoryId; readonly version: string },
  { github, ports }: Round,
): Promise<Found | undefined> {
  const home = await readHome(github, of.repository);
  for (const { path } of await plansOf(home, github)) {
    const situation = await gatherPlan({ repository: of.repository, path }, github, ports);
    if (situation.kind === "unreadable") continue;
    const request = situation.talk.requests.find(
      ({ version }) => version === of.version || isSameVersion(version, of.version),
    );
    if (request !== undefined) return { situation, request };
  }
  return undefined;
}

interface Judged {
  readonly situation: Situation;
  readonly node: VerdictNode;
}

/** Reads everything twice at the exact commit; what changed between the two is not decided on. */
async function judgeTwice(of: Found & { readonly commit: CommitSha }, round: Round): Promise<Judged> {
  const first = await judgeAt(of, round);
  const second = await judgeAt(of, round);
  if (
    digest(JSON.stringify(first.situation.evidence)) !== digest(JSON.stringify(second.situation.evidence))
  ) {
    throw new RetryableError(
      `Cannot decide on ${of.request.version}: its evidence changed while it was read`,
    );
  }
  return second;
}

async function judgeAt(
  of: Found & { readonly commit: CommitSha },
  { github, ports }: Round,
): Promise<Judged> {
  const { home, path } = of.situation;
  const at = { repository: home.facts.id, path, evidenceAt: of.commit };
  const situation = await gatherPlan(at, github, ports);
  if (situation.kind === "unreadable")
    throw new RetryableError(`Cannot read ${path} at ${of.commit}: ${situation.reason}`);
  const { parsed, settings, evidence } = situation;
  const question = { plan: parsed.plan, settings, evidence, now: ports.now() };
  return { situation, node: judgeVersion({ ...question, version: of.request.version }) };
}

interface ReleaseQuestion extends Judged {
  readonly request: ReleaseRequest;
  /** The release of that tag, where there is one: ours, begun earlier, or another's. */
  readonly begun: ReleaseFacts | undefined;
}

/** What is to be done about a request, as data: everything up to the published release, or the refusal. */
function decideRelease({ situation, node, request, begun }: ReleaseQuestion): readonly Operation[] {
  const { home, evidence, judgedAt } = situation;
  const repository = home.facts.name;
  const { version } = request;
  const tag =
    evidence.tags.kind === "known" ? evidence.tags.value.find(({ name }) => name === version) : undefined;
  if (begun?.draft === false && tag !== undefined)
    return answer(request, "rocket", releaseMadeAnswer(request, begun.url));
  if (tag !== undefined && (begun === undefined || tag.commit !== judgedAt)) {
    const reason = `the tag ${version} is there already, at ${tag.commit}, and plangate did not begin this release`;
    return answer(request, "-1", releaseStoppedAnswer(request, reason));
  }
  if (!lets(node.verdict)) return answer(request, "-1", releaseRefusedAnswer(request, node));

  const report = releaseReport(node);
  const name = releaseCheckName(version);
  const where = { repository, commit: judgedAt, name, annotations: [] };
  const prerelease = version.includes("-");
  const draft = { tag: version, commit: judgedAt, title: version, body: report.text, prerelease };
  return [
    ...sayCheck({ ...where, conclusion: "success", ...report }, situation.ownChecks),
    ...(begun === undefined ? [{ kind: "draft-release", repository, ...draft } as const] : []),
    ...(tag === undefined
      ? [{ kind: "create-tag", repository, tag: version, commit: judgedAt } as const]
      : []),
    { kind: "publish-release", repository, tag: version },
  ];
}

/** A comment that is said once, then the reaction that marks the request as done. */
function answer(request: ReleaseRequest, content: "rocket" | "-1", body: string): readonly Operation[] {
  const { issue, commentId, by, version } = request;
  const marker = printAnswerMarker({ comment: commentId, kind: "release", subject: version, by });
  return [
    { kind: "comment", issue, name: `answer ${commentId}`, body: `${marker}\n\n${body}` },
    { kind: "react", repository: issue.repository, commentId, content },
  ];
}

/** Applies, and says on the request what came of it; while something is uncertain, the request stays open. */
async function perform(
  operations: readonly Operation[],
  of: Found & { readonly begun: ReleaseFacts | undefined },
  { ports, lease, signal, github }: Round,
): Promise<readonly Outcome[]> {
  const { situation, request } = of;
  const { home, path, observed, matches } = situation;
  const scope = scopeOf(home.facts.id, path);
  const input = {
    ...ports,
    scope,
    lease,
    signal,
    observed,
    matches,
    renderEdits: () => ({ problems: [] }),
    occasion: `request ${request.commentId}`,
  };
  const outcomes = await apply({ ...input, operations });
  if (!operations.some((operation) => operation.kind === "publish-release")) return outcomes;

  const refused = outcomes.find((outcome) => outcome.kind === "refused");
  if (refused !== undefined) {
    const words = releaseStoppedAnswer(request, refused.reason);
    return [...outcomes, ...(await apply({ ...input, operations: answer(request, "-1", words) }))];
  }
  if (!outcomes.every((outcome) => outcome.kind === "done")) return outcomes;
  const published = await github.release(home.facts.name, request.version);
  const words = releaseMadeAnswer(request, published?.url ?? "");
  return [...outcomes, ...(await apply({ ...input, operations: answer(request, "rocket", words) }))];
}
