import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import type { RepositoryView } from "../views/repository-view.ts";

let simulator: Simulator;
let tool: RepositoryView;
let octokit: Octokit;

beforeEach(async () => {
  simulator = await startSimulator();
  simulator.organization("acme");
  tool = simulator.repository("acme/tool", {
    files: { "plan.md": "- [ ] T1\n" },
    collaborators: { ada: "admin" },
  });
  const app = simulator.app({ slug: "plangate" });
  octokit = new Octokit({ baseUrl: simulator.url, auth: app.install("acme").token() });
});

afterEach(() => simulator.close());

const CREATE = `mutation ($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { number fullDatabaseId parent { number } labels(first: 9) { nodes { name } } } }
}`;
const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

function commitInput(head: string, text: string): Record<string, unknown> {
  const contents = Buffer.from(text).toString("base64");
  return {
    branch: { repositoryNameWithOwner: "acme/tool", branchName: "main" },
    expectedHeadOid: head,
    message: { headline: "Tick T1" },
    fileChanges: { additions: [{ path: "plan.md", contents }] },
  };
}

describe("respondGraphql()", () => {
  it("creates an issue under its parent, with a label, in one call", async () => {
    simulator.as("ada", "acme/tool").createLabel("plan");
    const parent = simulator.as("ada", "acme/tool").openIssue({ title: "Phase 1" });
    const ids = await octokit.graphql<{
      repository: { id: string; label: { id: string }; issue: { id: string } };
    }>(
      `{ repository(owner: "acme", name: "tool") { id label(name: "plan") { id } issue(number: ${parent}) { id } } }`,
    );
    const { id: repositoryId, label, issue } = ids.repository;

    const input = { repositoryId, title: "T1", labelIds: [label.id], parentIssueId: issue.id };
    const answer = await octokit.graphql(CREATE, { input });

    const created = { number: 2, parent: { number: 1 }, labels: { nodes: [{ name: "plan" }] } };
    expect(answer).toMatchObject({ createIssue: { issue: created } });
    expect(tool.issue(1).subIssues).toEqual(["#2"]);
    expect(simulator.writes.map((write) => write.mutation)).toEqual(["createIssue"]);
    expect(simulator.violations).toEqual([]);
  });

  it("commits only on the head that was expected", async () => {
    const head = tool.head();

    await octokit.graphql(COMMIT, { input: commitInput(head, "- [x] T1\n") });
    const stale = octokit.graphql(COMMIT, { input: commitInput(head, "- [ ] T2\n") });

    await expect(stale).rejects.toMatchObject({ errors: [{ type: "STALE_DATA" }] });
    expect(tool.file("plan.md")).toBe("- [x] T1\n");
    expect(tool.commits()[0]).toMatchObject({ message: "Tick T1", author: "plangate[bot]", verified: true });
  });

  it("refuses a commit where the branch takes pull requests only", async () => {
    simulator.as("ada", "acme/tool").createRuleset({
      name: "main",
      target: "branch",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      rules: [{ type: "pull_request" }],
    });

    const refused = octokit.graphql(COMMIT, { input: commitInput(tool.head(), "- [x] T1\n") });

    await expect(refused).rejects.toThrow("Changes must be made through a pull request.");
  });

  it("shows the first words of an issue that was edited", async () => {
    const ada = simulator.as("ada", "acme/tool");
    ada.openIssue({ title: "T1", body: "first" });
    ada.edit(1, { body: "second" });

    const answer = await octokit.graphql(
      `{ repository(owner: "acme", name: "tool") { issue(number: 1) {
        includesCreatedEdit lastEditedAt userContentEdits(first: 10) { nodes { diff editor { login } } } } } }`,
    );

    const nodes = [
      { diff: "second", editor: { login: "ada" } },
      { diff: "first", editor: { login: "ada" } },
    ];
    expect(answer).toMatchObject({
      repository: { issue: { includesCreatedEdit: true, userContentEdits: { nodes } } },
    });
  });

  it("refuses a field that GitHub does not have, and remembers it", async () => {
    const answer = octokit.graphql(`{ repository(owner: "acme", name: "tool") { plans } }`);

    await expect(answer).rejects.toThrow(`Cannot query field "plans" on type "Repository"`);
    expect(simulator.violations).toEqual([`GraphQL: Cannot query field "plans" on type "Repository".`]);
  });

  it("answers what it can and lists the rest as errors", async () => {
    const answer = octokit.graphql(`{
      here: repository(owner: "acme", name: "tool") { name }
      gone: repository(owner: "acme", name: "nothing") { name }
    }`);

    await expect(answer).rejects.toMatchObject({
      data: { here: { name: "tool" }, gone: null },
      errors: [{ type: "NOT_FOUND", path: ["gone"] }],
    });
  });
});
