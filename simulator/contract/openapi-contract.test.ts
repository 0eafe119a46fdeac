import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import type { RepositoryView } from "../views/repository-view.ts";

const at = { owner: "acme", repo: "tool" };

const log = { debug() {}, info() {}, warn() {}, error() {} };

let simulator: Simulator;
let tool: RepositoryView;
let octokit: Octokit;

beforeEach(async () => {
  simulator = await startSimulator({ now: new Date("2026-03-02T10:00:00Z") });
  simulator.organization("acme");
  tool = simulator.repository("acme/tool", {
    files: { "plan.md": "- [ ] T1\n", "docs/a.md": "a\n" },
    collaborators: { ada: "admin" },
  });
  const app = simulator.app({
    slug: "plangate",
    webhook: { url: "http://127.0.0.1:9/hook", secret: "s3cret" },
  });
  simulator.webhooks.mode = "drop";
  octokit = new Octokit({ baseUrl: simulator.url, auth: app.install("acme").token(), log });
});

afterEach(() => simulator.close());

describe("openapiContract()", () => {
  it("finds nothing wrong with Octokit's issues, labels, milestones and links", async () => {
    const { issues } = octokit.rest;
    await issues.createLabel({ ...at, name: "plan", color: "0e8a16", description: "From a plan" });
    await issues.updateLabel({ ...at, name: "plan", new_name: "Plan" });
    const { data: milestone } = await issues.createMilestone({ ...at, title: "v1.0.0" });
    await issues.updateMilestone({ ...at, milestone_number: milestone.number, description: "First" });
    const parent = await issues.create({
      ...at,
      title: "Phase 1",
      labels: ["plan"],
      milestone: milestone.number,
    });
    const child = await issues.create({ ...at, title: "T1", body: "- [ ] box", assignees: ["ada"] });
    const number = { ...at, issue_number: parent.data.number };
    const other = { ...at, issue_number: child.data.number };
    await issues.addSubIssue({ ...number, sub_issue_id: child.data.id });
    await issues.listSubIssues(number);
    await issues.getParent(other);
    await issues.addBlockedByDependency({ ...number, issue_id: child.data.id });
    await issues.listDependenciesBlockedBy(number);
    await issues.listDependenciesBlocking(other);
    await issues.removeDependencyBlockedBy({ ...number, issue_id: child.data.id });
    await issues.removeSubIssue({ ...number, sub_issue_id: child.data.id });
    await issues.update({ ...other, state: "closed", state_reason: "not_planned", body: "done" });
    await issues.get(other);
    await issues.listForRepo({
      ...at,
      state: "all",
      creator: "plangate[bot]",
      sort: "created",
      direction: "asc",
    });
    await issues.listEvents(other);
    await issues.addLabels({ ...other, labels: ["plan", "new"] });
    await issues.setLabels({ ...other, labels: ["new"] });
    await issues.removeLabel({ ...other, name: "new" });
    await issues.listLabelsForRepo(at);
    await issues.listMilestones(at);
    const comment = await issues.createComment({ ...other, body: "Hello" });
    const id = { ...at, comment_id: comment.data.id };
    await issues.updateComment({ ...id, body: "Hello again" });
    await issues.listComments(other);
    await issues.listCommentsForRepo(at);
    await octokit.rest.reactions.createForIssueComment({ ...id, content: "+1" });
    await octokit.rest.reactions.listForIssueComment(id);
    await issues.deleteComment(id);

    expect(simulator.violations).toEqual([]);
  });

  it("finds nothing wrong with Octokit's files, refs and commits", async () => {
    const { repos, git } = octokit.rest;
    await repos.get(at);
    await repos.getContent({ ...at, path: "docs" });
    await repos.getContent({ ...at, path: "plan.md", ref: "main" });
    const content = Buffer.from("- [x] T1\n").toString("base64");
    const file = await repos.getContent({ ...at, path: "plan.md" });
    const sha = "sha" in file.data ? file.data.sha : "";
    await repos.createOrUpdateFileContents({ ...at, path: "plan.md", message: "Tick", content, sha });
    await repos.createOrUpdateFileContents({ ...at, path: "new.md", message: "Add", content });
    await git.createRef({ ...at, ref: "refs/tags/v0.1.0", sha: tool.head() });
    await git.createRef({ ...at, ref: "refs/heads/next", sha: tool.head() });
    await git.getRef({ ...at, ref: "tags/v0.1.0" });
    await git.listMatchingRefs({ ...at, ref: "tags/v" });
    await git.getCommit({ ...at, commit_sha: tool.head() });
    await git.getTree({ ...at, tree_sha: "main", recursive: "true" });
    const blob = await git.createBlob({ ...at, content: "x" });
    await git.getBlob({ ...at, file_sha: blob.data.sha });
    const entry = { path: "x.md", mode: "100644", type: "blob", sha: blob.data.sha } as const;
    const tree = await git.createTree({ ...at, base_tree: tool.head(), tree: [entry] });
    const parents = [tool.head("next")];
    const commit = await git.createCommit({ ...at, message: "X", tree: tree.data.sha, parents });
    await git.updateRef({ ...at, ref: "heads/next", sha: commit.data.sha });
    await repos.listTags(at);
    await repos.listBranches(at);
    await repos.getBranch({ ...at, branch: "main" });
    await repos.listCommits({ ...at, path: "plan.md" });
    await repos.getCommit({ ...at, ref: "next" });
    await repos.compareCommitsWithBasehead({ ...at, basehead: "main...next" });
    await repos.getCollaboratorPermissionLevel({ ...at, username: "ada" });

    expect(simulator.violations).toEqual([]);
  });

  it("finds nothing wrong with Octokit's pull requests, checks, releases and rulesets", async () => {
    const { pulls, checks, repos } = octokit.rest;
    const ada = simulator.as("ada", "acme/tool");
    const number = ada.openPullRequest({ files: { "plan.md": "- [x] T1\n" }, body: "Please" });
    const pull = { ...at, pull_number: number };
    await pulls.get(pull);
    await pulls.list({ ...at, state: "all" });
    await pulls.listFiles(pull);
    await pulls.listCommits(pull);
    await pulls.update({ ...pull, title: "Tick T1" });
    const head = tool.pull(number).headSha;
    const run = await checks.create({ ...at, name: "plangate", head_sha: head, status: "in_progress" });
    const annotation = {
      path: "plan.md",
      start_line: 1,
      end_line: 1,
      annotation_level: "warning",
      message: "m",
    } as const;
    await checks.update({
      ...at,
      check_run_id: run.data.id,
      conclusion: "action_required",
      output: { title: "t", summary: "s", annotations: [annotation] },
      actions: [{ label: "Recheck", description: "Look again", identifier: "recheck" }],
    });
    await checks.get({ ...at, check_run_id: run.data.id });
    await checks.listForRef({ ...at, ref: head, check_name: "plangate" });
    await checks.listAnnotations({ ...at, check_run_id: run.data.id });
    await checks.listSuitesForRef({ ...at, ref: head });
    ada.rerequest(run.data.id);
    ada.pressButton(run.data.id, "recheck");
    await repos.createCommitStatus({ ...at, sha: head, state: "success", context: "ci" });
    await repos.listCommitStatusesForRef({ ...at, ref: head });
    await repos.getCombinedStatusForRef({ ...at, ref: head });
    ada.queue(number);
    await pulls.merge(pull);
    const release = await repos.createRelease({ ...at, tag_name: "v1.0.0", draft: true });
    await repos.updateRelease({ ...at, release_id: release.data.id, draft: false });
    await repos.getReleaseByTag({ ...at, tag: "v1.0.0" });
    await repos.listReleases(at);
    ada.createRuleset({ name: "tags", target: "tag", rules: [{ type: "creation" }] });
    const rulesets = await repos.getRepoRulesets({ ...at, targets: "tag" });
    await repos.getRepoRuleset({ ...at, ruleset_id: rulesets.data[0]?.id ?? 0 });
    await octokit.rest.apps.listReposAccessibleToInstallation();
    await octokit.rest.rateLimit.get();

    expect(simulator.violations).toEqual([]);
  });

  it("finds nothing wrong with what an App asks about itself", async () => {
    simulator.user("zoe");
    const app = simulator.app({ slug: "asker" });
    const installation = app.install("zoe");
    app.install("acme", { repositories: ["tool"] });
    const auth = { appId: app.id, privateKey: app.privateKey };
    const { apps } = new Octokit({ baseUrl: simulator.url, authStrategy: createAppAuth, auth, log }).rest;
    await apps.getAuthenticated();
    await apps.getInstallation({ installation_id: installation.id });
    await apps.getRepoInstallation(at);
    await apps.getOrgInstallation({ org: "acme" });
    await apps.getUserInstallation({ username: "zoe" });
    const permissions = { issues: "read" } as const;
    await apps.createInstallationAccessToken({ installation_id: installation.id, permissions });
    installation.suspend();
    await apps.listInstallations();
    await apps.listWebhookDeliveries();

    expect(simulator.violations).toEqual([]);
  });

  it("finds nothing wrong with what people do", () => {
    const ada = simulator.as("ada", "acme/tool");
    simulator.repository("acme/other", {});

    ada.openIssue({ title: "One", body: "- [ ] box", labels: ["a"] });
    ada.openIssue({ title: "Two" });
    ada.tick(1, "box");
    ada.close(1);
    ada.reopen(1);
    ada.addSubIssue(1, 2);
    ada.blockedBy(1, 2);
    ada.unblock(1, 2);
    ada.editComment(ada.comment(1, "hello"), "bye");
    ada.push({ "plan.md": "x\n" });
    ada.tag("v0.0.1");
    ada.branch("side");
    ada.deleteBranch("side");
    ada.publishRelease(ada.createRelease({ tag: "v0.0.2", draft: true }));
    ada.transferIssue(2, "acme/other");
    ada.deleteIssue(1);
    ada.rename("hammer");
    ada.changeVisibility("private");
    ada.archive();

    expect(simulator.violations).toEqual([]);
  });

  it("refuses a field that GitHub does not take, and remembers it", async () => {
    const create = octokit.request("POST /repos/{owner}/{repo}/issues", { ...at, title: "T1", parent: 7 });

    await expect(create).rejects.toMatchObject({ status: 422 });
    expect(simulator.violations).toHaveLength(1);
    expect(() => simulator.assertAllowed()).toThrow(/POST .*issues: .*"parent"/);
  });

  it("does not know a route that GitHub does not have", async () => {
    const answer = octokit.request("POST /repos/{owner}/{repo}/plans", at);

    await expect(answer).rejects.toMatchObject({ status: 404 });
    expect(simulator.violations).toEqual(["No route: POST /repos/acme/tool/plans"]);
  });

  it("remembers what an App must never do", async () => {
    await octokit.rest.git.createRef({ ...at, ref: "refs/tags/v1", sha: tool.head() });

    await octokit.rest.git.deleteRef({ ...at, ref: "tags/v1" });

    expect(() => simulator.assertAllowed()).toThrow("moves or deletes a tag");
  });
});
