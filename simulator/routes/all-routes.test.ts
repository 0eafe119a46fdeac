import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../people/person.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import type { AppHandle } from "../views/app-handle.ts";
import type { RepositoryView } from "../views/repository-view.ts";

const at = { owner: "acme", repo: "tool" };
const log = { debug() {}, info() {}, warn() {}, error() {} };

let simulator: Simulator;
let tool: RepositoryView;
let app: AppHandle;
let ada: Person;
let octokit: Octokit;

function octokitWith(token: string | undefined): Octokit {
  return new Octokit({ baseUrl: simulator.url, log, ...(token === undefined ? {} : { auth: token }) });
}

beforeEach(async () => {
  simulator = await startSimulator({ now: new Date("2026-03-02T10:00:00Z") });
  simulator.organization("acme");
  tool = simulator.repository("acme/tool", {
    visibility: "private",
    collaborators: { ada: "admin", bob: "triage", eve: "read" },
  });
  app = simulator.app({ slug: "plangate" });
  octokit = octokitWith(app.install("acme").token());
  ada = simulator.as("ada", "acme/tool");
});

afterEach(async () => {
  simulator.assertAllowed();
  await simulator.close();
});

describe("issues", () => {
  it("come in pages, with pull requests among them", async () => {
    for (const title of ["One", "Two", "Three"]) ada.openIssue({ title });
    ada.openPullRequest({ files: { "a.md": "a\n" }, title: "Four" });

    const issues = await octokit.paginate(octokit.rest.issues.listForRepo, { ...at, per_page: 2 });

    expect(issues.map((issue) => [issue.title, issue.pull_request !== undefined])).toEqual([
      ["Four", true],
      ["Three", false],
      ["Two", false],
      ["One", false],
    ]);
  });

  it("refuse words that are too long", async () => {
    const long = octokit.rest.issues.create({ ...at, title: "x".repeat(257) });
    const longer = octokit.rest.issues.create({ ...at, title: "x", body: "x".repeat(65_537) });

    await expect(long).rejects.toThrow("title is too long (maximum is 256 characters)");
    await expect(longer).rejects.toThrow("body is too long (maximum is 65536 characters)");
  });

  it("are 410 when deleted and elsewhere when transferred", async () => {
    simulator.repository("acme/other", { visibility: "private" });
    ada.openIssue({ title: "One" });
    ada.openIssue({ title: "Two" });
    ada.deleteIssue(1);
    ada.transferIssue(2, "acme/other");

    await expect(octokit.rest.issues.get({ ...at, issue_number: 1 })).rejects.toMatchObject({ status: 410 });
    const moved = await octokit.rest.issues.get({ ...at, issue_number: 2 });

    expect(moved.data.html_url).toBe("https://github.com/acme/other/issues/1");
  });

  it("take a hundred children, closed ones counted, and eight levels", async () => {
    ada.openIssue({ title: "Parent" });
    for (let child = 2; child <= 101; child += 1) {
      ada.openIssue({ title: `T${child}` });
      ada.addSubIssue(1, child);
      ada.close(child);
    }
    ada.openIssue({ title: "One too many" });

    const id = tool.issue(102).id;
    const add = octokit.rest.issues.addSubIssue({ ...at, issue_number: 1, sub_issue_id: id });

    await expect(add).rejects.toThrow("more than 100 sub-issues");
    for (let level = 103; level <= 110; level += 1) ada.openIssue({ title: `L${level}` });
    for (let level = 103; level < 110; level += 1) ada.addSubIssue(level, level + 1);
    expect(() => ada.addSubIssue(110, 102)).toThrow("more than 8 levels");
  });

  it("have one parent, and are blocked by issues alone", async () => {
    for (const title of ["One", "Two", "Three"]) ada.openIssue({ title });
    const pull = ada.openPullRequest({ files: { "a.md": "a\n" } });
    ada.addSubIssue(1, 3);

    const second = octokit.rest.issues.addSubIssue({
      ...at,
      issue_number: 2,
      sub_issue_id: tool.issue(3).id,
    });
    const blocked = octokit.rest.issues.addBlockedByDependency({
      ...at,
      issue_number: 1,
      issue_id: tool.issue(pull).id,
    });

    await expect(second).rejects.toThrow("Sub issue may only have one parent");
    await expect(blocked).rejects.toThrow("Target issue may only be an issue");
  });

  it("drop labels that the author may not set", async () => {
    const eve = octokitWith(simulator.userToken("eve"));

    const { data } = await eve.rest.issues.create({ ...at, title: "Hello", labels: ["plan"] });

    expect(data.labels).toEqual([]);
    expect(tool.labels()).toEqual([]);
  });
});

describe("permissions", () => {
  it("hide a private repository from strangers", async () => {
    const mallory = octokitWith(simulator.userToken("mallory"));

    await expect(mallory.rest.repos.get(at)).rejects.toMatchObject({ status: 404 });
    await expect(octokitWith(undefined).rest.repos.get(at)).rejects.toMatchObject({ status: 404 });
    await expect(octokitWith("nonsense").rest.repos.get(at)).rejects.toMatchObject({ status: 401 });
  });

  it("are those of the installation as it is now", async () => {
    app.installation("acme").permit({ metadata: "read", issues: "read" });

    const create = octokit.rest.issues.create({ ...at, title: "T1" });

    await expect(create).rejects.toThrow("Resource not accessible by integration");
    await expect(octokit.rest.issues.listForRepo(at)).resolves.toMatchObject({ status: 200 });
  });

  it("end with the token after an hour", async () => {
    await simulator.advance(3_600_000);

    await expect(octokit.rest.repos.get(at)).rejects.toMatchObject({ status: 401 });
  });

  it("are told as GitHub tells them", async () => {
    const ask = (username: string) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username });

    const answers = await Promise.all(["ada", "bob", "eve"].map(ask));

    expect(answers.map(({ data }) => [data.permission, data.role_name])).toEqual([
      ["admin", "admin"],
      ["read", "triage"],
      ["read", "read"],
    ]);
  });

  it("let a workflow's token check, in its own repository, as GitHub Actions", async () => {
    simulator.repository("acme/other", { visibility: "private" });
    const workflow = octokitWith(simulator.workflowToken("acme/tool", { checks: "write", contents: "read" }));
    const check = { name: "ci", head_sha: tool.head(), conclusion: "success" } as const;

    const { data } = await workflow.rest.checks.create({ ...at, ...check });
    const elsewhere = workflow.rest.repos.get({ owner: "acme", repo: "other" });

    expect(data.app?.id).toBe(15_368);
    await expect(elsewhere).rejects.toMatchObject({ status: 404 });
    const person = octokitWith(simulator.userToken("ada"));
    await expect(person.rest.checks.create({ ...at, ...check })).rejects.toMatchObject({ status: 403 });
  });
});

describe("repositories", () => {
  it("are found under their old name", async () => {
    ada.rename("hammer");

    const { data } = await octokit.rest.repos.get(at);

    expect(data.full_name).toBe("acme/hammer");
  });

  it("answer under /api/v3 too", async () => {
    const enterprise = new Octokit({
      baseUrl: `${simulator.url}/api/v3`,
      auth: app.installation("acme").token(),
      log,
    });

    const { data } = await enterprise.rest.repos.get(at);
    const answer = await enterprise.graphql(`{ repository(owner: "acme", name: "tool") { nameWithOwner } }`);

    expect([data.full_name, answer]).toEqual(["acme/tool", { repository: { nameWithOwner: "acme/tool" } }]);
  });

  it("show themselves to a person", async () => {
    ada.openIssue({ title: "T1 <b>", body: "Write it" });

    const page = await fetch(`${simulator.url}/_state/acme/tool`).then((response) => response.text());
    const state = await fetch(`${simulator.url}/_state.json`).then((response) => response.json());

    expect(page).toContain("#1 T1 &lt;b&gt;");
    expect(state).toMatchObject({ repositories: [{ name: "acme/tool", issues: [{ title: "T1 <b>" }] }] });
  });
});

describe("pull requests", () => {
  it("come from forks, follow their branch and merge", async () => {
    simulator.repository("acme/open", { files: { "a.md": "a\n" }, collaborators: { ada: "write" } });
    simulator.fork("acme/open", "eve");
    const open = { owner: "acme", repo: "open" };
    const eve = simulator.as("eve", "acme/open");
    const number = eve.openPullRequest({ files: { "a.md": "b\n" }, body: "Fixes #1" });
    eve.pushToPullRequest(number, { "b.md": "new\n" });

    const files = await octokit.rest.pulls.listFiles({ ...open, pull_number: number });
    const { data } = await octokit.rest.pulls.get({ ...open, pull_number: number });
    simulator.as("ada", "acme/open").merge(number);

    expect(files.data.map((file) => [file.filename, file.status])).toEqual([
      ["a.md", "modified"],
      ["b.md", "added"],
    ]);
    expect([data.head.repo?.full_name, data.head.label.split(":")[0]]).toEqual(["eve/open", "eve"]);
    expect(simulator.repository("acme/open").file("a.md")).toBe("b\n");
  });

  it("close what they fix when they are merged", () => {
    const number = ada.openIssue({ title: "Bug" });
    const pull = ada.openPullRequest({ files: { "a.md": "a\n" }, body: `Fixes #${number}` });

    ada.merge(pull);

    expect(tool.issue(number)).toMatchObject({ state: "closed", stateReason: "completed" });
  });
});

describe("workflow runs", () => {
  it("keep artifacts with the run that made them", async () => {
    ada.runWorkflow({ artifacts: { coverage: { "lcov.info": "TN:\n" } } });

    const { data } = await octokit.rest.actions.listArtifactsForRepo({ ...at, name: "coverage" });
    const [artifact] = data.artifacts;
    const id = { ...at, artifact_id: artifact?.id ?? 0 };
    const run = await octokit.rest.actions.getWorkflowRun({ ...at, run_id: artifact?.workflow_run?.id ?? 0 });
    await octokit.rest.actions.listWorkflowRunsForRepo({ ...at, head_sha: tool.head() });
    const archive = await octokit.rest.actions.downloadArtifact({ ...id, archive_format: "zip" });

    expect(run.data).toMatchObject({ head_sha: tool.head(), event: "push", conclusion: "success" });
    expect(Buffer.from(archive.data as ArrayBuffer).toString("latin1")).toContain("lcov.info");
  });
});
