import type { CommitSha } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { isSameVersion } from "../model/version.ts";
import { judgeVersion } from "../gates/judge-version.ts";
import { gatherPlan } from "./gather-plan.ts";
import type { Situation } from "./gather-plan.ts";
import { plansOf } from "./home.ts";
import type { Home, PlanOfHome } from "./home.ts";
import type { Round } from "./round.ts";

/** What another plan of the same home says of a version. */
export interface OtherPlan {
  readonly path: string;
  /** False where it cannot be read: it may declare the version all the same. */
  readonly declares: boolean;
  /** One release's copy of a checklist. */
  readonly isCopy: boolean;
  /** Whether the version may be tagged, as far as that plan knows. */
  readonly node: VerdictNode;
}

interface Asked {
  readonly versions: readonly string[];
  /** Where files and checks are asked about. */
  readonly commit: CommitSha;
}

type Doors = Pick<Round, "github" | "ports">;

/**
 * What the other plans of a plan's home say of versions: those that declare one, a checklist's copy among them, and
 * those that cannot be read. Each of them has to let it go as well. Versions that no other plan has a part in are left
 * out.
 */
export async function otherPlans(
  { home, path }: Pick<Situation, "home" | "path">,
  asked: Asked,
  doors: Doors,
): Promise<ReadonlyMap<string, readonly OtherPlan[]>> {
  const found = new Map<string, OtherPlan[]>();
  if (asked.versions.length === 0) return found;
  for (const plan of await plansOf(home, doors.github)) {
    if (plan.path === path) continue;
    const declared = await declaredBy(home, plan, doors);
    const versions = asked.versions.filter(
      (version) => declared?.some((one) => isSameVersion(version, one)) ?? true,
    );
    if (versions.length === 0) continue;
    for (const [version, other] of await ask(plan, { ...asked, versions }, { home, ...doors })) {
      found.set(version, [...(found.get(version) ?? []), other]);
    }
  }
  return found;
}

/** The versions that a plan declares by its words, which are read anyway; undefined where they cannot be taken. */
async function declaredBy(
  home: Home,
  { path, settings, copy }: PlanOfHome,
  { github, ports }: Doors,
): Promise<readonly string[] | undefined> {
  if (copy !== undefined) return [copy.version];
  const bytes = await github.file(home.facts.name, path, home.commit);
  if (bytes === undefined) return undefined;
  const { plan, refused } = await ports.parser.parse(bytes, settings);
  return refused ? undefined : plan.releases.map(({ version }) => version);
}

async function ask(
  { path, copy }: PlanOfHome,
  { versions, commit }: Asked,
  { home, github, ports }: Doors & { readonly home: Home },
): Promise<readonly (readonly [string, OtherPlan])[]> {
  const isCopy = copy !== undefined;
  const at = { repository: home.facts.id, path, evidenceAt: commit, judgesVersion: true };
  const situation = await gatherPlan(at, github, ports);
  if (situation.kind === "unreadable") {
    const { reason } = situation;
    return versions.map((version) => {
      return [version, { path, isCopy, declares: false, node: unreadableNode(version, path, reason) }];
    });
  }
  const { parsed, settings, evidence } = situation;
  const question = { plan: parsed.plan, settings, evidence, now: ports.now() };
  return versions.map((version) => {
    return [version, { path, isCopy, declares: true, node: judgeVersion({ ...question, version }) }];
  });
}

/** What cannot be read may declare the version too. */
function unreadableNode(version: string, path: string, reason: string): VerdictNode {
  return {
    kind: "release",
    key: version,
    title: version,
    verdict: "pending",
    reason: `the plan ${path} cannot be asked: ${reason}`,
    wayOut: "mend the plan or its settings: who may edit them",
    evidence: [],
    children: [],
  };
}
