import { expect, it } from "vitest";
import type { Operation } from "../model/operation.ts";
import type { CommitSha, IssueNumber } from "../model/repository.ts";
import { previewMarkdown, previewTerminal } from "./preview.ts";

const repository = "acme/shop";
const commit = "0123456789abcdef0123456789abcdef01234567" as CommitSha;
const issue = (number: number) => ({ repository, number: number as IssueNumber }) as const;

const operations: readonly Operation[] = [
  { kind: "create-label", repository, name: "plan" },
  { kind: "create-milestone", repository, title: "v0.1" },
  { kind: "create-issue", subject: "plan", repository, title: "Shop @all", body: "", labels: [] },
  {
    kind: "create-issue",
    subject: "phase:a",
    repository: "acme/other",
    title: "Phase 1",
    body: "",
    labels: ["plan"],
    milestone: "v0.1",
    parent: "plan",
  },
  { kind: "link-sub-issue", parent: "plan", child: "task:b" },
  { kind: "add-dependency", blocked: "task:b", blocker: "phase:a" },
  { kind: "remove-dependency", blocked: issue(4), blocker: issue(5) },
  {
    kind: "update-issue",
    subject: "task:b",
    issue: issue(4),
    change: "close",
    state: "closed",
    stateReason: "not_planned",
    body: "x",
  },
  {
    kind: "update-issue",
    subject: "task:c",
    issue: issue(5),
    change: "retitle",
    title: "New\u001b[31m words",
  },
  {
    kind: "commit-plan",
    path: "docs/plan.md",
    onto: commit,
    edits: [
      { kind: "tick-box", line: 3, checked: true },
      { kind: "tick-box", line: 4, checked: false },
      { kind: "link-task", line: 5, subject: "task:b" },
      { kind: "link-task", line: 6, subject: "task:c" },
    ],
  },
  { kind: "comment", issue: issue(4), name: "help", body: "x" },
  { kind: "react", repository, commentId: 7, content: "+1" },
  {
    kind: "post-check",
    repository,
    commit,
    name: "plangate",
    status: "completed",
    title: "All passes",
    summary: "",
    annotations: [],
    externalId: "x",
  },
  { kind: "draft-release", repository, tag: "v0.1", commit, title: "v0.1", body: "", prerelease: false },
  { kind: "create-tag", repository, tag: "v0.1", commit },
  { kind: "publish-release", repository, tag: "v0.1" },
];
const matches = new Map([
  ["task:b", issue(4)],
  ["task:c", issue(5)],
] as const);

it("previewMarkdown() says every operation, counts first, and lets no words come alive", () => {
  expect(previewMarkdown({ operations, home: repository, matches })).toMatchSnapshot();
});

it("previewTerminal() says the same in plain text", () => {
  expect(previewTerminal({ operations, home: repository, matches })).toMatchSnapshot();
});

it("previewMarkdown() says when there is nothing to do", () => {
  expect(previewMarkdown({ operations: [], home: repository, matches })).toBe(
    "Nothing to do: plan and issues agree.",
  );
});
