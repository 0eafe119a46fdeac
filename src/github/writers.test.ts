import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommitSha } from "../model/repository.ts";
import { headOf, issueRef, setStage, type Stage, tool } from "./test-support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

describe("createIssue()", () => {
  it("makes an issue with labels, milestone and parent in one request", async () => {
    const { github, simulator } = stage;
    const repository = await github.repository(tool);
    const parent = await github.createIssue({ repository, title: "Plan", body: "", labelNodeIds: [] });
    const label = await github.createLabel(tool, "plan");
    const milestone = await github.createMilestone(tool, "v1.0.0");
    simulator.forget();

    const issue = await github.createIssue({
      repository,
      title: "T1 Write the parser",
      body: "Body\n",
      labelNodeIds: [label.nodeId],
      milestoneNodeId: milestone.nodeId,
      parentNodeId: parent.nodeId,
    });

    expect(simulator.writes.map(({ mutation }) => mutation)).toEqual(["createIssue"]);
    expect(issue).toMatchObject({ labels: ["plan"], milestone: "v1.0.0", parent: parent.ref, own: true });
    expect(await github.issue(issue.ref)).toEqual(issue);
  });

  it("is refused with GitHub's reason where issues are not ours to make", async () => {
    const repository = await stage.github.repository(tool);
    stage.app.installation("acme").permit({ issues: "read" });

    await expect(
      stage.github.createIssue({ repository, title: "T1", body: "", labelNodeIds: [] }),
    ).rejects.toMatchObject({
      name: "TerminalError",
      message: expect.stringContaining("not accessible") as string,
    });
  });
});

describe("updateIssue()", () => {
  it("changes everything in one request", async () => {
    const number = stage.simulator.as("ada", tool).openIssue({ title: "Old" });
    const milestone = await stage.github.createMilestone(tool, "v1.0.0");
    stage.simulator.forget();

    await stage.github.updateIssue(issueRef(number), {
      title: "New",
      body: "Words",
      state: "closed",
      stateReason: "not_planned",
      labels: ["plan"],
      milestone: milestone.number,
    });

    expect(stage.simulator.writes).toHaveLength(1);
    expect(stage.tool.issue(number)).toMatchObject({
      title: "New",
      body: "Words",
      state: "closed",
      stateReason: "not_planned",
      labels: ["plan"],
      milestone: "v1.0.0",
    });
  });
});

describe("addSubIssue(), addBlockedBy(), removeBlockedBy()", () => {
  it("links issues and takes a link away", async () => {
    const { github } = stage;
    const repository = await github.repository(tool);
    const one = await github.createIssue({ repository, title: "One", body: "", labelNodeIds: [] });
    const two = await github.createIssue({ repository, title: "Two", body: "", labelNodeIds: [] });

    await github.addSubIssue(one.ref, two.id);
    await github.addBlockedBy(two.ref, one.id);
    expect(await github.issue(two.ref)).toMatchObject({ parent: one.ref, blockedBy: [one.ref] });
    await github.removeBlockedBy(two.ref, one.id);

    expect(await github.issue(two.ref)).toMatchObject({ parent: one.ref, blockedBy: [] });
  });

  it("tells GitHub's reason where it refuses", async () => {
    const { github } = stage;
    const repository = await github.repository(tool);
    const one = await github.createIssue({ repository, title: "One", body: "", labelNodeIds: [] });

    await expect(github.addSubIssue(one.ref, one.id)).rejects.toMatchObject({
      name: "TerminalError",
      status: 422,
    });
  });
});

describe("commitFile()", () => {
  it("commits the bytes on the head that was read, and on no other", async () => {
    const { github } = stage;
    const onto = await headOf(github);
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x78, 0x0d, 0x0a, 0xff]);
    const input = {
      repository: tool,
      branch: "main",
      path: "docs/roadmap.md",
      bytes,
      headline: "Tick T1",
      onto,
    };

    const commit = await github.commitFile(input);

    expect(await github.head(tool, "main")).toBe(commit);
    expect(await github.file(tool, "docs/roadmap.md", commit)).toEqual(bytes);
    await expect(github.commitFile(input)).rejects.toMatchObject({ name: "RetryableError" });
    expect(await github.head(tool, "main")).toBe(commit);
  });
});

describe("releases", () => {
  it("drafts, tags and publishes", async () => {
    const { github } = stage;
    const commit = await headOf(github);
    const release = { tag: "v1.0.0", commit, title: "v1.0.0", body: "Notes", prerelease: false };

    const draft = await github.draftRelease(tool, release);
    expect(await github.release(tool, "v1.0.0")).toEqual(draft);
    expect(draft).toMatchObject({ tag: "v1.0.0", draft: true, target: commit, body: "Notes" });
    await github.createTag(tool, "v1.0.0", commit);
    await github.publishRelease(tool, draft.id);

    expect(await github.release(tool, "v1.0.0")).toMatchObject({ id: draft.id, draft: false });
    expect(await github.tags(tool)).toEqual([{ name: "v1.0.0", commit }]);
  });

  it("says where a tag is there already", async () => {
    const commit = await headOf(stage.github);
    await stage.github.createTag(tool, "v1.0.0", commit);

    await expect(stage.github.createTag(tool, "v1.0.0", commit)).rejects.toMatchObject({
      name: "TerminalError",
      code: "tag-exists",
      message: "Cannot create the tag v1.0.0 in acme/tool: there is one of that name already",
    });
  });

  it("tells what a ruleset refused", async () => {
    stage.simulator.as("ada", tool).createRuleset({
      name: "releases",
      target: "tag",
      enforcement: "active",
      conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
      rules: [{ type: "creation" }],
      bypass_actors: [],
    });
    const commit: CommitSha = await headOf(stage.github);

    await expect(stage.github.createTag(tool, "v1.0.0", commit)).rejects.toMatchObject({
      name: "TerminalError",
      code: undefined,
      message: expect.stringContaining("creations being restricted") as string,
    });
  });

  it("has no release of a tag that has none", async () => {
    expect(await stage.github.release(tool, "v9.9.9")).toBeUndefined();
  });
});

describe("openPullRequests() and changedPaths()", () => {
  it("reads what is open and what it changes, old names too", async () => {
    const ada = stage.simulator.as("ada", tool);
    const number = ada.openPullRequest({
      files: { "docs/roadmap.md": "# New\n", "a.md": "a\n" },
      title: "Change",
    });
    const closed = ada.openPullRequest({ files: { "b.md": "b\n" } });
    ada.closePullRequest(closed);

    expect(await stage.github.openPullRequests(tool)).toMatchObject([
      { number, title: "Change", fork: false, base: "main", author: { login: "ada" } },
    ]);
    expect((await stage.github.changedPaths(tool, number)).toSorted()).toEqual(["a.md", "docs/roadmap.md"]);
  });

  it("knows a fork", async () => {
    stage.simulator.fork(tool, "eve");
    const open = stage.github.openPullRequests(tool);

    expect(await open).toEqual([]);
  });
});
