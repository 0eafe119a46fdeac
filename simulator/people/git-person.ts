import type { Act } from "../effects/act.ts";
import { RuleViolation } from "../effects/check-rules.ts";
import { commitFiles } from "../effects/commit.ts";
import { moveRef } from "../effects/refs.ts";
import type { FileChanges } from "../git/files.ts";
import { peel } from "../git/history.ts";
import { notFound } from "../http/github-error.ts";
import { resolveCommit } from "../routes/content-routes.ts";
import { roleIncludes, type Role } from "../state/account.ts";
import { fullName } from "../state/repository.ts";
import { roleOf } from "../state/roles.ts";
import { PushRefused } from "./push-refused.ts";

/** More tags than this in one push, and GitHub sends no event for any of them. */
const LOUD_TAGS_MAX = 3;

/** What a person does with git. Throws `PushRefused` with git's text where a ruleset refuses. */
export class GitPerson {
  protected readonly act: Act;

  constructor(act: Act) {
    this.act = act;
  }

  /** One commit on a branch, made when missing; null deletes a file. Returns the commit's SHA. */
  push(files: FileChanges, how: { branch?: string; message?: string } = {}): string {
    this.mayWrite();
    const { repository } = this.act;
    const branch = how.branch ?? repository.defaultBranch;
    const ref = `refs/heads/${branch}`;
    const before = repository.refs.get(ref);
    const parent = before ?? repository.refs.get(`refs/heads/${repository.defaultBranch}`);
    const message = how.message ?? `Update ${Object.keys(files).join(", ")}`;
    const sha = commitFiles(this.act, { parent, changes: files, message, byApi: false });
    this.move({ ref, before, after: sha });
    return sha;
  }

  /** Rewrites a branch to any commit. */
  forcePush(branch: string, to: string): void {
    this.mayWrite();
    const ref = `refs/heads/${branch}`;
    this.move({ ref, before: this.act.repository.refs.get(ref), after: this.commit(to) });
  }

  /** Creates a branch at a ref, by default the default branch. */
  branch(name: string, from?: string): string {
    this.mayWrite();
    const sha = this.commit(from ?? this.act.repository.defaultBranch);
    this.move({ ref: `refs/heads/${name}`, before: undefined, after: sha });
    return sha;
  }

  deleteBranch(name: string): void {
    this.mayWrite();
    const ref = `refs/heads/${name}`;
    this.move({ ref, before: this.act.repository.refs.get(ref), after: undefined });
  }

  /** Pushes one tag. */
  tag(name: string, at?: string): string {
    return this.tags([name], at);
  }

  /** Pushes tags together; more than three make no event. With a message they are annotated. */
  tags(names: readonly string[], at?: string, message?: string): string {
    this.mayWrite();
    const sha = this.commit(at ?? this.act.repository.defaultBranch);
    for (const name of names) {
      const ref = `refs/tags/${name}`;
      if (this.act.repository.refs.has(ref))
        throw new Error(` ! [rejected] ${name} -> ${name} (already exists)`);
      const after = message === undefined ? sha : this.annotate(name, sha, message);
      this.move({ ref, before: undefined, after }, names.length > LOUD_TAGS_MAX);
    }
    return sha;
  }

  /** Deletes a tag with `git push --delete`, as people do. */
  deleteTag(name: string): void {
    this.mayWrite();
    const ref = `refs/tags/${name}`;
    this.move({ ref, before: this.act.repository.refs.get(ref), after: undefined });
  }

  /** Throws unless the person has at least this role here. */
  protected may(least: Role): void {
    const { repository, actor } = this.act;
    if (roleIncludes(roleOf(repository, actor.account), least)) return;
    throw new Error(`${actor.account.login} may not do this in ${fullName(repository)}: it takes ${least}`);
  }

  protected mayWrite(): void {
    const { repository, actor } = this.act;
    if (roleIncludes(roleOf(repository, actor.account), "write") && !repository.archived) return;
    throw new Error(`remote: Permission to ${fullName(repository)}.git denied to ${actor.account.login}.`);
  }

  protected commit(ref: string): string {
    const sha = resolveCommit(this.act.repository, ref) ?? peel(this.act.repository.git, ref);
    if (sha === undefined) throw notFound();
    return sha;
  }

  private annotate(name: string, target: string, message: string): string {
    const { world, repository, actor } = this.act;
    const { login } = actor.account;
    const tagger = { name: login, email: `${login}@users.noreply.github.com`, at: world.now() };
    return repository.git.writeTag({ name, target, targetKind: "commit", tagger, message });
  }

  protected move(move: Parameters<typeof moveRef>[1], quiet = false): void {
    try {
      moveRef(this.act, move, quiet);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      throw new PushRefused(error, {
        htmlUrl: this.act.world.htmlUrl,
        fullName: fullName(this.act.repository),
      });
    }
  }
}
