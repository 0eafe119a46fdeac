import { judgeVersion } from "../gates/judge-version.ts";
import { releaseCheckName } from "../engine/tags.ts";
import type { Situation } from "../engine/gather-plan.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { isSameVersion } from "../model/version.ts";
import { terminalTree } from "../report/terminal-tree.ts";
import { findPlans } from "./online.ts";
import type { Online } from "./online.ts";
import type { Told } from "./told.ts";

export interface GuardOnline extends Online {
  readonly version: string;
  /**
   * Slug of a plangate App: its check of the release on the commit decides, because statements to an App are answered,
   * and so accepted, by that App alone.
   */
  readonly app?: string;
}

/**
 * Whether a version may be tagged, or published, at a commit: asked before anything is published. Everything that
 * cannot be read refuses. A tag of the version itself, at that very commit, does not stand in its own way.
 */
export async function guardOnline(online: GuardOnline): Promise<Told> {
  const found = await findPlans(online);
  if ("exitCode" in found) return found;
  if (online.app !== undefined) return guardByCheck(online, online.app, found.plans);

  const unreadable = found.plans.find((plan) => plan.kind === "unreadable");
  if (unreadable?.kind === "unreadable") {
    return refuse(online, `the plan ${unreadable.path} cannot be judged: ${unreadable.reason}`);
  }
  const plans = found.plans.filter((plan) => plan.kind === "known");
  const declaring = plans.filter(({ parsed }) =>
    parsed.plan.releases.some(({ version }) => isSameVersion(version, online.version)),
  );
  const nodes = (declaring.length > 0 ? declaring : plans).map((plan) => judge(plan, online));
  return tell(online, nodes);
}

function judge({ parsed, settings, evidence }: Situation, { version, now }: GuardOnline): VerdictNode {
  return judgeVersion({ plan: parsed.plan, settings, evidence, now: now(), version });
}

function tell({ painter, version }: GuardOnline, nodes: readonly VerdictNode[]): Told {
  const isLet = nodes.length > 0 && nodes.every((node) => lets(node.verdict));
  const verdict = `${version} ${isLet ? "may" : "may not"} be tagged`;
  return {
    exitCode: isLet ? 0 : 1,
    text: [terminalTree(nodes, painter), verdict].join("\n\n"),
    json: { mayTag: isLet, verdict: nodes.length === 1 ? nodes[0] : nodes },
  };
}

function refuse({ version }: GuardOnline, reason: string): Told {
  return {
    exitCode: 1,
    text: `${version} may not be tagged: ${reason}`,
    json: { mayTag: false, reason },
  };
}

/** The App judged this commit already: its word is taken, and nothing else's. */
async function guardByCheck(
  online: GuardOnline,
  app: string,
  plans: readonly { readonly home: Situation["home"] }[],
): Promise<Told> {
  const home = plans[0]?.home;
  if (home === undefined) return refuse(online, "the settings name no plan");
  const github = await online.connect(online.repository);
  const commit = online.commit ?? home.commit;
  const checks = await github.checks(home.facts.name, commit);
  const name = releaseCheckName(online.version);
  const check = checks.find((one) => one.app === app && isNamed(one.name, online.version));
  if (check === undefined) {
    return refuse(online, `there is no check "${name}" by the App "${app}" on ${commit}`);
  }
  if (check.conclusion !== "success") {
    const where = check.url === undefined ? "" : `: see ${check.url}`;
    return refuse(online, `"${check.name}" on ${commit} says ${check.conclusion ?? check.status}${where}`);
  }
  const text = `${online.version} may be tagged: "${check.name}" on ${commit} says success`;
  return { exitCode: 0, text, json: { mayTag: true, check } };
}

function isNamed(name: string, version: string): boolean {
  const prefix = releaseCheckName("");
  return name.startsWith(prefix) && isSameVersion(name.slice(prefix.length), version);
}
