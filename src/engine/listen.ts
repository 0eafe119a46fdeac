import type { Known } from "../model/known.ts";
import { known, unknown } from "../model/known.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Person, Role, Statement } from "../model/statement.ts";
import type { Subject } from "../model/subject.ts";
import { mayCommand } from "../evidence/authority.ts";
import { changeApprovals } from "../evidence/change-approvals.ts";
import type { ChangeApproval } from "../evidence/change-approvals.ts";
import { speakers } from "../evidence/conversation.ts";
import { statements } from "../evidence/statements.ts";
import type { Unanswered, Unmarked } from "../evidence/statements.ts";
import { attempt } from "./attempt.ts";
import { hearPullRequests, unnotedOn } from "./hear-pull-requests.ts";
import type { PullRequestsInput, SaidOn, SpokenHere } from "./hear-pull-requests.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";

/** What people said on a plan's issues and on pull requests, and what plangate still owes them an answer to. */
export interface Talk {
  readonly statements: Known<readonly Statement[]>;
  readonly unanswered: readonly UnansweredHere[];
  /** Comments whose answer stands without its reaction. */
  readonly unmarked: readonly (Unmarked & { readonly issue: IssueRef })[];
  /** Pull requests with statements of this plan that no note on its issue leads to yet. */
  readonly unnoted: readonly IssueRef[];
  /** Changes of gates that people agreed to on open pull requests. */
  readonly changes: readonly (ChangeApproval & { readonly pullRequest: number })[];
  /** Roles by person id, as GitHub gave them just now. */
  readonly roles: ReadonlyMap<number, Role>;
  /** Teams by person id, of those that approvals name, as GitHub gave them just now. */
  readonly teams: ReadonlyMap<number, readonly string[]>;
  /** Requests for a release, by people who may, that are not done yet; oldest first. */
  readonly requests: readonly ReleaseRequest[];
  /** A person who may said `/plangate confirm`, and it was not used yet. */
  readonly confirmed: boolean;
  /** As `confirmed`, for `/plangate recheck`. */
  readonly rechecked: boolean;
}

/** What waits for an answer, and where it was said. */
export interface UnansweredHere extends Unanswered {
  readonly issue: IssueRef;
  /** Absent on the plan's own issues. */
  readonly on?: SaidOn;
}

export interface ReleaseRequest {
  /** As asked: `v0.4.3`. */
  readonly version: string;
  readonly issue: IssueRef;
  readonly commentId: number;
  readonly by: Person;
}

export interface ListenInput extends PullRequestsInput {
  readonly matches: ReadonlyMap<Subject, IssueRef>;
  /** `@org/team` names of approvers. */
  readonly teams: readonly string[];
}

/**
 * Reads the comments of the plan's own issues and of pull requests, and who their speakers are at this moment: in the
 * plan's home, wherever they speak.
 */
export async function listen(input: ListenInput): Promise<Talk> {
  const { github, home } = input;
  const onIssues: SpokenHere[] = [];
  for (const issue of commentedIssues(input)) {
    const comments = await attempt(`Comments of ${issue.repository}#${issue.number}`, github.comments(issue));
    if (comments.kind === "unknown") return { statements: comments, ...silence };
    onIssues.push(...comments.value.map((comment) => ({ ...comment, issue })));
  }
  const onPullRequests = await hearPullRequests(input, onIssues);
  if (onPullRequests.kind === "unknown") return { statements: onPullRequests, ...silence };
  const spoken = [...onIssues, ...onPullRequests.value];
  const roles = new Map<number, Role>();
  for (const person of speakers(spoken)) {
    const role = await attempt(`The role of ${person.login}`, github.role(home.facts.name, person));
    if (role.kind === "known") roles.set(person.id, role.value);
  }
  const teams = await readTeams(speakers(spoken), input);
  const heard = statements({ comments: spoken, roles, teams });
  const placeOf = new Map(
    spoken.map(({ id, issue, on }) => [id, on === undefined ? { issue } : { issue, on }]),
  );
  const unanswered = heard.unanswered.flatMap((one) => {
    const place = placeOf.get(one.comment.id);
    return place === undefined ? [] : [{ ...one, ...place }];
  });
  const unmarked = heard.unmarked.flatMap((one) => {
    const place = placeOf.get(one.comment.id);
    return place === undefined ? [] : [{ ...one, issue: place.issue }];
  });
  const silent = heard.unheard.map(({ login }) => login).join(", ");
  return {
    statements: silent === "" ? known(heard.statements) : unknown(`the role of ${silent} cannot be read`),
    unanswered,
    unmarked,
    unnoted: unnotedOn(onPullRequests.value),
    changes: changesOn(onPullRequests.value, { roles, teams }),
    roles,
    teams,
    ...requestsOf(unanswered, roles),
  };
}

const silence = {
  unanswered: [],
  unmarked: [],
  unnoted: [],
  changes: [],
  roles: new Map<number, Role>(),
  teams: new Map<number, readonly string[]>(),
  requests: [],
  confirmed: false,
  rechecked: false,
} satisfies Omit<Talk, "statements">;

function changesOn(spoken: readonly SpokenHere[], people: Pick<Talk, "roles" | "teams">): Talk["changes"] {
  const byNumber = Map.groupBy(spoken, ({ issue }) => issue.number);
  return [...byNumber].flatMap(([pullRequest, comments]) =>
    changeApprovals({ comments, ...people }).map((approval) => ({ ...approval, pullRequest })),
  );
}

/** Who is in which team. A membership that cannot be read is none: nobody speaks for a team by our not knowing. */
async function readTeams(
  people: readonly Person[],
  { github, teams }: ListenInput,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const teamsOf = new Map<number, readonly string[]>();
  for (const person of people) {
    const member: string[] = [];
    for (const team of teams) {
      const isIn = await attempt(`The members of ${team}`, github.inTeam(team, person));
      if (isIn.kind === "known" && isIn.value) member.push(team);
    }
    teamsOf.set(person.id, member);
  }
  return teamsOf;
}

/** Issues that stand for a node of the plan, in whichever repository, and have comments. */
function commentedIssues({ observed, matches }: ListenInput): readonly IssueRef[] {
  const issues = observedIssues(observed);
  const found = new Map<string, IssueRef>();
  for (const ref of matches.values()) {
    const issue = issues.get(issueKey(ref));
    if (issue === undefined || issue.comments === 0) continue;
    found.set(issueKey(ref), ref);
  }
  return [...found.values()];
}

function requestsOf(
  unanswered: Talk["unanswered"],
  roles: ReadonlyMap<number, Role>,
): Pick<Talk, "requests" | "confirmed" | "rechecked"> {
  const requests: ReleaseRequest[] = [];
  let confirmed = false;
  let rechecked = false;
  for (const { comment, commands, problems, issue, on } of unanswered) {
    if (comment.edited || problems.length > 0 || on?.objection !== undefined) continue;
    for (const command of commands) {
      const speaker = { role: roles.get(comment.author.id), kind: comment.author.kind };
      if (mayCommand(command.kind, speaker).kind !== "allowed") continue;
      if (command.kind === "confirm") confirmed = true;
      if (command.kind === "recheck") rechecked = true;
      if (command.kind !== "release" || commands.length > 1) continue;
      const by = { id: comment.author.id, login: comment.author.login };
      requests.push({ version: command.version, issue, commentId: comment.id, by });
    }
  }
  requests.sort((left, right) => left.commentId - right.commentId);
  return { requests, confirmed, rechecked };
}
