import { filesOf, lookUp } from "../git/files.ts";
import { reachable } from "../git/history.ts";
import { commitOf } from "../represent/git-json.ts";
import { issueUrl, repositoryOf } from "../represent/issue-json.ts";
import type { CheckRun } from "../state/check-run.ts";
import type { Issue } from "../state/issue.ts";
import type { Release } from "../state/release.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { Ruleset } from "../state/ruleset.ts";
import type { World } from "../state/world.ts";
import type {
  CheckRunView,
  CommentView,
  CommitView,
  IssueView,
  PullView,
  ReleaseView,
} from "./view-shapes.ts";
import { resolveCommit } from "../routes/content-routes.ts";

/** Looks into a repository; everything returned is a copy. */
export class RepositoryView {
  readonly #world: World;
  readonly #repository: Repository;

  constructor(world: World, repository: Repository) {
    this.#world = world;
    this.#repository = repository;
  }

  get id(): number {
    return this.#repository.id;
  }

  get nodeId(): string {
    return this.#repository.nodeId;
  }

  get owner(): string {
    return this.#repository.owner.login;
  }

  get name(): string {
    return this.#repository.name;
  }

  get fullName(): string {
    return fullName(this.#repository);
  }

  get visibility(): string {
    return this.#repository.visibility;
  }

  /** Issues without pull requests, by number. */
  issues(): IssueView[] {
    return this.#issues()
      .filter((issue) => issue.pull === null)
      .map((issue) => this.#view(issue));
  }

  /** An issue or pull request; throws when there is none. */
  issue(number: number): IssueView {
    return this.#view(this.#issue(number));
  }

  comments(number: number): CommentView[] {
    const issue = this.#issue(number);
    return [...this.#repository.comments.values()]
      .filter((comment) => comment.issue === issue)
      .map((comment) => ({
        id: comment.id,
        author: comment.author.login,
        body: comment.body,
        app: comment.app?.slug,
        reactions: comment.reactions.map((reaction) => `${reaction.content} by ${reaction.account.login}`),
      }));
  }

  /** A file's text; throws when there is none. */
  file(path: string, ref?: string): string {
    return Buffer.from(this.bytes(path, ref)).toString("utf8");
  }

  bytes(path: string, ref?: string): Uint8Array {
    const { git } = this.#repository;
    const found = lookUp(git, commitOf(this.#repository, this.head(ref)).tree, path);
    if (found?.kind !== "file")
      throw new Error(`No file ${path} in ${this.fullName} at ${ref ?? "the default branch"}`);
    return git.blobs.get(found.entry.sha) ?? new Uint8Array();
  }

  files(ref?: string): string[] {
    return [...filesOf(this.#repository.git, commitOf(this.#repository, this.head(ref)).tree).keys()].sort();
  }

  /** The commit of a branch, tag or SHA; of the default branch without one. */
  head(ref?: string): string {
    const sha = resolveCommit(this.#repository, ref ?? this.#repository.defaultBranch);
    if (sha === undefined) throw new Error(`No commit ${ref} in ${this.fullName}`);
    return sha;
  }

  /** Newest first. */
  commits(ref?: string): CommitView[] {
    return reachable(this.#repository.git, this.head(ref)).map((sha) => {
      const { message, authorLogin, verified } = commitOf(this.#repository, sha);
      return { sha, message, author: authorLogin, verified };
    });
  }

  tags(): Record<string, string> {
    return this.#refs("refs/tags/");
  }

  branches(): Record<string, string> {
    return this.#refs("refs/heads/");
  }

  releases(): ReleaseView[] {
    return [...this.#repository.releases.values()].map(viewOfRelease);
  }

  /** All check runs, or those of one commit, oldest first. */
  checkRuns(ref?: string): CheckRunView[] {
    const sha = ref === undefined ? undefined : this.head(ref);
    return [...this.#repository.checkRuns.values()]
      .filter((run) => sha === undefined || run.headSha === sha)
      .map(viewOfRun);
  }

  statuses(ref?: string): { context: string; state: string; description: string | null; sha: string }[] {
    const sha = ref === undefined ? undefined : this.head(ref);
    return this.#repository.statuses
      .filter((one) => sha === undefined || one.sha === sha)
      .map((one) => ({ context: one.context, state: one.state, description: one.description, sha: one.sha }));
  }

  pulls(): PullView[] {
    return this.#issues()
      .filter((issue) => issue.pull !== null)
      .map((issue) => this.pull(issue.number));
  }

  pull(number: number): PullView {
    const issue = this.#issue(number);
    if (issue.pull === null) throw new Error(`#${number} in ${this.fullName} is no pull request`);
    const { headRef, headSha, baseRef, mergedAt } = issue.pull;
    return { ...this.#view(issue), head: headRef, headSha, base: baseRef, merged: mergedAt !== null };
  }

  labels(): { name: string; color: string; description: string | null }[] {
    return [...this.#repository.labels.values()].map(({ name, color, description }) => ({
      name,
      color,
      description,
    }));
  }

  milestones(): { number: number; title: string; state: string; description: string | null }[] {
    return [...this.#repository.milestones.values()].map(({ number, title, state, description }) => ({
      number,
      title,
      state,
      description,
    }));
  }

  rulesets(): Ruleset[] {
    return [...this.#repository.rulesets.values()].map((ruleset) => ({ ...ruleset }));
  }

  #issues(): Issue[] {
    return [...this.#repository.issues.values()].sort((a, b) => a.number - b.number);
  }

  #issue(number: number): Issue {
    const issue = this.#repository.issues.get(number);
    if (issue === undefined) throw new Error(`No issue #${number} in ${this.fullName}`);
    return issue;
  }

  #refs(prefix: string): Record<string, string> {
    const found = [...this.#repository.refs].filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(found.map(([name, sha]) => [name.slice(prefix.length), sha]));
  }

  #view(issue: Issue): IssueView {
    return {
      number: issue.number,
      id: issue.id,
      nodeId: issue.nodeId,
      title: issue.title,
      body: issue.body,
      state: issue.state,
      stateReason: issue.stateReason,
      labels: issue.labels.map((label) => label.name),
      milestone: issue.milestone?.title ?? null,
      assignees: issue.assignees.map((account) => account.login),
      parent: issue.parent === null ? null : this.#reference(issue.parent),
      subIssues: issue.subIssues.map((child) => this.#reference(child)),
      blockedBy: issue.blockedBy.map((other) => this.#reference(other)),
      author: issue.author.login,
      app: issue.app?.slug,
      isPull: issue.pull !== null,
      url: issueUrl(this.#world, issue),
    };
  }

  #reference(issue: Issue): string {
    const repository = repositoryOf(this.#world, issue);
    return repository === this.#repository ? `#${issue.number}` : `${fullName(repository)}#${issue.number}`;
  }
}

function viewOfRun(run: CheckRun): CheckRunView {
  return {
    id: run.id,
    name: run.name,
    app: run.app.slug,
    headSha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    title: run.output.title,
    summary: run.output.summary,
    text: run.output.text,
    annotations: [...run.annotations],
    actions: [...run.actions],
    externalId: run.externalId,
  };
}

function viewOfRelease(release: Release): ReleaseView {
  return {
    id: release.id,
    tag: release.tagName,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    target: release.targetCommitish,
    author: release.author.login,
  };
}
