import { createCheckRun, rerequestCheckRun, updateCheckRun, type CheckRunInput } from "../effects/checks.ts";
import { createStatus } from "../effects/statuses.ts";
import { actOf, bodyOf, numberParam, param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notAccessible, notFound } from "../http/github-error.ts";
import { countedReply, cutPage, listReply } from "../http/page.ts";
import { created, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { checkRunJson, checkSuiteWithRepositoryJson, statusJson } from "../represent/check-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import type { App } from "../state/app.ts";
import type { CheckRun, CommitStatus } from "../state/check-run.ts";
import { fullName } from "../state/repository.ts";
import { resolvedOrRefused } from "./commit-routes.ts";
import { checkReplica } from "./find.ts";

const RUNS = "/repos/{owner}/{repo}/check-runs";
const RUN = `${RUNS}/{check_run_id}`;
const AT_COMMIT = "/repos/{owner}/{repo}/commits/{ref}";
const READ = ["checks:read"] as const;
const WRITE = ["checks:write"] as const;

/** Check runs, which Apps alone write, and commit statuses. */
export const checkRoutes: readonly Route[] = [
  {
    method: "POST",
    path: RUNS,
    needs: WRITE,
    appsOnly: true,
    handle: (call) => {
      const act = actOf(call);
      const run = createCheckRun(act, appOf(call), bodyOf<CheckRunInput>(call));
      return created(checkRunJson(call.world, act.repository, run));
    },
  },
  {
    method: "GET",
    path: RUN,
    needs: READ,
    handle: (call) => ok(checkRunJson(call.world, repositoryOfCall(call), runOf(call))),
  },
  {
    method: "PATCH",
    path: RUN,
    needs: WRITE,
    appsOnly: true,
    handle: (call) => {
      const run = runOf(call);
      if (run.app !== appOf(call)) throw notAccessible();
      updateCheckRun(actOf(call), run, bodyOf<CheckRunInput>(call));
      return ok(checkRunJson(call.world, repositoryOfCall(call), run));
    },
  },
  {
    method: "GET",
    path: `${RUN}/annotations`,
    needs: READ,
    handle: (call) => listReply(call, runOf(call).annotations, (one) => ({ ...one, blob_href: "" })),
  },
  {
    method: "POST",
    path: `${RUN}/rerequest`,
    needs: WRITE,
    handle: (call) => {
      rerequestCheckRun(actOf(call), runOf(call));
      return created({});
    },
  },
  { method: "GET", path: `${AT_COMMIT}/check-runs`, needs: READ, handle: listRuns },
  {
    method: "GET",
    path: `${AT_COMMIT}/check-suites`,
    needs: READ,
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const sha = resolvedOrRefused(repository, param(call, "ref"));
      const app = query(call, "app_id");
      const suites = [...repository.checkSuites.values()].filter(
        (suite) => suite.headSha === sha && (app === undefined || suite.app.id === Number(app)),
      );
      const show = (suite: (typeof suites)[number]): unknown =>
        checkSuiteWithRepositoryJson(call.world, repository, suite);
      return countedReply(call, suites, { key: "check_suites", show });
    },
  },
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/statuses/{sha}",
    needs: ["statuses:write"],
    handle: (call) => {
      const act = actOf(call);
      const status = createStatus(act, param(call, "sha"), bodyOf<Parameters<typeof createStatus>[2]>(call));
      return created(statusJson(call.world, act.repository, status));
    },
  },
  {
    method: "GET",
    path: `${AT_COMMIT}/statuses`,
    needs: ["statuses:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const sha = resolvedOrRefused(repository, param(call, "ref"));
      const found = repository.statuses.filter((status) => status.sha === sha).toReversed();
      return listReply(call, found, (status) => statusJson(call.world, repository, status));
    },
  },
  { method: "GET", path: `${AT_COMMIT}/status`, needs: ["statuses:read"], handle: combinedStatus },
];

function appOf(call: Call): App {
  if (call.caller.kind !== "installation")
    throw new GitHubError(403, "You must authenticate via a GitHub App.");
  return call.caller.installation.app;
}

function runOf(call: Call): CheckRun {
  const run = repositoryOfCall(call).checkRuns.get(numberParam(call, "check_run_id"));
  if (run === undefined) throw notFound();
  if (call.route.method === "GET") checkReplica(call.world, run.startedAt);
  return run;
}

function listRuns(call: Call): Reply {
  const repository = repositoryOfCall(call);
  const sha = resolvedOrRefused(repository, param(call, "ref"));
  const name = query(call, "check_name");
  const app = query(call, "app_id");
  const status = query(call, "status");
  const found = [...repository.checkRuns.values()].filter(
    (run) =>
      run.headSha === sha &&
      (name === undefined || run.name === name) &&
      (app === undefined || run.app.id === Number(app)) &&
      (status === undefined || run.status === status),
  );
  const shown = query(call, "filter") === "all" ? found : latest(found);
  const show = (run: CheckRun): unknown => checkRunJson(call.world, repository, run);
  return countedReply(call, shown.toReversed(), { key: "check_runs", show });
}

// The newest run per name and App.
function latest(runs: readonly CheckRun[]): CheckRun[] {
  const newest = new Map<string, CheckRun>();
  for (const run of runs) newest.set(`${run.app.id} ${run.name}`, run);
  return [...newest.values()];
}

function combinedStatus(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOfCall(call);
  const sha = resolvedOrRefused(repository, param(call, "ref"));
  const newest = new Map<string, CommitStatus>();
  for (const status of repository.statuses)
    if (status.sha === sha) newest.set(status.context.toLowerCase(), status);
  const statuses = [...newest.values()];
  const page = cutPage(call, statuses);
  const states = statuses.map((status) => status.state);
  const failed = states.includes("failure") || states.includes("error");
  const pending = statuses.length === 0 || states.includes("pending");
  const url = `${world.url}/repos/${fullName(repository)}/commits/${sha}`;
  const body = {
    state: failed ? "failure" : pending ? "pending" : "success",
    statuses: page.items.map((status) => statusJson(world, repository, status)),
    sha,
    total_count: page.total,
    repository: repositoryJson(world, repository),
    commit_url: url,
    url: `${url}/status`,
  };
  return { status: 200, body, headers: page.headers };
}
