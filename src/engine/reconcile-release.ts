import type { Operation } from "../model/operation.ts";
import type { RepositoryId } from "../model/repository.ts";
import { isSameVersion } from "../model/version.ts";
import { printAnswerMarker } from "../evidence/answer-marker.ts";
import { reactionOf } from "../evidence/reaction-of.ts";
import { releaseMadeAnswer, releaseRefusedAnswer, releaseStoppedAnswer } from "../report/release-answers.ts";
import { apply } from "./apply.ts";
import { gatherPlan, scopeOf } from "./gather-plan.ts";
import type { Situation } from "./gather-plan.ts";
import { plansOf, readHome } from "./home.ts";
import type { ReleaseRequest } from "./listen.ts";
import { makeRelease } from "./make-release.ts";
import type { ReleaseEnd } from "./make-release.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Round } from "./round.ts";

/**
 * Makes the release that a person asked for in a comment, or refuses it with the whole tree, and says so once. Without
 * an open request nothing is done; while something is uncertain, the request stays open.
 */
export async function reconcileRelease(
  of: { readonly repository: RepositoryId; readonly version: string },
  round: Round,
): Promise<ReconcileResult> {
  const found = await findRequest(of, round);
  if (found === undefined) return { kind: "clean", mark: [], note: "nobody asks for it" };
  const { situation, request } = found;
  const occasion = `request ${request.commentId}`;
  const end = await makeRelease({ situation, version: request.version, occasion }, round);
  if (end.kind === "waiting" && end.until !== undefined) {
    return { kind: "parked", until: end.until, mark: [], note: end.reason };
  }
  await answer(found, end, round);
  const plan = { kind: "plan", repository: of.repository, path: situation.path } as const;
  return { kind: "clean", mark: [plan], note: `${request.version}: ${noteOf(end)}` };
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

/** A comment that is said once, then the reaction that marks the request as done. */
async function answer({ situation, request }: Found, end: ReleaseEnd, round: Round): Promise<void> {
  const words = wordsOf(end, request);
  if (words === undefined) return;
  const { issue, commentId, by, version } = request;
  const made = end.kind === "made" ? ({ made: true } as const) : {};
  const marker = { comment: commentId, kind: "release", subject: version, by, ...made } as const;
  const operations: readonly Operation[] = [
    { kind: "comment", issue, name: `answer ${commentId}`, body: `${printAnswerMarker(marker)}\n\n${words}` },
    { kind: "react", repository: issue.repository, commentId, content: reactionOf([marker]) },
  ];
  const { ports, lease, signal } = round;
  const { home, path, observed, matches } = situation;
  const scope = scopeOf(home.facts.id, path);
  const renderEdits = () => ({ problems: [] });
  const occasion = `request ${commentId}`;
  await apply({ ...ports, scope, lease, signal, observed, matches, renderEdits, occasion, operations });
}

/** What is said to who asked; undefined while there is nothing to say. */
function wordsOf(end: ReleaseEnd, request: ReleaseRequest): string | undefined {
  switch (end.kind) {
    case "made":
      return releaseMadeAnswer(request, end.release.url);
    case "refused":
      return releaseRefusedAnswer(request, end.node);
    case "stopped":
      return releaseStoppedAnswer(request, end);
    case "waiting":
      return undefined;
  }
}

function noteOf(end: ReleaseEnd): string {
  switch (end.kind) {
    case "made":
      return "released";
    case "refused":
      return end.node.reason;
    case "stopped":
    case "waiting":
      return end.reason;
  }
}
