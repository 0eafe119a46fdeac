import { isoTime } from "../state/clock.ts";
import type { CheckRun, CheckSuite } from "../state/check-run.ts";
import type { Repository } from "../state/repository.ts";
import { connection, type ConnectionArguments } from "./connection.ts";

interface SuitesArguments extends ConnectionArguments {
  readonly filterBy?: { readonly appId?: number | null; readonly checkName?: string | null } | null;
}

interface RunsArguments extends ConnectionArguments {
  readonly filterBy?: {
    readonly appId?: number | null;
    readonly checkName?: string | null;
    readonly checkType?: string | null;
    readonly conclusions?: readonly string[] | null;
    readonly status?: string | null;
  } | null;
}

/** `Commit.checkSuites`: a commit's suites with their runs. */
export function checkSuites(repository: Repository, sha: string, given: SuitesArguments): unknown {
  const { appId, checkName } = given.filterBy ?? {};
  const suites = [...repository.checkSuites.values()].filter(
    (suite) =>
      suite.headSha === sha &&
      (isUnasked(appId) || suite.app.id === appId) &&
      (isUnasked(checkName) || runsOf(repository, suite).some(({ name }) => name === checkName)),
  );
  return connection("checkSuites", suites, { ...given, show: (suite) => suiteNode(repository, suite) });
}

function suiteNode(repository: Repository, suite: CheckSuite): Record<string, unknown> {
  return {
    __typename: "CheckSuite",
    id: suite.nodeId,
    createdAt: isoTime(suite.createdAt),
    checkRuns: (given: RunsArguments) => {
      const { appId, checkName, checkType, conclusions, status } = given.filterBy ?? {};
      const all = runsOf(repository, suite);
      // The latest of each name, before anything else is asked of it.
      const kept = checkType === "LATEST" ? [...new Map(all.map((run) => [run.name, run])).values()] : all;
      const found = kept.filter(
        (run) =>
          (isUnasked(appId) || run.app.id === appId) &&
          (isUnasked(checkName) || run.name === checkName) &&
          (isUnasked(conclusions) || conclusions.includes(upper(run.conclusion) ?? "")) &&
          (isUnasked(status) || status === upper(run.status)),
      );
      return connection("checkRuns", found, { ...given, show: runNode });
    },
  };
}

function runsOf(repository: Repository, suite: CheckSuite): CheckRun[] {
  return [...repository.checkRuns.values()].filter((run) => run.suite === suite);
}

// `databaseId` is left out: ids of check runs are longer than 32 bits.
function runNode(run: CheckRun): Record<string, unknown> {
  return {
    __typename: "CheckRun",
    id: run.nodeId,
    name: run.name,
    status: upper(run.status),
    conclusion: upper(run.conclusion),
    externalId: run.externalId,
    startedAt: isoTime(run.startedAt),
    completedAt: run.completedAt === null ? null : isoTime(run.completedAt),
    title: run.output.title,
    summary: run.output.summary,
    text: run.output.text,
  };
}

function isUnasked(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function upper(word: string | null): string | null {
  return word === null ? null : word.toUpperCase();
}
