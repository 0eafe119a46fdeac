import type { Situation } from "../../engine/gather-plan.ts";
import type { Operation } from "../../model/operation.ts";
import type { Subject } from "../../model/subject.ts";
import { previewTerminal } from "../../report/preview.ts";
import type { DemoWorld } from "./demo-world.ts";
import { issueTree } from "./issue-tree.ts";
import { showCommit } from "./show-commit.ts";
import type { Teller } from "./teller.ts";

const previewLinesMax = 10;
const issuesMax = 40;

/** What plangate reads, what it would do, and that it does just that. */
export async function tellPlan(world: DemoWorld, teller: Teller): Promise<void> {
  teller.step("The plan is read, and becomes issues");
  const before = await world.look();
  teller.plangate(`reads ${world.path} of ${world.home.fullName}: ${countsOf(before)}`);
  const { problems, hints } = before.parsed;
  if (problems.length + hints.length > 0)
    teller.say(
      `plangate lint has ${count(problems.length, "problem")} and ${count(hints.length, "hint")} about it.`,
    );
  const operations = await world.preview(before);
  teller.plangate("shows what it would do before it does anything:");
  const { home, matches } = before;
  const lines = previewTerminal({ operations, home: home.facts.name, matches }).split("\n");
  // The checks of releases are counted, and said below.
  const shown = lines.filter((line) => line !== "" && !line.startsWith("  post the check"));
  teller.show(shown, previewLinesMax);
  const head = world.home.head();

  await world.settle();

  const after = await world.look();
  teller.expect(
    "The preview once it is applied",
    (await world.preview(after)).map(({ kind }) => kind),
    [],
  );
  expectCreated(operations, { world, teller, after });
  teller.plangate("did that. These issues are there now:");
  teller.show(issueTree(world.home, world.other), issuesMax);
  showCommit(head, world, teller);
}

function countsOf({ parsed }: Situation): string {
  const { plan } = parsed;
  const tasks = plan.tasks.filter(({ role }) => role === "work" || role === "after");
  const done = tasks.filter(({ checked }) => checked).length;
  const criteria = plan.gates.reduce((sum, gate) => sum + gate.criteria.length, 0);
  return [
    count(plan.phases.length, "phase"),
    count(plan.releases.length, "release"),
    `${count(tasks.length, "task")}${done === 0 ? "" : ` (${done} done)`}`,
    count(plan.steps.length, "read-only step"),
    `${count(plan.gates.length, "gate")} with ${count(criteria, "criterion", "criteria")}`,
    count(plan.dependencies.length, "dependency", "dependencies"),
    count(plan.decisions.length, "decision"),
  ].join(", ");
}

/** `1 phase`, `2 phases`. */
function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Every issue of the preview, and no other, with its parent and what it waits for. */
function expectCreated(
  operations: readonly Operation[],
  { world, teller, after }: { readonly world: DemoWorld; readonly teller: Teller; readonly after: Situation },
): void {
  const created = operations.filter((operation) => operation.kind === "create-issue");
  const there = [...world.home.issues(), ...world.other.issues()];
  teller.expect(
    "Titles of the issues that were created",
    there.map(({ title }) => title).toSorted(),
    created.map(({ title }) => title).toSorted(),
  );
  const viewOf = (subject: Subject) => {
    const ref = after.matches.get(subject);
    return ref === undefined ? undefined : world.repository(ref.repository).issue(ref.number);
  };
  const urlOf = (subject: Subject): string => viewOf(subject)?.url ?? `no issue of ${subject}`;
  for (const { subject, parent } of created) {
    if (parent === undefined) continue;
    const { parent: name } = viewOf(subject) ?? {};
    const number = /\d+$/.exec(name ?? "")?.[0];
    teller.expect(`The parent of "${subject}"`, number, /\d+$/.exec(urlOf(parent))?.[0]);
  }
  for (const operation of operations) {
    if (operation.kind !== "add-dependency") continue;
    const numbers = viewOf(operation.blocked)?.blockedBy.map((name) => /\d+$/.exec(name)?.[0]) ?? [];
    const blocker = /\d+$/.exec(urlOf(operation.blocker))?.[0];
    teller.expect(`"${operation.blocked}" is blocked by #${blocker}`, numbers.includes(blocker), true);
  }
}
