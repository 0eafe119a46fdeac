import type {
  AddDependency,
  CreateLabel,
  CreateMilestone,
  LinkSubIssue,
  Operation,
  RemoveDependency,
  UpdateIssue,
} from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { findIssue, nodeKey } from "./apply-run.ts";
import type { Run } from "./apply-run.ts";
import { commitPlan } from "./commit-plan.ts";
import { createIssue } from "./create-issue.ts";
import { postCheck } from "./post-check.ts";
import { draftRelease, publishRelease, withdrawRelease } from "./release-operations.ts";
import { closeProposal, proposePlan } from "./propose-plan.ts";
import { sendOnce } from "./send-once.ts";
import { spend } from "./spend.ts";

/** Performs one operation with one write. Rejects as `GitHubWriter` does. */
export async function perform(run: Run, operation: Operation): Promise<Outcome> {
  switch (operation.kind) {
    case "create-label":
      return createLabel(run, operation);
    case "create-milestone":
      return createMilestone(run, operation);
    case "create-issue":
      return createIssue(run, operation);
    case "update-issue":
      return updateIssue(run, operation);
    case "link-sub-issue":
      return linkSubIssue(run, operation);
    case "add-dependency":
      return addDependency(run, operation);
    case "remove-dependency":
      return removeDependency(run, operation);
    case "commit-plan":
      return commitPlan(run, operation);
    case "propose-plan":
      return proposePlan(run, operation);
    case "close-proposal":
      return closeProposal(run, operation);
    case "comment": {
      const { issue, body, name } = operation;
      const github = await run.input.connect(issue.repository);
      const send = async (): Promise<void> => void (await github.comment(issue, body));
      return sendOnce(run, operation, { name: `comment:${issue.repository}#${issue.number}:${name}`, send });
    }
    case "react": {
      const github = await run.input.connect(operation.repository);
      await github.react(operation.repository, operation.commentId, operation.content);
      return { kind: "done", operation };
    }
    case "post-check":
      return postCheck(run, operation);
    case "draft-release":
      return draftRelease(run, operation);
    case "create-tag": {
      const github = await run.input.connect(operation.repository);
      await github.createTag(operation.repository, operation.tag, operation.commit);
      return { kind: "done", operation };
    }
    case "publish-release":
      return publishRelease(run, operation);
    case "withdraw-release":
      return withdrawRelease(run, operation);
  }
}

async function createLabel(run: Run, operation: CreateLabel): Promise<Outcome> {
  const held = await spend(run, operation);
  if (held !== undefined) return held;
  const github = await run.input.connect(operation.repository);
  const { nodeId } = await github.createLabel(operation.repository, operation.name);
  run.labelNodes.set(nodeKey(operation.repository, operation.name), nodeId);
  return { kind: "done", operation };
}

async function createMilestone(run: Run, operation: CreateMilestone): Promise<Outcome> {
  const held = await spend(run, operation);
  if (held !== undefined) return held;
  const github = await run.input.connect(operation.repository);
  const milestone = await github.createMilestone(operation.repository, operation.title);
  run.milestones.set(nodeKey(operation.repository, operation.title), milestone);
  return { kind: "done", operation };
}

async function updateIssue(run: Run, operation: UpdateIssue): Promise<Outcome> {
  const { issue, title, body, state, stateReason, labels, milestone: milestoneTitle } = operation;
  const milestone =
    milestoneTitle === undefined ? undefined : run.milestones.get(nodeKey(issue.repository, milestoneTitle));
  if (milestoneTitle !== undefined && milestone === undefined) {
    return gone(operation, `milestone "${milestoneTitle}" of ${issue.repository}`);
  }
  const github = await run.input.connect(issue.repository);
  await github.updateIssue(issue, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...(state === undefined ? {} : { state }),
    ...(stateReason === undefined ? {} : { stateReason }),
    ...(labels === undefined ? {} : { labels }),
    ...(milestone === undefined ? {} : { milestone: milestone.number }),
  });
  return { kind: "done", operation, issue };
}

async function linkSubIssue(run: Run, operation: LinkSubIssue): Promise<Outcome> {
  const parent = await findIssue(run, operation.parent);
  if (parent === undefined) return gone(operation, `issue of "${operation.parent}"`);
  const child = await findIssue(run, operation.child);
  if (child === undefined) return gone(operation, `issue of "${operation.child}"`);
  const github = await run.input.connect(parent.ref.repository);
  await github.addSubIssue(parent.ref, child.id);
  return { kind: "done", operation };
}

async function addDependency(run: Run, operation: AddDependency): Promise<Outcome> {
  const blocked = await findIssue(run, operation.blocked);
  if (blocked === undefined) return gone(operation, `issue of "${operation.blocked}"`);
  const blocker = await findIssue(run, operation.blocker);
  if (blocker === undefined) return gone(operation, `issue of "${operation.blocker}"`);
  const github = await run.input.connect(blocked.ref.repository);
  await github.addBlockedBy(blocked.ref, blocker.id);
  return { kind: "done", operation };
}

async function removeDependency(run: Run, operation: RemoveDependency): Promise<Outcome> {
  const { blocked, blocker } = operation;
  const facts = await findIssue(run, blocker);
  if (facts === undefined) return gone(operation, `issue ${blocker.repository}#${blocker.number}`);
  const github = await run.input.connect(blocked.repository);
  await github.removeBlockedBy(blocked, facts.id);
  return { kind: "done", operation };
}

function gone(operation: Operation, name: string): Outcome {
  return { kind: "refused", operation, reason: `there is no ${name}` };
}
