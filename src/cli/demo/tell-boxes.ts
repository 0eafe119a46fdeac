import type { Situation } from "../../engine/gather-plan.ts";
import type { Task } from "../../model/plan.ts";
import { readBody } from "../../model/region.ts";
import type { IssueRef } from "../../model/repository.ts";
import { openLeaves } from "../../report/release-report.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { PlainDeed } from "./do-deeds.ts";
import { doDeeds, named } from "./do-deeds.ts";
import { followWay } from "./follow-way.ts";
import { people } from "./people.ts";
import { showCommit } from "./show-commit.ts";
import type { Teller } from "./teller.ts";

/** Issues and boxes follow each other, both ways. */
export async function tellBoxes(world: DemoWorld, teller: Teller): Promise<void> {
  teller.step("Boxes and issues follow each other");
  const situation = await world.look();
  const own = openTasks(situation).flatMap((task) => {
    const issue = situation.matches.get(`task:${task.identity}`);
    return issue === undefined ? [] : [{ task, issue }];
  });
  const [first, second] = own;
  if (first !== undefined) {
    await closeIssue(first, world, teller);
    if (second !== undefined) await tickTask(second, world, teller);
    return;
  }
  const box = boxIn(situation, world);
  if (box !== undefined) {
    await tickIssue(box, world, teller);
    return finishPhase(box.task, world, teller);
  }
  await closePhase(situation, world, teller);
}

interface TaskIssue {
  readonly task: Task;
  readonly issue: IssueRef;
}

function openTasks({ parsed }: Situation): readonly Task[] {
  return parsed.plan.tasks.filter(({ checked, role }) => role === "work" && !checked);
}

/** The first open task that is a box of an issue; one of a phase that boxes alone finish, where there is one. */
function boxIn(situation: Situation, world: DemoWorld): TaskIssue | undefined {
  const issues = [...situation.matches.values()].map((issue) => {
    const body = readBody(world.repository(issue.repository).issue(issue.number).body);
    return { issue, boxes: body.kind === "region" ? body.boxes : new Map<string, unknown>() };
  });
  const found = openTasks(situation).flatMap((task) => {
    const there = issues.find(({ boxes }) => boxes.has(task.identity));
    return there === undefined ? [] : [{ task, issue: there.issue }];
  });
  return found.find(({ task }) => ticksThatFinish(task.phase, situation) !== undefined) ?? found[0];
}

/** The ticks that finish a phase, where nothing else has to happen. */
function ticksThatFinish(phase: string | undefined, situation: Situation): readonly PlainDeed[] | undefined {
  const node = situation.evaluation.moments[`done:${phase ?? "plan"}`];
  if (node === undefined || phase === undefined) return undefined;
  const deeds = openLeaves(node).map((leaf) => followWay(leaf, situation, () => undefined));
  const ticks = deeds.flat().filter((deed) => deed.kind === "tick");
  return deeds.every((some) => some.length > 0 && some.every(({ kind }) => kind === "tick"))
    ? ticks
    : undefined;
}

async function closeIssue({ task, issue }: TaskIssue, world: DemoWorld, teller: Teller): Promise<void> {
  const head = world.home.head();
  world.as(people.writer, issue.repository).close(issue.number, "completed");
  teller.person(people.writer, `closes ${named(issue, world)} "${task.text}" as completed`);
  await world.settle();
  showCommit(head, world, teller);
  await expectTicked(task, world, teller);
}

async function tickTask({ task, issue }: TaskIssue, world: DemoWorld, teller: Teller): Promise<void> {
  const situation = await world.look();
  const { line, boxOffset, text } =
    situation.parsed.plan.tasks.find(({ identity }) => identity === task.identity) ?? task;
  doDeeds([{ kind: "tick", line, boxOffset, words: text }], { world, teller, situation, issue });
  await world.settle();
  const { state, stateReason } = world.repository(issue.repository).issue(issue.number);
  teller.expect(
    `The issue ${named(issue, world)} of the ticked task`,
    { state, stateReason },
    { state: "closed", stateReason: "completed" },
  );
  teller.plangate(`closes ${named(issue, world)} "${text}" as completed`);
}

async function tickIssue({ task, issue }: TaskIssue, world: DemoWorld, teller: Teller): Promise<void> {
  const head = world.home.head();
  world.as(people.writer, issue.repository).tick(issue.number, `box=${task.identity}`);
  teller.person(people.writer, `ticks "${task.text}" in ${named(issue, world)} on GitHub`);
  await world.settle();
  showCommit(head, world, teller);
  await expectTicked(task, world, teller);
}

async function expectTicked(task: Task, world: DemoWorld, teller: Teller): Promise<void> {
  const { parsed } = await world.look();
  const now = parsed.plan.tasks.find(({ identity }) => identity === task.identity);
  teller.expect(`The box of "${task.text}" in the plan`, now?.checked, true);
}

/** The phase's other boxes are ticked in the plan: its issue closes. Where more is asked than boxes, one is ticked. */
async function finishPhase({ phase }: Task, world: DemoWorld, teller: Teller): Promise<void> {
  const situation = await world.look();
  const finishing = ticksThatFinish(phase, situation);
  const of = situation.parsed.plan.phases.find(({ key }) => key === phase);
  const issue = (of && situation.matches.get(`phase:${of.identity}`)) ?? situation.matches.get("plan");
  const [task] = openTasks(situation).filter((one) => one.phase === phase);
  if (issue === undefined || (finishing === undefined && task === undefined)) return;
  const one =
    task === undefined
      ? []
      : [{ kind: "tick", line: task.line, boxOffset: task.boxOffset, words: task.text } as const];
  doDeeds(finishing ?? one, { world, teller, situation, issue });
  await world.settle();
  const view = world.repository(issue.repository).issue(issue.number);
  if (
    finishing !== undefined &&
    finishing.length > 0 &&
    of !== undefined &&
    situation.matches.has(`phase:${of.identity}`)
  ) {
    teller.expect(`The issue of "${of.title}"`, view.stateReason, "completed");
    return teller.plangate(`closes ${named(issue, world)} "${of.title}" as completed`);
  }
  const body = readBody(view.body);
  const box = body.kind === "region" && task !== undefined ? body.boxes.get(task.identity) : undefined;
  teller.expect(`The box of "${task?.text}" in ${named(issue, world)}`, box?.checked, true);
  teller.plangate(`ticks it in ${named(issue, world)} too`);
}

/** In a plan without boxes the issues of its phases are what people close. */
async function closePhase(situation: Situation, world: DemoWorld, teller: Teller): Promise<void> {
  const { parsed, evaluation, matches } = situation;
  teller.say("No task of this plan is an open box: its issues close with their phases and releases.");
  const phase = parsed.plan.phases.find(({ key, identity }) => {
    const asks = evaluation.moments[`done:${key}`]?.children.some((child) => child.key === "issue");
    return asks === true && evaluation.phaseStates[key] === "open" && matches.has(`phase:${identity}`);
  });
  const issue = phase && matches.get(`phase:${phase.identity}`);
  if (issue === undefined) return;
  world.as(people.writer, issue.repository).close(issue.number, "completed");
  teller.person(people.writer, `closes ${named(issue, world)} "${phase?.title}" as completed`);
  await world.settle();
  const after = await world.look();
  teller.expect(`The phase "${phase?.title}"`, after.evaluation.phaseStates[phase?.key ?? ""], "complete");
  teller.plangate("counts the phase as done");
}
