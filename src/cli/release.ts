import { mayCommand } from "../evidence/authority.ts";
import type { GitHub } from "../engine/github.ts";
import type { Situation } from "../engine/gather-plan.ts";
import { makeRelease } from "../engine/make-release.ts";
import type { ReleaseEnd } from "../engine/make-release.ts";
import { isSameVersion } from "../model/version.ts";
import { plainLine } from "../report/plain-line.ts";
import { releaseReport } from "../report/release-report.ts";
import { stepSummary } from "../report/step-summary.ts";
import { terminalTree } from "../report/terminal-tree.ts";
import { findPlans, portsOf } from "./online.ts";
import type { Online } from "./online.ts";
import type { Told } from "./told.ts";

export interface ReleaseOnline extends Online {
  readonly version: string;
}

/**
 * `plangate release VERSION`: makes the release at the head of the default branch when every gate lets go on, or refuses
 * it with the tree. The same as `/plangate release` on its issue, for who holds an App's token or may release.
 */
export async function release(online: ReleaseOnline): Promise<Told> {
  const { commit: _commit, ...atHead } = online;
  const found = await findPlans(atHead);
  if ("exitCode" in found) return found;
  const { github, plans } = found;
  const refusal = await refusalOf(github, online);
  if (refusal !== undefined) return refuse(online.version, refusal);

  const unreadable = plans.find((plan) => plan.kind === "unreadable");
  if (unreadable?.kind === "unreadable") {
    const reason = `the plan ${unreadable.path} cannot be judged: ${unreadable.reason}`;
    return refuse(online.version, { reason, wayOut: "mend the plan or its settings" });
  }
  const known = plans.filter((plan) => plan.kind === "known");
  const declaring = known.filter((plan) => declares(plan, online.version));
  // Every plan that declares it is asked; the first is where the release is recorded.
  const [situation, ...others] = declaring.length > 0 ? declaring.slice(0, 1) : known;
  if (situation === undefined || others.length > 0) {
    const paths = [situation, ...others].flatMap((plan) => plan?.path ?? []).join(", ");
    const reason = `it is not told which plan is to be asked: ${paths}`;
    return refuse(online.version, { reason, wayOut: "name it with --plan (as an Action: input plan)" });
  }
  const round = { github, ports: portsOf(online), lease: undefined, signal: undefined };
  const occasion = `release ${online.now().toISOString()}`;
  return tell(await makeRelease({ version: online.version, situation, occasion }, round), online);
}

interface Reason {
  readonly reason: string;
  readonly wayOut: string;
}

/** Why this token may not release; undefined where it may, as an App's or a person's. */
async function refusalOf(github: GitHub, { repository }: Online): Promise<Reason | undefined> {
  const { self } = github;
  if (self.login === "github-actions[bot]") {
    return {
      reason:
        "this is the workflow's own token: a ruleset cannot let it pass, and what it tags starts no workflow",
      wayOut: "give the token of an App, as from actions/create-github-app-token",
    };
  }
  if (self.appId !== null || self.login.endsWith("[bot]")) return undefined;
  const own =
    self.id === undefined ? "none" : await github.role(repository, { id: self.id, login: self.login });
  const permission = mayCommand("release", { role: own, kind: "user" });
  return permission.kind === "allowed" ? undefined : permission;
}

function declares({ parsed }: Situation, version: string): boolean {
  return parsed.plan.releases.some((one) => isSameVersion(version, one.version));
}

function tell(end: ReleaseEnd, { version, painter }: ReleaseOnline): Told {
  switch (end.kind) {
    case "made": {
      const text = `${version} is tagged and published: ${plainLine(end.release.url)}`;
      return { exitCode: 0, text, json: { made: true, url: end.release.url } };
    }
    case "refused": {
      const text = [terminalTree([end.node], painter), `${version} may not be tagged`].join("\n\n");
      const markdown = stepSummary(releaseReport(end.node));
      return { exitCode: 1, text, markdown, json: { made: false, verdict: end.node } };
    }
    case "stopped":
      return refuse(version, end);
    case "waiting":
      return refuse(version, { reason: end.reason, wayOut: "run it again: what was begun is gone on with" });
  }
}

function refuse(version: string, { reason, wayOut }: Reason): Told {
  const text = `${version} is not released: ${plainLine(reason)}\nWhat would change it: ${plainLine(wayOut)}`;
  return { exitCode: 1, text, json: { made: false, reason, wayOut } };
}
