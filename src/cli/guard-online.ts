import { awaitsMachine } from "../gates/awaits-machine.ts";
import { judgeVersion } from "../gates/judge-version.ts";
import { releaseCheckName, versionOfCheck } from "../engine/tags.ts";
import type { Situation } from "../engine/gather-plan.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { isSameVersion } from "../model/version.ts";
import { releaseReport } from "../report/release-report.ts";
import { stepSummary } from "../report/step-summary.ts";
import { terminalTree } from "../report/terminal-tree.ts";
import { misplaced } from "./guard-place.ts";
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
  /** How long checks that are running, or the App that has not spoken yet, are waited for. @default {0} */
  readonly waitMs?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** How often GitHub is asked anew while a check is running. */
const pollMs = 15_000;

/**
 * Whether a version may be tagged, or published, at a commit: asked before anything is published. Everything that
 * cannot be read refuses, and what is still running when the time is up. A gate that people have to open refuses at
 * once. A tag of the version itself, at that very commit, does not stand in its own way.
 */
export async function guardOnline(online: GuardOnline): Promise<Told> {
  const { waitMs = 0, now, sleep } = online;
  const until = now().getTime() + waitMs;
  for (;;) {
    const { told, isWaiting } = await guardOnce(online);
    const leftMs = until - now().getTime();
    if (!isWaiting || sleep === undefined) return told;
    if (leftMs <= 0) return waitMs === 0 ? told : stalled(told, waitMs);
    await sleep(Math.min(pollMs, leftMs));
  }
}

/** What was found, and whether it may change by waiting alone. */
interface Guarded {
  readonly told: Told;
  readonly isWaiting: boolean;
}

function stalled(told: Told, waitMs: number): Told {
  const minutes = Math.round(waitMs / 60_000);
  return { ...told, text: `${told.text}\nIt was still running after ${minutes} minutes of waiting.` };
}

async function guardOnce(online: GuardOnline): Promise<Guarded> {
  const found = await findPlans(online);
  if ("exitCode" in found) return { told: found, isWaiting: false };
  const home = found.plans[0]?.home;
  if (home === undefined) return { told: refuse(online, "the settings name no plan"), isWaiting: false };
  const at = { version: online.version, commit: online.commit ?? home.commit };
  const reason = await misplaced(home, at, found.github);
  if (reason !== undefined) return { told: refuse(online, reason), isWaiting: false };
  if (online.app !== undefined) return guardByCheck(online, online.app, home);

  const unreadable = found.plans.find((plan) => plan.kind === "unreadable");
  if (unreadable?.kind === "unreadable") {
    const told = refuse(online, `the plan ${unreadable.path} cannot be judged: ${unreadable.reason}`);
    return { told, isWaiting: false };
  }
  const plans = found.plans.filter((plan) => plan.kind === "known");
  const declaring = plans.filter(({ parsed }) =>
    parsed.plan.releases.some(({ version }) => isSameVersion(version, online.version)),
  );
  const nodes = (declaring.length > 0 ? declaring : plans).map((plan) => judge(plan, online));
  return { told: tell(online, nodes), isWaiting: awaitsMachine(nodes) };
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
    markdown: nodes.map((node) => stepSummary(releaseReport(node))).join("\n\n"),
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
async function guardByCheck(online: GuardOnline, app: string, home: Situation["home"]): Promise<Guarded> {
  const github = await online.connect(online.repository);
  const commit = online.commit ?? home.commit;
  const checks = await github.checks(home.facts.name, commit);
  const name = releaseCheckName(online.version);
  const check = checks.find((one) => one.app === app && isNamed(one.name, online.version));
  if (check === undefined) {
    const told = refuse(online, `there is no check "${name}" by the App "${app}" on ${commit}`);
    return { told, isWaiting: true };
  }
  if (check.conclusion !== "success") {
    const where = check.url === undefined ? "" : `: see ${check.url}`;
    const said = check.conclusion ?? check.status;
    const told = refuse(online, `"${check.name}" on ${commit} says ${said}${where}`);
    return { told, isWaiting: check.status !== "completed" };
  }
  const text = `${online.version} may be tagged: "${check.name}" on ${commit} says success`;
  return { told: { exitCode: 0, text, json: { mayTag: true, check } }, isWaiting: false };
}

function isNamed(name: string, version: string): boolean {
  const named = versionOfCheck(name);
  return named !== undefined && isSameVersion(named, version);
}
