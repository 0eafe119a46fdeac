import type { Situation } from "../../engine/gather-plan.ts";
import type { Phase } from "../../model/plan.ts";
import type { IssueRef } from "../../model/repository.ts";
import { gateReport } from "../../report/gate-report.ts";
import { plainLine } from "../../report/plain-line.ts";
import type { DemoWorld } from "./demo-world.ts";
import { named } from "./do-deeds.ts";
import { people } from "./people.ts";
import { plainWords } from "./plain-words.ts";
import type { Teller } from "./teller.ts";

/** A pull request that works on a phase is told what stands before its start; one that changes the plan, what merging would do. */
export async function tellChecks(world: DemoWorld, teller: Teller): Promise<void> {
  teller.step("Pull requests are checked");
  await tellWork(world, teller);
  await tellChange(world, teller);
}

async function tellWork(world: DemoWorld, teller: Teller): Promise<void> {
  const situation = await world.look();
  const at = phaseAtWork(situation);
  const issue = at?.issue ?? situation.matches.get("plan");
  if (issue === undefined) return teller.say("The plan has no issue that a pull request could work on.");
  const node =
    at === undefined
      ? situation.evaluation.plan
      : situation.evaluation.phases.find(({ key }) => key === at.phase.key);
  const title =
    at === undefined ? "Begin with the plan" : `Begin with ${plainLine(at.phase.title).slice(0, 60)}`;
  const number = world.as(people.writer).openPullRequest({
    files: { "src/begin.txt": "First lines\n" },
    title,
    body: `Part of ${issue.repository}#${issue.number}`,
  });
  teller.person(people.writer, `opens pull request #${number} "${title}", part of ${named(issue, world)}`);
  await world.settle();
  const run = checkOf(number, world);
  const startsLet = gateReport(node === undefined ? [] : [node]).startsLet;
  teller.expect(`The check of #${number}`, run?.conclusion, startsLet ? "success" : "neutral");
  teller.plangate(
    `concludes the check "plangate" as ${run?.conclusion}: ${plainWords(run?.title ?? "").join(" ")}`,
  );
  teller.show(plainWords(run?.summary ?? ""));
  world.as(people.writer).closePullRequest(number);
}

interface AtWork {
  readonly phase: Phase;
  readonly issue: IssueRef;
}

/** The first open phase whose start something stands before; else the first open one. */
function phaseAtWork({ parsed, matches, evaluation }: Situation): AtWork | undefined {
  const open = parsed.plan.phases.flatMap((phase) => {
    const issue = matches.get(`phase:${phase.identity}`);
    return issue === undefined || evaluation.phaseStates[phase.key] !== "open" ? [] : [{ phase, issue }];
  });
  const isShut = ({ phase }: AtWork): boolean => {
    const node = evaluation.phases.find(({ key }) => key === phase.key);
    return node !== undefined && !gateReport([node]).startsLet;
  };
  return open.find(isShut) ?? open[0];
}

async function tellChange(world: DemoWorld, teller: Teller): Promise<void> {
  const { home, path } = world;
  const situation = await world.look();
  const before = home.issues().map(({ number, title, state, body }) => ({ number, title, state, body }));
  const numbers = situation.parsed.plan.phases.flatMap(({ title }) => Number(/\d+/.exec(title)?.[0] ?? 0));
  const heading = `Phase ${Math.max(0, ...numbers.filter((number) => number < 1_000)) + 1}: Lessons learned`;
  const end = home.file(path).includes("\r\n") ? "\r\n" : "\n";
  const more = ["", "", `## ${heading}`, "", "- [ ] Write down what went well", ""].join(end);
  const number = world.as(people.writer).openPullRequest({
    files: { [path]: `${home.file(path)}${more}` },
    title: "Plan a phase for lessons learned",
  });
  teller.person(people.writer, `opens pull request #${number}, which adds "${heading}" to the plan`);
  await world.settle();
  const run = checkOf(number, world);
  const text = run?.text ?? "";
  teller.expectPart(`The check of #${number}`, text, "### What merging would do");
  teller.expect(
    "Issues while the pull request is open",
    home.issues().map(({ number: of, title, state, body }) => ({ number: of, title, state, body })),
    before,
  );
  teller.plangate(
    `concludes "plangate" as ${run?.conclusion}, shows what merging would do, and does none of it:`,
  );
  if (run?.conclusion === "failure") teller.show(plainWords(run.summary ?? ""), 4);
  teller.show(plainWords(text.slice(text.indexOf("### What merging would do"))).slice(1), 6);
  world.as(people.writer).closePullRequest(number);
  await world.settle();
}

function checkOf(number: number, { home }: DemoWorld) {
  return home.checkRuns(home.pull(number).headSha).findLast(({ name }) => name === "plangate");
}
