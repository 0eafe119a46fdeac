import {
  createLabel,
  createMilestone,
  deleteLabel,
  deleteMilestone,
  editLabel,
  editMilestone,
  type MilestoneInput,
} from "../effects/labels.ts";
import { actOf, bodyOf, numberParam, param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, noContent, ok } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { labelJson, milestoneJson } from "../represent/issue-json.ts";
import type { Label, Milestone } from "../state/issue.ts";

const LABELS = "/repos/{owner}/{repo}/labels";
const LABEL = `${LABELS}/{name}`;
const MILESTONES = "/repos/{owner}/{repo}/milestones";
const MILESTONE = `${MILESTONES}/{milestone_number}`;
const WRITE = ["issues:write", "pull_requests:write"] as const;
const READ = ["issues:read", "pull_requests:read"] as const;

interface LabelBody {
  readonly name?: string;
  readonly new_name?: string;
  readonly color?: string;
  readonly description?: string | null;
}

/** Labels and milestones of a repository. */
export const labelRoutes: readonly Route[] = [
  {
    method: "GET",
    path: LABELS,
    needs: READ,
    handle: (call) =>
      listReply(call, [...repositoryOfCall(call).labels.values()], (label) => showLabel(call, label)),
  },
  {
    method: "POST",
    path: LABELS,
    needs: WRITE,
    handle: (call) => {
      const { name = "", color, description } = bodyOf<LabelBody>(call);
      return created(showLabel(call, createLabel(actOf(call), { name, color, description })));
    },
  },
  { method: "GET", path: LABEL, needs: READ, handle: (call) => ok(showLabel(call, labelOf(call))) },
  {
    method: "PATCH",
    path: LABEL,
    needs: WRITE,
    handle: (call) => {
      const label = labelOf(call);
      const { new_name: name, color, description } = bodyOf<LabelBody>(call);
      editLabel(actOf(call), label, { name, color, description });
      return ok(showLabel(call, label));
    },
  },
  {
    method: "DELETE",
    path: LABEL,
    needs: WRITE,
    handle: (call) => {
      deleteLabel(actOf(call), labelOf(call));
      return noContent();
    },
  },
  {
    method: "GET",
    path: MILESTONES,
    needs: READ,
    handle: (call) => {
      const state = query(call, "state") ?? "open";
      const found = [...repositoryOfCall(call).milestones.values()].filter(
        (milestone) => state === "all" || milestone.state === state,
      );
      return listReply(call, found, (milestone) => showMilestone(call, milestone));
    },
  },
  {
    method: "POST",
    path: MILESTONES,
    needs: WRITE,
    handle: (call) =>
      created(showMilestone(call, createMilestone(actOf(call), bodyOf<MilestoneInput>(call)))),
  },
  {
    method: "GET",
    path: MILESTONE,
    needs: READ,
    handle: (call) => ok(showMilestone(call, milestoneOf(call))),
  },
  {
    method: "PATCH",
    path: MILESTONE,
    needs: WRITE,
    handle: (call) => {
      const milestone = milestoneOf(call);
      editMilestone(actOf(call), milestone, bodyOf<MilestoneInput>(call));
      return ok(showMilestone(call, milestone));
    },
  },
  {
    method: "DELETE",
    path: MILESTONE,
    needs: WRITE,
    handle: (call) => {
      deleteMilestone(actOf(call), milestoneOf(call));
      return noContent();
    },
  },
];

function labelOf(call: Call): Label {
  const label = repositoryOfCall(call).labels.get(param(call, "name").toLowerCase());
  if (label === undefined) throw notFound();
  return label;
}

function showLabel(call: Call, label: Label): unknown {
  return labelJson(call.world, repositoryOfCall(call), label);
}

function milestoneOf(call: Call): Milestone {
  const milestone = repositoryOfCall(call).milestones.get(numberParam(call, "milestone_number"));
  if (milestone === undefined) throw notFound();
  return milestone;
}

function showMilestone(call: Call, milestone: Milestone): unknown {
  return milestoneJson(call.world, repositoryOfCall(call), milestone);
}
