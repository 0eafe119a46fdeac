import { GitHubError, validationFailed } from "../http/github-error.ts";
import { checkRunEventJson, checkSuiteJson } from "../represent/check-json.ts";
import type { App } from "../state/app.ts";
import type { Annotation, CheckRun, CheckSuite } from "../state/check-run.ts";
import type { Act } from "./act.ts";

const TEXT_MAX = 65_535;
const ANNOTATIONS_MAX = 50;
const ACTIONS_MAX = 3;

export interface CheckRunInput {
  readonly name?: string;
  readonly head_sha?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly started_at?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary?: string;
    readonly text?: string;
    readonly annotations?: readonly Partial<Annotation>[];
  };
  readonly actions?: readonly {
    readonly label: string;
    readonly description: string;
    readonly identifier: string;
  }[];
}

/** Creates a check run of `app`; the commit must exist. */
export function createCheckRun(act: Act, app: App, input: CheckRunInput): CheckRun {
  const { world, repository } = act;
  const sha = input.head_sha ?? "";
  if (!repository.git.commits.has(sha)) throw new GitHubError(422, `No commit found for SHA: ${sha}`);
  checkLimits(input);
  const id = world.ids.next("checkRun");
  const run: CheckRun = {
    id,
    nodeId: world.ids.node("CR", id),
    app,
    suite: suiteFor(act, app, { sha, branch: branchAt(act, sha) }),
    headSha: sha,
    name: input.name ?? "",
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: world.now(),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  repository.checkRuns.set(id, run);
  applyInput(act, run, input);
  emitCheckRun(act, run, { action: "created" });
  if (run.status === "completed") emitCheckRun(act, run, { action: "completed" });
  return run;
}

/** Changes a check run; annotations are appended. */
export function updateCheckRun(act: Act, run: CheckRun, input: CheckRunInput): void {
  checkLimits(input);
  const wasCompleted = run.status === "completed";
  applyInput(act, run, input);
  if (!wasCompleted && run.status === "completed") emitCheckRun(act, run, { action: "completed" });
}

/**
 * What "Re-run" does: the suite is queued again and its conclusion gone; its runs stay as they are, until the App that
 * is told of it writes one.
 */
export function rerequestCheckRun(act: Act, run: CheckRun): void {
  run.suite.isAskedAgain = true;
  run.suite.updatedAt = act.world.now();
  emitCheckRun(act, run, { action: "rerequested" });
}

function applyInput(act: Act, run: CheckRun, input: CheckRunInput): void {
  run.suite.isAskedAgain = false;
  run.suite.updatedAt = act.world.now();
  run.name = input.name ?? run.name;
  run.externalId = input.external_id ?? run.externalId;
  run.detailsUrl = input.details_url ?? run.detailsUrl;
  run.status = input.status ?? run.status;
  if (input.started_at !== undefined) run.startedAt = new Date(input.started_at);
  if (input.conclusion !== undefined) {
    run.conclusion = input.conclusion;
    run.status = "completed";
    run.completedAt = input.completed_at === undefined ? act.world.now() : new Date(input.completed_at);
  } else if (run.status === "completed" && run.conclusion === null) {
    throw validationFailed({ resource: "CheckRun", code: "missing_field", field: "conclusion" });
  } else if (run.status !== "completed") {
    run.conclusion = null;
    run.completedAt = null;
  }
  if (input.output !== undefined) {
    run.output = {
      title: input.output.title ?? run.output.title,
      summary: input.output.summary ?? run.output.summary,
      text: input.output.text ?? run.output.text,
    };
    run.annotations.push(...(input.output.annotations ?? []).map(wholeAnnotation));
  }
  if (input.actions !== undefined) run.actions = input.actions.map((action) => ({ ...action }));
}

function wholeAnnotation(given: Partial<Annotation>): Annotation {
  return {
    path: given.path ?? "",
    start_line: given.start_line ?? 1,
    end_line: given.end_line ?? 1,
    start_column: given.start_column ?? null,
    end_column: given.end_column ?? null,
    annotation_level: given.annotation_level ?? "notice",
    title: given.title ?? null,
    message: given.message ?? "",
    raw_details: given.raw_details ?? null,
  };
}

function checkLimits(input: CheckRunInput): void {
  const { output, actions } = input;
  for (const field of ["summary", "text"] as const) {
    if ((output?.[field] ?? "").length <= TEXT_MAX) continue;
    const message = `${field} exceeds a maximum bytesize of ${TEXT_MAX}`;
    throw validationFailed({ resource: "CheckRun", code: "custom", field, message });
  }
  if ((output?.annotations?.length ?? 0) > ANNOTATIONS_MAX) {
    throw new GitHubError(422, `Invalid request.\n\nNo more than ${ANNOTATIONS_MAX} items are allowed.`);
  }
  if ((actions?.length ?? 0) > ACTIONS_MAX) {
    throw new GitHubError(422, `Invalid request.\n\nNo more than ${ACTIONS_MAX} items are allowed.`);
  }
}

/** The suite of an App at a commit, made when missing. */
function suiteFor(act: Act, app: App, at: { sha: string; branch: string | null }): CheckSuite {
  const { world, repository } = act;
  const known = [...repository.checkSuites.values()].find((one) => one.app === app && one.headSha === at.sha);
  if (known !== undefined) return known;
  const id = world.ids.next("checkSuite");
  const nodeId = world.ids.node("CS", id);
  const suite: CheckSuite = {
    id,
    nodeId,
    app,
    headSha: at.sha,
    headBranch: at.branch,
    createdAt: world.now(),
    updatedAt: world.now(),
    isAskedAgain: false,
  };
  repository.checkSuites.set(id, suite);
  return suite;
}

function branchAt(act: Act, sha: string): string | null {
  const found = [...act.repository.refs].find(([name, at]) => at === sha && name.startsWith("refs/heads/"));
  return found === undefined ? null : found[0].slice("refs/heads/".length);
}

/** On a push every App with `checks: write` gets a suite and hears `check_suite.requested`. */
export function requestSuites(act: Act, at: { sha: string; branch: string }): void {
  const { world, repository, actor } = act;
  for (const installation of world.installations.values()) {
    const covers = installation.repositories === "all" || installation.repositories.has(repository.id);
    if (installation.account !== repository.owner || !covers || installation.suspendedAt !== undefined)
      continue;
    if (installation.permissions["checks"] !== "write") continue;
    const suite = suiteFor(act, installation.app, at);
    const payload = (): Record<string, unknown> => ({
      check_suite: checkSuiteJson(world, repository, suite),
    });
    world.emit({
      event: "check_suite",
      action: "requested",
      repository,
      actor,
      payload,
      onlyApp: installation.app,
    });
  }
}

/** Sends `check_run`; a rerequest and a pressed button go to the owning App alone. */
export function emitCheckRun(act: Act, run: CheckRun, more: { action: string; identifier?: string }): void {
  const { world, repository, actor } = act;
  const payload = (): Record<string, unknown> => ({
    check_run: checkRunEventJson(world, repository, run),
    ...(more.identifier === undefined ? {} : { requested_action: { identifier: more.identifier } }),
  });
  const event = { event: "check_run", action: more.action, repository, actor, payload };
  const isRequest = more.action === "rerequested" || more.action === "requested_action";
  world.emit(isRequest ? { ...event, onlyApp: run.app } : event);
}
