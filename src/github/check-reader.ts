import type { GitHubReader, OwnCheckFacts } from "../engine/github.ts";
import type { CheckFact } from "../model/evidence.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import type { AccountJson, CheckRunJson, CheckSuiteJson, StatusJson } from "./json.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads what was checked of a commit, by whom. */
export function checkReader(wire: Wire, self: Self): Pick<GitHubReader, "checks" | "ownChecks"> {
  return {
    async checks(repository, commit) {
      const runs = await readRuns(wire, repository, { ref: commit });
      const statuses = await wire.list<StatusJson>({
        doing: `read the commit statuses of ${commit.slice(0, 7)} in ${repository}`,
        route: "GET /repos/{owner}/{repo}/commits/{ref}/statuses",
        parameters: { ...pathOf(repository), ref: commit },
      });
      return latest([...newestFirst(runs).map(factOfRun), ...statuses.map(factOfStatus)]);
    },

    async ownChecks(repository, commit) {
      const { appId, login } = self;
      // Only Apps have check runs; one whose token we were given is known by its name alone.
      if (appId === null && !login.endsWith("[bot]")) return [];
      const runs = await readRuns(wire, repository, {
        ref: commit,
        ...(appId === null ? {} : { app_id: appId }),
      });
      const own = runs.filter(({ app }) =>
        appId === null ? `${app?.slug ?? ""}[bot]` === login : app?.id === appId,
      );
      const asked = own.some(({ status }) => status === "completed")
        ? await askedAgain(wire, repository, { ref: commit, ...(appId === null ? {} : { app_id: appId }) })
        : new Map<number, string>();
      return latest(newestFirst(own).map((run) => toOwnCheckFacts(run, asked)));
    },
  };
}

/**
 * Suites that somebody asked to run again, each with the time of it: GitHub sets the suite back to `queued` and leaves
 * its runs as they are (REST, rerequest a check run, 2026-11).
 */
async function askedAgain(
  wire: Wire,
  repository: RepositoryName,
  which: { readonly ref: CommitSha; readonly app_id?: number },
): Promise<ReadonlyMap<number, string>> {
  const suites = await wire.list<CheckSuiteJson>(
    {
      doing: `read the check suites of ${which.ref.slice(0, 7)} in ${repository}`,
      route: "GET /repos/{owner}/{repo}/commits/{ref}/check-suites",
      parameters: { ...pathOf(repository), ...which },
    },
    "check_suites",
  );
  return new Map(
    suites.flatMap(({ id, status, updated_at: at }) =>
      status === "completed" || at === null ? [] : [[id, at] as const],
    ),
  );
}

function readRuns(
  wire: Wire,
  repository: RepositoryName,
  which: { readonly ref: CommitSha; readonly app_id?: number },
): Promise<readonly CheckRunJson[]> {
  const call = {
    doing: `read the check runs of ${which.ref.slice(0, 7)} in ${repository}`,
    route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
    parameters: { ...pathOf(repository), ...which, filter: "latest" },
  };
  return wire.list<CheckRunJson>(call, "check_runs");
}

/** Check runs of several suites come in no promised order; ids grow with time. */
function newestFirst(runs: readonly CheckRunJson[]): readonly CheckRunJson[] {
  return runs.toSorted((one, other) => other.id - one.id);
}

/** The first of each name and app. */
function latest<Fact extends { readonly name: string; readonly app?: string }>(
  facts: readonly Fact[],
): readonly Fact[] {
  const found = new Map<string, Fact>();
  for (const fact of facts) {
    const key = JSON.stringify([fact.name, fact.app]);
    if (!found.has(key)) found.set(key, fact);
  }
  return [...found.values()];
}

function factOfRun(run: CheckRunJson): CheckFact {
  return {
    name: run.name,
    app: run.app?.slug ?? "",
    status: statusOf(run),
    conclusion: run.conclusion,
    ...(run.html_url === null ? {} : { url: run.html_url }),
  };
}

/** A commit status: anyone who may write can set one, so it counts as its creator's, `@login` for people. */
function factOfStatus(status: StatusJson): CheckFact {
  const pending = status.state === "pending";
  return {
    name: status.context,
    app: appOf(status.creator),
    status: pending ? "in_progress" : "completed",
    conclusion: pending ? null : status.state === "success" ? "success" : "failure",
    ...(status.target_url === null ? {} : { url: status.target_url }),
  };
}

function appOf(creator: AccountJson | null): string {
  if (creator === null) return "";
  return creator.type === "Bot" ? creator.login.replace(/\[bot\]$/, "") : `@${creator.login}`;
}

function toOwnCheckFacts(run: CheckRunJson, asked: ReadonlyMap<number, string>): OwnCheckFacts {
  const askedAt = asked.get(run.check_suite?.id ?? 0);
  return {
    id: run.id,
    name: run.name,
    status: statusOf(run),
    conclusion: run.conclusion,
    externalId: run.external_id ?? "",
    ...(run.started_at === null ? {} : { startedAt: run.started_at }),
    // A suite that is behind was not touched after its runs ended.
    ...(askedAt !== undefined && isAfter(askedAt, run.completed_at) ? { askedAgain: true } : {}),
  };
}

function isAfter(at: string, other: string | null): boolean {
  return other !== null && Date.parse(at) > Date.parse(other);
}

/** Actions knows more states that all mean: not yet. */
function statusOf({ status }: CheckRunJson): "queued" | "in_progress" | "completed" {
  return status === "completed" || status === "in_progress" ? status : "queued";
}
