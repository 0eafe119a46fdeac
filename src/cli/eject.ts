import { apply } from "../engine/apply.ts";
import { branchRefusal } from "../engine/branch-refusal.ts";
import { scopeOf } from "../engine/gather-plan.ts";
import type { GitHub } from "../engine/github.ts";
import { plansOf, readHome } from "../engine/home.ts";
import type { Home } from "../engine/home.ts";
import { renderEditsOf } from "../engine/render-edits.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { ParsedPlan } from "../model/plan.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import { eject as ejectOf } from "../reconcile/eject.ts";
import { previewTerminal } from "../report/preview.ts";
import { describeProblems } from "./describe-problems.ts";
import { portsOf } from "./online.ts";
import type { Online } from "./online.ts";
import type { Told } from "./told.ts";

export interface EjectInput extends Online {
  readonly plan: string;
  readonly dryRun: boolean;
  /** Repositories that hold issues of the plan and that none of its links name. */
  readonly also: readonly RepositoryName[];
}

interface Ground {
  readonly github: GitHub;
  readonly home: Home;
  readonly parsed: ParsedPlan | undefined;
}

/**
 * `plangate eject`: takes links out of the plan and regions out of the bodies, and leaves the issues to their people.
 * Refused while settings name the plan: an App that is installed would make everything anew.
 */
export async function eject(input: EjectInput): Promise<Told> {
  const github = await input.connect(input.repository);
  const home = await readHome(github, input.repository);
  const named = await plansOf(home, github);
  if (!input.dryRun && named.some(({ path }) => path === input.plan)) {
    const message = `Cannot eject ${input.plan}: .github/plangate.yml names it, so plangate would make its issues anew. Take it out of the settings first`;
    return { exitCode: 2, text: message, json: { error: message } };
  }
  const bytes = await github.file(home.facts.name, input.plan, home.commit);
  const parsed = bytes === undefined ? undefined : await input.parser.parse(bytes, settingsOf(input.plan));
  const ground: Ground = { github, home, parsed };
  const { operations, problems } = ejectOf({
    path: input.plan,
    home: home.facts.id,
    onto: home.commit,
    issues: await markedIn(ground, input),
    ...(parsed === undefined || parsed.refused ? {} : { plan: parsed.plan }),
  });
  const told = problems.length === 0 ? [] : [describeProblems(problems, input.plan)];
  const shown = previewTerminal({ operations, home: home.facts.name, matches: new Map() });
  if (input.dryRun || operations.length === 0) {
    const text = [...told, operations.length === 0 ? "Nothing of plangate's is left to take out" : shown];
    return { exitCode: problems.length > 0 ? 1 : 0, text: text.join("\n\n"), json: { operations, problems } };
  }
  const outcomes = await perform(operations, ground, input);
  const open = outcomes.filter(({ kind }) => kind !== "done");
  const reasons = open.map((outcome) => ("reason" in outcome ? outcome.reason : ""));
  return {
    exitCode: problems.length > 0 || open.length > 0 ? 1 : 0,
    text: [...told, shown, `${outcomes.length - open.length} of ${outcomes.length} done`, ...reasons].join(
      "\n\n",
    ),
    json: { operations, problems, refused: reasons },
  };
}

/** Every issue with a region, in the home and wherever the plan's links lead within its owner's repositories. */
async function markedIn(
  { github, home, parsed }: Ground,
  input: EjectInput,
): Promise<readonly ObservedIssue[]> {
  const owner = (name: string) => name.split("/")[0]?.toLowerCase();
  const linked = (parsed?.plan.tasks ?? []).flatMap(({ link }): RepositoryName[] =>
    link === undefined ? [] : [`${link.owner}/${link.repository}`],
  );
  const own = [...linked, ...input.also].filter((name) => owner(name) === owner(home.facts.name));
  const names = new Map([home.facts.name, ...own].map((name) => [name.toLowerCase(), name]));
  const issues: ObservedIssue[] = [];
  for (const name of names.values()) {
    const there = name === home.facts.name ? github : await input.connect(name);
    issues.push(...(await there.markedIssues(name)).issues.map(({ issue }) => issue));
  }
  return issues;
}

/** Applies them; by pull request where the branch takes no commit. */
async function perform(
  operations: readonly Operation[],
  { home, parsed }: Ground,
  input: EjectInput,
): Promise<readonly Outcome[]> {
  const ports = portsOf(input);
  const scope = scopeOf(home.facts.id, input.plan);
  const settings = settingsOf(input.plan);
  const run = (list: readonly Operation[]): Promise<readonly Outcome[]> =>
    apply({
      ...ports,
      operations: list,
      scope,
      lease: undefined,
      observed: { home: home.facts, repositories: {}, linked: [] },
      matches: new Map(),
      renderEdits:
        parsed === undefined
          ? () => ({ problems: [] })
          : renderEditsOf({ ...ports, parsed, settings, home: home.facts.name }),
    });
  const outcomes = await run(operations);
  const isRefused = (await ports.store.refusals(scope)).has(branchRefusal(home.facts));
  const commit = operations.find((operation) => operation.kind === "commit-plan");
  if (!isRefused || commit === undefined) return outcomes;
  const proposed = await run([{ ...commit, kind: "propose-plan" }]);
  return [...proposed, ...outcomes.filter(({ operation }) => operation !== commit)];
}

/** Settings name the plan no more. */
function settingsOf(path: string): PlanSettings {
  return { path, issues: "phases", links: "inline", writeBack: "auto", labels: [], repositories: {} };
}
