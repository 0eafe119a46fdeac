import { createCheckRun, emitCheckRun, rerequestCheckRun } from "../effects/checks.ts";
import { emitIssue } from "../effects/issue-event.ts";
import { setState } from "../effects/edit-issue.ts";
import { createPull, mergePull, writeGroup } from "../effects/pulls.ts";
import { createRelease, deleteRelease, editRelease, type ReleaseInput } from "../effects/releases.ts";
import { unlink } from "../effects/move-issue.ts";
import { createRuleset, updateRuleset, type RulesetInput } from "../effects/rulesets.ts";
import { addWorkflowRun, type RunInput } from "../effects/workflow-runs.ts";
import { createStatus } from "../effects/statuses.ts";
import type { Act } from "../effects/act.ts";
import type { FileChanges } from "../git/files.ts";
import { notFound } from "../http/github-error.ts";
import { simpleCommitJson } from "../represent/check-json.ts";
import { pullOf } from "../represent/pull-json.ts";
import type { Role } from "../state/account.ts";
import type { App } from "../state/app.ts";
import type { CheckRun } from "../state/check-run.ts";
import type { Release } from "../state/release.ts";
import type { Repository, Visibility } from "../state/repository.ts";
import type { Ruleset } from "../state/ruleset.ts";
import { IssuePerson } from "./issue-person.ts";

/** Somebody in a repository: what they do in GitHub's pages or with git, with the same rules and events. */
export class Person extends IssuePerson {
  readonly #appOf: (slug: string) => App;

  constructor(act: Act, appOf: (slug: string) => App) {
    super(act);
    this.#appOf = appOf;
  }

  /** Pushes files to a new branch (here, or in the person's fork) and opens a pull request; returns its number. */
  openPullRequest(given: {
    files: FileChanges;
    title?: string;
    body?: string;
    branch?: string;
    base?: string;
    draft?: boolean;
  }): number {
    const { repository, actor, world } = this.act;
    const branch = given.branch ?? `${actor.account.login}-${repository.lastNumber + 1}`;
    const fork = [...world.repositories.values()].find(
      (one) => one.forkOf === repository && one.owner === actor.account,
    );
    const title = given.title ?? `Change ${Object.keys(given.files).join(", ")}`;
    const at = new Person({ ...this.act, repository: fork ?? repository }, this.#appOf);
    at.push(given.files, { branch, message: title });
    const head = fork === undefined ? branch : `${fork.owner.login}:${branch}`;
    const base = given.base ?? repository.defaultBranch;
    return createPull(this.act, { title, body: given.body, head, base, draft: given.draft }).number;
  }

  /** Pushes one more commit to the branch of a pull request. */
  pushToPullRequest(number: number, files: FileChanges): string {
    const pull = pullOf(this.issue(number));
    const repository = this.act.world.repositories.get(pull.headRepositoryId) ?? this.act.repository;
    return new Person({ ...this.act, repository }, this.#appOf).push(files, { branch: pull.headRef });
  }

  merge(number: number, method: "merge" | "squash" | "rebase" = "merge"): string {
    this.mayWrite();
    return mergePull(this.act, this.issue(number), { method });
  }

  closePullRequest(number: number): void {
    setState(this.act, this.issue(number), { state: "closed" });
  }

  /** Puts a pull request into the merge queue: the App hears `merge_group.checks_requested`. Returns the group's head. */
  queue(number: number): string {
    this.may("write");
    const { repository, world, actor } = this.act;
    const pull = pullOf(this.issue(number));
    const name = `refs/heads/gh-readonly-queue/${pull.baseRef}/pr-${number}-${pull.baseSha}`;
    const sha = writeGroup(this.act, this.issue(number));
    repository.refs.set(name, sha);
    const payload = (): Record<string, unknown> => ({
      merge_group: {
        head_sha: sha,
        head_ref: name,
        base_sha: pull.baseSha,
        base_ref: `refs/heads/${pull.baseRef}`,
        head_commit: simpleCommitJson(repository, sha),
      },
    });
    world.emit({ event: "merge_group", action: "checks_requested", repository, actor, payload });
    return sha;
  }

  markReady(number: number): void {
    const issue = this.issue(number);
    pullOf(issue).draft = false;
    emitIssue(this.act, issue, { action: "ready_for_review" });
  }

  /** Returns the release's id. */
  createRelease(input: ReleaseInput & { tag?: string }): number {
    this.mayWrite();
    const { tag, ...rest } = input;
    return createRelease(this.act, tag === undefined ? rest : { ...rest, tag_name: tag }).id;
  }

  publishRelease(id: number): void {
    this.mayWrite();
    editRelease(this.act, this.#release(id), { draft: false });
  }

  /** Changes a release's words, or where its draft points. */
  editRelease(id: number, change: ReleaseInput): void {
    this.may("write");
    editRelease(this.act, this.#release(id), change);
  }

  deleteRelease(id: number): void {
    this.mayWrite();
    deleteRelease(this.act, this.#release(id));
  }

  /** Returns the ruleset's id. */
  createRuleset(input: RulesetInput): number {
    this.may("admin");
    return createRuleset(this.act, input).id;
  }

  updateRuleset(id: number, input: RulesetInput): void {
    this.may("admin");
    updateRuleset(this.act, this.#ruleset(id), input);
  }

  deleteRuleset(id: number): void {
    this.may("admin");
    this.act.repository.rulesets.delete(this.#ruleset(id).id);
  }

  immutableReleases(on: boolean): void {
    this.may("admin");
    this.act.repository.immutableReleases = on;
  }

  /** A check run as CI makes it, by default of GitHub Actions; returns its id. */
  reportCheck(
    name: string,
    result: { ref?: string; conclusion?: string; app?: string; summary?: string; running?: true } = {},
  ): number {
    const app = this.#appOf(result.app ?? "github-actions");
    const actor = { account: app.bot, app };
    const conclusion = result.conclusion ?? "success";
    return createCheckRun({ ...this.act, actor }, app, {
      name,
      head_sha: this.commit(result.ref ?? this.act.repository.defaultBranch),
      ...(result.running === true ? { status: "in_progress" } : { conclusion }),
      output: { title: conclusion, summary: result.summary ?? "" },
    }).id;
  }

  /** A completed workflow run with artifacts, each a set of files; returns the run's id. */
  runWorkflow(input: Partial<RunInput> = {}): number {
    const branch = input.branch ?? this.act.repository.defaultBranch;
    return addWorkflowRun(this.act, { ...input, branch, sha: this.commit(input.sha ?? branch) }).id;
  }

  status(context: string, state: "error" | "failure" | "pending" | "success", ref?: string): void {
    this.mayWrite();
    createStatus(this.act, this.commit(ref ?? this.act.repository.defaultBranch), { state, context });
  }

  /** Presses "Re-run" on a check. */
  rerequest(checkRunId: number): void {
    this.may("write");
    rerequestCheckRun(this.act, this.#run(checkRunId));
  }

  /** Presses a button that a check run offers. */
  pressButton(checkRunId: number, identifier: string): void {
    this.may("write");
    const run = this.#run(checkRunId);
    if (!run.actions.some((action) => action.identifier === identifier)) {
      throw new Error(`Check run ${checkRunId} has no button "${identifier}"`);
    }
    emitCheckRun(this.act, run, { action: "requested_action", identifier });
  }

  rename(name: string): void {
    this.may("admin");
    const { repository, world } = this.act;
    const from = repository.name;
    world.rememberName(repository);
    repository.name = name;
    this.#tell("renamed", { changes: { repository: { name: { from } } } });
  }

  changeVisibility(visibility: Visibility): void {
    this.may("admin");
    const { repository } = this.act;
    if (repository.visibility === visibility) return;
    repository.visibility = visibility;
    this.#tell(visibility === "public" ? "publicized" : "privatized", {});
  }

  archive(): void {
    this.may("admin");
    this.act.repository.archived = true;
    this.#tell("archived", {});
  }

  unarchive(): void {
    this.may("admin");
    this.act.repository.archived = false;
    this.#tell("unarchived", {});
  }

  deleteRepository(): void {
    this.may("admin");
    this.#tell("deleted", {});
    for (const issue of this.act.repository.issues.values()) unlink(issue);
    this.act.world.repositories.delete(this.act.repository.id);
  }

  /** Changes what somebody may do here; no webhook reaches Apps for it. */
  permit(login: string, role: Role): void {
    this.may("admin");
    this.act.repository.collaborators.set(login.toLowerCase(), role);
  }

  get repository(): Repository {
    return this.act.repository;
  }

  #tell(action: string, extra: Record<string, unknown>): void {
    const { world, repository, actor } = this.act;
    world.emit({ event: "repository", action, repository, actor, payload: () => extra });
  }

  #release(id: number): Release {
    const release = this.act.repository.releases.get(id);
    if (release === undefined) throw notFound();
    return release;
  }

  #ruleset(id: number): Ruleset {
    const ruleset = this.act.repository.rulesets.get(id);
    if (ruleset === undefined) throw notFound();
    return ruleset;
  }

  #run(id: number): CheckRun {
    const run = this.act.repository.checkRuns.get(id);
    if (run === undefined) throw notFound();
    return run;
  }
}
