import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueRef, setStage, type Stage, tool } from "./test-support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

async function openMany(count: number): Promise<void> {
  stage.simulator.limits.contentPerMinute = Number.POSITIVE_INFINITY;
  stage.simulator.limits.pointsPerMinute = Number.POSITIVE_INFINITY;
  for (let number = 1; number <= count; number += 1) await openOwn(`T${number}`);
}

/** An issue that plangate opens. */
async function openOwn(title: string) {
  const repository = await stage.github.repository(tool);
  return stage.github.createIssue({ repository, title, body: "Words\n", labelNodeIds: [] });
}

describe("ownIssues()", () => {
  it("reads our own issues, open and closed, with parents and blockers, and nobody else's", async () => {
    const ada = stage.simulator.as("ada", tool);
    const [parent, child, blocker] = [
      await openOwn("Parent"),
      await openOwn("Child"),
      await openOwn("Blocker"),
    ];
    ada.openIssue({ title: "Not ours" });
    await stage.github.addSubIssue(parent.ref, child.id);
    await stage.github.addBlockedBy(child.ref, blocker.id);
    ada.close(blocker.ref.number, "not_planned");
    ada.comment(child.ref.number, "hello");

    const issues = await stage.github.ownIssues(tool);

    expect(issues).toEqual([
      parent,
      { ...child, parent: parent.ref, blockedBy: [blocker.ref], comments: 1 },
      { ...blocker, state: "closed", stateReason: "not_planned", closedBy: "ada" },
    ]);
  });

  it("reads the blockers of many issues at once", async () => {
    await openMany(5);
    const [blocker, ...blocked] = await stage.github.ownIssues(tool);
    for (const issue of blocked) await stage.github.addBlockedBy(issue.ref, blocker?.id ?? 0);
    const { reads } = stage.github.counts();

    const issues = await stage.github.ownIssues(tool);

    expect(issues.map(({ blockedBy }) => blockedBy)).toEqual([[], ...blocked.map(() => [blocker?.ref])]);
    expect(stage.github.counts().reads - reads).toBe(2);
  });

  it("reads every page, and asks for no more than it needs", async () => {
    await openMany(201);
    const { reads } = stage.github.counts();

    const issues = await stage.github.ownIssues(tool);

    expect(issues.map(({ title }) => title)).toEqual(
      Array.from({ length: 201 }, (_, index) => `T${index + 1}`),
    );
    expect(stage.github.counts().reads - reads).toBe(3);
  });

  it("rejects where the second page cannot be read, and never gives less", async () => {
    await openMany(101);
    let seen = 0;
    stage.simulator.faults.inject({ when: () => (seen += 1) > 1, kind: "html-error", times: 5 });

    await expect(stage.github.ownIssues(tool)).rejects.toMatchObject({ name: "RetryableError" });
    expect(await stage.github.ownIssues(tool)).toHaveLength(101);
  });

  it("sees what was added to a full last page although the page has not changed", async () => {
    await openMany(100);
    await stage.github.ownIssues(tool);
    await openOwn("T101");

    expect(await stage.github.ownIssues(tool)).toHaveLength(101);
  });

  it("leaves pull requests out", async () => {
    const pulls = stage.simulator.as("ada", tool);
    const number = pulls.openPullRequest({ files: { "a.md": "a\n" } });

    expect(await stage.github.ownIssues(tool)).toEqual([]);
    expect(await stage.github.issue(issueRef(number))).toBeUndefined();
  });
});

describe("issue()", () => {
  it("reads anybody's issue, and whose it is", async () => {
    const number = stage.simulator.as("bob", tool).openIssue({ title: "Bug", body: "It breaks" });

    expect(await stage.github.issue(issueRef(number))).toMatchObject({
      ref: issueRef(number),
      title: "Bug",
      body: "It breaks",
      own: false,
      parent: null,
      blockedBy: [],
    });
  });

  it("is undefined for one that never was or was deleted; one that was transferred is read where it is now", async () => {
    const ada = stage.simulator.as("ada", tool);
    stage.simulator.repository("acme/other", { collaborators: { ada: "admin" } });
    const [deleted, moved] = [await openOwn("Deleted"), await openOwn("Moved")];
    ada.deleteIssue(deleted.ref.number);
    const number = ada.transferIssue(moved.ref.number, "acme/other");

    expect(await stage.github.issue(issueRef(99))).toBeUndefined();
    expect(await stage.github.issue(deleted.ref)).toBeUndefined();
    expect(await stage.github.issue(moved.ref)).toMatchObject({ ref: issueRef(number, "acme/other") });
  });

  it("is found under the new name of a renamed repository", async () => {
    const issue = await openOwn("Stays");
    stage.simulator.as("ada", tool).rename("hammer");

    expect(await stage.github.issue(issue.ref)).toMatchObject({
      ref: issueRef(issue.ref.number, "acme/hammer"),
    });
  });

  it("rejects where the repository is gone", async () => {
    await expect(stage.github.issue(issueRef(1, "acme/nothing"))).rejects.toMatchObject({ status: 404 });
  });
});

describe("labels(), milestones() and labelled()", () => {
  it("reads what was made", async () => {
    const label = await stage.github.createLabel(tool, "release-blocker");
    const milestone = await stage.github.createMilestone(tool, "v1.0.0");
    const ada = stage.simulator.as("ada", tool);
    const number = ada.openIssue({
      title: "Hole",
      labels: ["release-blocker"],
      milestone: milestone.number,
    });
    const closed = ada.openIssue({ title: "Old hole", labels: ["release-blocker"] });
    ada.close(closed);

    expect(await stage.github.labels(tool)).toContainEqual({ name: "release-blocker", nodeId: label.nodeId });
    expect(await stage.github.milestones(tool)).toEqual([{ title: "v1.0.0", state: "open", ...milestone }]);
    expect(await stage.github.labelled(tool, "release-blocker")).toEqual([
      { ref: issueRef(number), title: "Hole", milestone: "v1.0.0" },
    ]);
  });
});

describe("comments()", () => {
  it("reads who said what, whether it was edited, and what we left there", async () => {
    const issue = await openOwn("Talk");
    const { number } = issue.ref;
    const ada = stage.simulator.as("ada", tool);
    const first = ada.comment(number, "/plangate approve G1");
    const second = ada.comment(number, "hm");
    ada.editComment(second, "/plangate approve G2");
    const own = await stage.github.comment(issue.ref, "Noted.");
    await stage.github.react(tool, first, "eyes");

    const comments = await stage.github.comments(issue.ref);

    const author = { id: stage.simulator.user("ada").id, login: "ada", kind: "user" };
    expect(comments).toMatchObject([
      { id: first, body: "/plangate approve G1", author, own: false, edited: false, ownReactions: ["eyes"] },
      { id: second, body: "/plangate approve G2", author, own: false, edited: true, ownReactions: [] },
      { id: own.id, url: own.url, body: "Noted.", author: { kind: "bot" }, own: true, edited: false },
    ]);
    expect(comments[0]?.url).toContain(`issuecomment-${first}`);
  });

  it("sees that somebody edited our own", async () => {
    const issue = await openOwn("Talk");
    const { id } = await stage.github.comment(issue.ref, "Noted.");
    stage.simulator.as("ada", tool).editComment(id, "Forged.");

    expect(await stage.github.comments(issue.ref)).toMatchObject([{ own: true, edited: true }]);
  });

  it("reads all of a long talk, and pull requests too", async () => {
    const ada = stage.simulator.as("ada", tool);
    const number = ada.openPullRequest({ files: { "a.md": "a\n" } });
    for (let count = 1; count <= 101; count += 1) ada.comment(number, `word ${count}`);

    expect(await stage.github.comments(issueRef(number))).toHaveLength(101);
  });

  it("rejects where there is no such issue", async () => {
    await expect(stage.github.comments(issueRef(77))).rejects.toMatchObject({
      name: "TerminalError",
      status: 404,
    });
  });
});
