import type { Person } from "../model/statement.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { agreedBy, wayToAgree } from "../gates/weakened.ts";
import type { Weakening } from "../gates/weakened.ts";
import type { GateChange } from "../report/change-words.ts";
import { gateReport } from "../report/gate-report.ts";
import type { PlanPart } from "../report/pull-request-report.ts";
import { attempt } from "./attempt.ts";
import { gatherPlan } from "./gather-plan.ts";
import type { Situation, Unreadable } from "./gather-plan.ts";
import type { PullRequestFacts } from "./github.ts";
import { openedHere } from "./opened-here.ts";
import { weakeningsOf } from "./proposed-rules.ts";
import type { Round } from "./round.ts";

export interface HeadQuestion {
  readonly present: Situation;
  readonly proposed: Situation | Unreadable | undefined;
  readonly pullRequest: PullRequestFacts;
  /** Verdicts of what the pull request works on. */
  readonly nodes: readonly VerdictNode[];
}

/** What the gates of the default branch say to a pull request, and what it takes from them. */
export async function judgeHead(
  { present, proposed, pullRequest, nodes }: HeadQuestion,
  round: Round,
): Promise<Pick<PlanPart, "gates" | "changes">> {
  const { github, ports } = round;
  const rules = { ...present, plan: present.parsed.plan };
  const weakenings = await weakeningsOf(rules, pullRequest, { github, parser: ports.parser });
  const changes = await changesOf(weakenings, { present, pullRequest }, round);
  const report = gateReport(nodes);
  if (report.startsLet) return { gates: report, changes };
  const at = { repository: present.home.facts.id, path: present.path, evidenceAt: pullRequest.head };
  const atHead = await gatherPlan(at, github, ports);
  const opened = openedHere({
    present,
    atHead: atHead.kind === "known" ? atHead : undefined,
    proposed: proposed?.kind === "known" ? proposed : undefined,
    weakenings,
  });
  return { gates: gateReport(nodes, opened), changes };
}

async function changesOf(
  weakenings: readonly Weakening[],
  { present, pullRequest }: Pick<HeadQuestion, "present" | "pullRequest">,
  { github }: Round,
): Promise<readonly GateChange[]> {
  const agreed = present.talk.changes.filter(
    ({ pullRequest: number, head }) => number === pullRequest.number && head === pullRequest.head,
  );
  const span = { since: present.home.commit, at: pullRequest.head };
  const needsAuthors = agreed.length > 0 && weakenings.some(({ approval }) => approval.otherThanAuthor);
  const commits = needsAuthors
    ? await attempt("Whose work it is", github.authors(present.home.facts.name, span))
    : undefined;
  const authors: readonly Person[] = [
    pullRequest.author,
    ...(commits?.kind === "known" ? commits.value : []),
  ];
  return weakenings.map((weakening) => {
    const { key, title, what, approval } = weakening;
    const isUnknown = approval.otherThanAuthor && commits?.kind !== "known";
    const people = isUnknown ? [] : agreedBy(weakening, agreed, authors);
    const names = people.map(({ id, login }) =>
      id === pullRequest.author.id ? `${login} (self-approved)` : login,
    );
    return { key, title, what, agreed: names, wayOut: wayToAgree(weakening) };
  });
}
