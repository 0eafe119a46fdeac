import {
  assigneesFor,
  createIssue,
  labelsFor,
  setAssignees,
  setLabels,
  type IssueInput,
} from "../effects/create-issue.ts";
import { editIssue } from "../effects/edit-issue.ts";
import { actOf, bodyOf, param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { issueEventJson, issueJson, labelJson } from "../represent/issue-json.ts";
import type { Issue, StateReason } from "../state/issue.ts";
import { isListed, issueOfCall } from "./find.ts";

const ISSUES = "/repos/{owner}/{repo}/issues";
const ISSUE = `${ISSUES}/{issue_number}`;
const WRITE = ["issues:write", "pull_requests:write"] as const;
const READ = ["issues:read", "pull_requests:read"] as const;

interface IssueBody extends Omit<IssueInput, "title" | "labels" | "milestone"> {
  readonly title?: string | number;
  readonly labels?: readonly (string | { readonly name?: string })[];
  readonly milestone?: string | number | null;
  readonly assignee?: string | null;
  readonly state?: "open" | "closed";
  readonly state_reason?: StateReason;
}

/** Issues themselves. Lists hold pull requests too. */
export const issueRoutes: readonly Route[] = [
  { method: "GET", path: ISSUES, needs: ["issues:read"], handle: listIssues },
  {
    method: "POST",
    path: ISSUES,
    needs: ["issues:write"],
    role: "read",
    creates: true,
    handle: (call) => {
      const body = bodyOf<IssueBody>(call);
      return created(
        issueJson(
          call.world,
          createIssue(actOf(call), { ...wordsOf(body), title: String(body.title ?? "") }),
        ),
      );
    },
  },
  { method: "GET", path: ISSUE, needs: READ, handle: (call) => ok(issueJson(call.world, issueOfCall(call))) },
  {
    method: "PATCH",
    path: ISSUE,
    needs: WRITE,
    role: "read",
    handle: (call) => {
      const body = bodyOf<IssueBody>(call);
      const issue = issueOfCall(call);
      const title = body.title === undefined ? {} : { title: String(body.title) };
      const reason = { state: body.state, stateReason: body.state_reason };
      editIssue(actOf(call), issue, { ...wordsOf(body), ...title, ...reason });
      return ok(issueJson(call.world, issue));
    },
  },
  {
    method: "GET",
    path: `${ISSUE}/events`,
    needs: READ,
    handle: (call) => {
      const repository = repositoryOfCall(call);
      return listReply(call, issueOfCall(call).events, (event) =>
        issueEventJson(call.world, repository, event),
      );
    },
  },
  {
    method: "GET",
    path: `${ISSUE}/labels`,
    needs: READ,
    handle: (call) => labelsReply(call, issueOfCall(call)),
  },
  {
    method: "POST",
    path: `${ISSUE}/labels`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const issue = issueOfCall(call);
      const act = actOf(call);
      setLabels(act, issue, [...new Set([...issue.labels, ...labelsFor(act, namesIn(call))])]);
      return labelsReply(call, issue);
    },
  },
  {
    method: "PUT",
    path: `${ISSUE}/labels`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const issue = issueOfCall(call);
      const act = actOf(call);
      setLabels(act, issue, labelsFor(act, namesIn(call)));
      return labelsReply(call, issue);
    },
  },
  {
    method: "DELETE",
    path: `${ISSUE}/labels/{name}`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const issue = issueOfCall(call);
      const name = param(call, "name").toLowerCase();
      if (!issue.labels.some((label) => label.name.toLowerCase() === name)) throw notFound();
      setLabels(
        actOf(call),
        issue,
        issue.labels.filter((label) => label.name.toLowerCase() !== name),
      );
      return labelsReply(call, issue);
    },
  },
  {
    method: "POST",
    path: `${ISSUE}/assignees`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const issue = issueOfCall(call);
      const act = actOf(call);
      const added = assigneesFor(act, bodyOf<{ assignees?: readonly string[] }>(call).assignees ?? []);
      setAssignees(act, issue, [...new Set([...issue.assignees, ...added])]);
      return created(issueJson(call.world, issue));
    },
  },
];

function wordsOf(body: IssueBody): Omit<IssueInput, "title"> {
  const { labels, milestone, assignee, assignees } = body;
  const who = assignees ?? (assignee === undefined ? undefined : assignee === null ? [] : [assignee]);
  return {
    body: body.body,
    labels: labels?.map(nameOf),
    milestone: milestone === undefined || milestone === null ? milestone : Number(milestone),
    assignees: who,
  };
}

function nameOf(label: string | { readonly name?: string }): string {
  return typeof label === "string" ? label : (label.name ?? "");
}

type LabelsBody =
  | readonly (string | { name?: string })[]
  | { readonly labels?: readonly (string | { name?: string })[] };

function namesIn(call: Call): string[] {
  const body = bodyOf<LabelsBody>(call);
  const list = "labels" in body ? (body.labels ?? []) : (body as readonly (string | { name?: string })[]);
  return list.map(nameOf);
}

function labelsReply(call: Call, issue: Issue): Reply {
  return listReply(call, issue.labels, (label) => labelJson(call.world, repositoryOfCall(call), label));
}

function listIssues(call: Call): Reply {
  const repository = repositoryOfCall(call);
  const { world } = call;
  const state = query(call, "state") ?? "open";
  const creator = query(call, "creator")?.toLowerCase();
  const assignee = query(call, "assignee");
  const since = query(call, "since");
  const milestone = query(call, "milestone");
  const labels = (query(call, "labels") ?? "").split(",").filter((name) => name !== "");
  const found = [...repository.issues.values()].filter((issue) => {
    if (!isListed(world, issue.createdAt)) return false;
    if (state !== "all" && issue.state !== state) return false;
    if (creator !== undefined && issue.author.login.toLowerCase() !== creator) return false;
    if (since !== undefined && issue.updatedAt < new Date(since)) return false;
    if (!hasMilestone(issue, milestone) || !hasAssignee(issue, assignee)) return false;
    return labels.every((name) =>
      issue.labels.some((label) => label.name.toLowerCase() === name.toLowerCase()),
    );
  });
  return listReply(call, sorted(call, found), (issue) => issueJson(world, issue));
}

function hasMilestone(issue: Issue, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (wanted === "none") return issue.milestone === null;
  return wanted === "*" ? issue.milestone !== null : issue.milestone?.number === Number(wanted);
}

function hasAssignee(issue: Issue, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (wanted === "none") return issue.assignees.length === 0;
  return wanted === "*"
    ? issue.assignees.length > 0
    : issue.assignees.some((account) => account.login === wanted);
}

/** Sorts by `sort` and `direction`: newest first unless asked otherwise. */
export function sorted(call: Call, issues: readonly Issue[]): Issue[] {
  const by = query(call, "sort") ?? "created";
  const descending = (query(call, "direction") ?? "desc") === "desc";
  const value = (issue: Issue): number => (by === "updated" ? issue.updatedAt : issue.createdAt).getTime();
  const up = issues.toSorted((a, b) => value(a) - value(b) || a.number - b.number);
  return descending ? up.toReversed() : up;
}
