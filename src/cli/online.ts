import type { Connect, GitHub } from "../engine/github.ts";
import { plansOf, readHome } from "../engine/home.ts";
import type { Home, PlanOfHome } from "../engine/home.ts";
import { gatherPlan } from "../engine/gather-plan.ts";
import type { Situation, Unreadable } from "../engine/gather-plan.ts";
import type { PlanParser } from "../engine/plan-parser.ts";
import type { Ports } from "../engine/ports.ts";
import type { Store } from "../engine/store.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import type { Painter } from "../report/terminal-tree.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Told } from "./told.ts";

/** What verbs that speak with GitHub are given: the engine's ports, for one repository, once. */
export interface Online {
  readonly connect: Connect;
  readonly parser: PlanParser;
  /** In memory: nothing but GitHub remembers what a verb did. */
  readonly store: Store;
  readonly now: () => Date;
  readonly webUrl: string;
  readonly painter: Painter;
  /** The plan's home. */
  readonly repository: RepositoryName;
  /** One plan of it; every plan that its settings name where absent. */
  readonly plan?: string;
  /** The commit that files and checks are asked about. Default: the head of the default branch. */
  readonly commit?: CommitSha;
}

/** GitHub's lag; a verb that is alone does not wait for it, but says that something is uncertain. */
const quarantineMs = 10 * 60_000;

export function portsOf({ connect, parser, store, now, webUrl }: Online): Ports {
  return { connect, parser, store, now, webUrl, quarantineMs };
}

/** Everything known of a home's plans, or why nothing can be said. */
export interface Found {
  readonly kind: "found";
  readonly github: GitHub;
  readonly plans: readonly (Situation | Unreadable)[];
}

/** A home whose settings can be read, and the plans that are meant. */
interface FoundHome {
  readonly kind: "home";
  readonly github: GitHub;
  readonly home: Home;
  readonly plans: readonly PlanOfHome[];
}

/** Reads the home and its settings. */
export async function findHome(online: Online): Promise<FoundHome | Told> {
  const github = await online.connect(online.repository);
  const home = await readHome(github, online.repository);
  if (home.settings === undefined) {
    return unable(
      `${online.repository} has no .github/plangate.yml on its default branch: add one that names its plans`,
    );
  }
  if (home.problems.length > 0) {
    const text = describeProblems(home.problems, ".github/plangate.yml");
    return { exitCode: 2, text, json: { error: "settings", problems: home.problems } };
  }
  const named = await plansOf(home, github);
  const wanted = online.plan === undefined ? named : named.filter(({ path }) => path === online.plan);
  if (wanted.length === 0) {
    const known = named.map(({ path }) => `"${path}"`).join(", ");
    return unable(
      `The settings name no plan "${online.plan ?? ""}": they name ${known === "" ? "none" : known}`,
    );
  }
  return { kind: "home", github, home, plans: wanted };
}

/** Reads the home, its settings and its plans; with a version, what judging it takes. */
export async function findPlans(online: Online & { readonly version?: string }): Promise<Found | Told> {
  const found = await findHome(online);
  if ("exitCode" in found) return found;
  const { github, home } = found;
  const ports = portsOf(online);
  const plans: (Situation | Unreadable)[] = [];
  for (const { path } of found.plans) {
    const evidence = online.commit === undefined ? {} : { evidenceAt: online.commit };
    const at = { repository: home.facts.id, path, ...evidence, judgesVersion: online.version !== undefined };
    plans.push(await gatherPlan(at, github, ports));
  }
  return { kind: "found", github, plans };
}

/** Nothing can be said, and why. */
export function unable(message: string): Told {
  return { exitCode: 2, text: message, json: { error: message } };
}
