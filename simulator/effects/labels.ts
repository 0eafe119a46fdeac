import { validationFailed } from "../http/github-error.ts";
import { labelJson, milestoneJson } from "../represent/issue-json.ts";
import type { Label, Milestone } from "../state/issue.ts";
import type { Act } from "./act.ts";
import { lengthOf } from "./write-words.ts";

const NAME_MAX = 50;
const DESCRIPTION_MAX = 100;

export function createLabel(
  act: Act,
  given: { name: string; color?: string | undefined; description?: string | null | undefined },
): Label {
  const { world, repository } = act;
  const name = checkedName(given.name);
  if (repository.labels.has(name.toLowerCase())) {
    throw validationFailed({ resource: "Label", code: "already_exists", field: "name" });
  }
  checkDescription(given.description);
  const id = world.ids.next("label");
  const nodeId = world.ids.node("LA", id);
  const color = given.color ?? "ededed";
  const label: Label = { id, nodeId, name, color, description: given.description ?? null };
  repository.labels.set(name.toLowerCase(), label);
  world.nodes.set(nodeId, { kind: "label", repository, label });
  emitLabel(act, label, { action: "created" });
  return label;
}

export function editLabel(
  act: Act,
  label: Label,
  given: { name?: string | undefined; color?: string | undefined; description?: string | null | undefined },
): void {
  const { repository } = act;
  const changes: Record<string, unknown> = {};
  if (given.name !== undefined && given.name !== label.name) {
    const name = checkedName(given.name);
    const holder = repository.labels.get(name.toLowerCase());
    if (holder !== undefined && holder !== label) {
      throw validationFailed({ resource: "Label", code: "already_exists", field: "name" });
    }
    repository.labels.delete(label.name.toLowerCase());
    changes["name"] = { from: label.name };
    label.name = name;
    repository.labels.set(name.toLowerCase(), label);
  }
  if (given.color !== undefined && given.color !== label.color) {
    changes["color"] = { from: label.color };
    label.color = given.color;
  }
  if (given.description !== undefined) {
    checkDescription(given.description);
    changes["description"] = { from: label.description ?? "" };
    label.description = given.description;
  }
  emitLabel(act, label, { action: "edited", changes });
}

export function deleteLabel(act: Act, label: Label): void {
  act.repository.labels.delete(label.name.toLowerCase());
  act.world.nodes.delete(label.nodeId);
  for (const issue of act.repository.issues.values()) {
    issue.labels = issue.labels.filter((one) => one !== label);
  }
  emitLabel(act, label, { action: "deleted" });
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw validationFailed({ resource: "Label", code: "missing_field", field: "name" });
  if (lengthOf(trimmed) > NAME_MAX) {
    const message = `name is too long (maximum is ${NAME_MAX} characters)`;
    throw validationFailed({ resource: "Label", code: "custom", field: "name", message });
  }
  return trimmed;
}

function checkDescription(description: string | null | undefined): void {
  if (lengthOf(description ?? "") <= DESCRIPTION_MAX) return;
  const message = `description is too long (maximum is ${DESCRIPTION_MAX} characters)`;
  throw validationFailed({ resource: "Label", code: "custom", field: "description", message });
}

function emitLabel(
  act: Act,
  label: Label,
  more: { action: string; changes?: Record<string, unknown> },
): void {
  const { world, repository, actor } = act;
  const { action, changes } = more;
  const payload = (): Record<string, unknown> => ({
    label: labelJson(world, repository, label),
    ...(changes === undefined ? {} : { changes }),
  });
  world.emit({ event: "label", action, repository, actor, payload });
}

export interface MilestoneInput {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly due_on?: string | null | undefined;
}

export function createMilestone(act: Act, given: MilestoneInput): Milestone {
  const { world, repository, actor } = act;
  const title = (given.title ?? "").trim();
  checkMilestoneTitle(act, title, undefined);
  const id = world.ids.next("milestone");
  const milestone: Milestone = {
    id,
    nodeId: world.ids.node("MI", id),
    number: Math.max(0, ...repository.milestones.keys()) + 1,
    creator: actor.account,
    createdAt: world.now(),
    updatedAt: world.now(),
    title,
    description: given.description ?? null,
    state: given.state ?? "open",
    dueOn: toDate(given.due_on),
    closedAt: given.state === "closed" ? world.now() : null,
  };
  repository.milestones.set(milestone.number, milestone);
  world.nodes.set(milestone.nodeId, { kind: "milestone", repository, milestone });
  emitMilestone(act, milestone, { action: "created" });
  return milestone;
}

export function editMilestone(act: Act, milestone: Milestone, given: MilestoneInput): void {
  const { world } = act;
  const changes: Record<string, unknown> = {};
  if (given.title !== undefined && given.title.trim() !== milestone.title) {
    checkMilestoneTitle(act, given.title.trim(), milestone);
    changes["title"] = { from: milestone.title };
    milestone.title = given.title.trim();
  }
  if (given.description !== undefined && given.description !== milestone.description) {
    changes["description"] = { from: milestone.description ?? "" };
    milestone.description = given.description;
  }
  if (given.due_on !== undefined) {
    changes["due_on"] = { from: milestone.dueOn?.toISOString() ?? null };
    milestone.dueOn = toDate(given.due_on);
  }
  milestone.updatedAt = world.now();
  if (Object.keys(changes).length > 0) emitMilestone(act, milestone, { action: "edited", changes });
  if (given.state !== undefined && given.state !== milestone.state) {
    milestone.state = given.state;
    milestone.closedAt = given.state === "closed" ? world.now() : null;
    emitMilestone(act, milestone, { action: given.state === "closed" ? "closed" : "opened" });
  }
}

export function deleteMilestone(act: Act, milestone: Milestone): void {
  act.repository.milestones.delete(milestone.number);
  act.world.nodes.delete(milestone.nodeId);
  for (const issue of act.repository.issues.values()) {
    if (issue.milestone === milestone) issue.milestone = null;
  }
  emitMilestone(act, milestone, { action: "deleted" });
}

function checkMilestoneTitle(act: Act, title: string, self: Milestone | undefined): void {
  if (title === "") throw validationFailed({ resource: "Milestone", code: "missing_field", field: "title" });
  const holder = [...act.repository.milestones.values()].find((one) => one.title === title);
  if (holder !== undefined && holder !== self) {
    throw validationFailed({ resource: "Milestone", code: "already_exists", field: "title" });
  }
}

function toDate(text: string | null | undefined): Date | null {
  return text === null || text === undefined ? null : new Date(text);
}

function emitMilestone(
  act: Act,
  milestone: Milestone,
  more: { action: string; changes?: Record<string, unknown> },
): void {
  const { world, repository, actor } = act;
  const { action, changes } = more;
  const payload = (): Record<string, unknown> => ({
    milestone: milestoneJson(world, repository, milestone),
    ...(changes === undefined ? {} : { changes }),
  });
  world.emit({ event: "milestone", action, repository, actor, payload });
}
