import type { Simulator } from "../../../simulator/simulator.ts";
import type { Criterion, Plan } from "../../model/plan.ts";
import type { Settings } from "../../model/settings.ts";
import { people } from "./people.ts";

/** The plan that the story is told of. */
export interface DemoPlan {
  /** Name of the file it came from. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly plan: Plan;
  readonly issues: Settings["plans"][number]["issues"];
}

const owner = "acme";

/** An organisation with two repositories, three people, the plan with its settings, and the App installed. */
export function furnish(simulator: Simulator, of: DemoPlan) {
  simulator.organization(owner);
  for (const login of Object.values(people)) simulator.user(login);
  const { maintainer, writer, reader } = people;
  const collaborators = { [maintainer]: "admin", [writer]: "write", [reader]: "read" } as const;
  const repositories = repositoriesOf(of);
  const path = `docs/${of.name}`;
  const files = {
    "README.md": "Everything that is planned stands in docs.\n",
    [path]: of.bytes,
    ".github/plangate.yml": settingsOf(of, path, repositories),
  };
  const visible = { visibility: "public", collaborators } as const;
  const home = simulator.repository(repositories.home, { ...visible, files });
  const other = simulator.repository(repositories.other, { ...visible, files: { "README.md": "Hello\n" } });
  const app = simulator.app({ slug: "plangate" });
  app.install(owner);
  return { home, other, app, path };
}

interface Repositories {
  readonly home: string;
  readonly other: string;
  /** Names that the plan uses, and where they lead. */
  readonly named: Readonly<Record<string, string>>;
}

/** The first repository that the plan names beside its home is the other one; of two names the first is the home. */
function repositoriesOf({ name, plan }: DemoPlan): Repositories {
  const named = [...new Set([...plan.tasks, ...plan.phases].flatMap(({ repository }) => repository ?? []))];
  const [first, second] = named;
  const homeName = second === undefined ? name.replace(/\.[^.]*$/, "") : (first ?? name);
  const otherName = second ?? first ?? "website";
  const home = `${owner}/${slug(homeName)}`;
  const other = slug(otherName) === slug(homeName) ? `${owner}/website` : `${owner}/${slug(otherName)}`;
  const leads = named.map((one) => [one, one === homeName || one !== otherName ? home : other] as const);
  return { home, other, named: Object.fromEntries(leads) };
}

function slug(name: string): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");
  return words.replaceAll(/^[-.]+|[-.]+$/g, "").slice(0, 60) || "project";
}

/** The check that proves a criterion in the demo's settings. */
const ciCheck = "ci";

/** Settings as a team would write them: where issues go, and the one check that proves what CI can prove. */
function settingsOf({ plan, issues }: DemoPlan, path: string, { named }: Repositories): string {
  const proved = provable(plan);
  const entries = Object.entries(named).map(([name, to]) => `      ${JSON.stringify(name)}: ${to}`);
  return [
    "version: 1",
    "plans:",
    `  - path: ${JSON.stringify(path)}`,
    `    issues: ${issues}`,
    ...(entries.length === 0 ? [] : ["    repositories:", ...entries]),
    ...(proved === undefined
      ? []
      : [
          "gates:",
          `  - match: ${proved.gate}`,
          "    criteria:",
          `      - match: ${proved.criterion.key}`,
          `        check: { name: ${ciCheck}, app: github-actions }`,
        ]),
    "",
  ].join("\n");
}

/** Something a machine can prove: before tags alone, else the last of all, since a check speaks of one commit. */
function provable(plan: Plan): { readonly gate: string; readonly criterion: Criterion } | undefined {
  const asked = plan.gates.flatMap(({ key, before, criteria }) =>
    criteria
      .filter(
        ({ kind, after }) => before.length > 0 && !after && (kind === "threshold" || kind === "command"),
      )
      .map((criterion) => ({ gate: key, before, criterion })),
  );
  return asked.find(({ before }) => before.every((moment) => moment.startsWith("tag:"))) ?? asked.at(-1);
}
