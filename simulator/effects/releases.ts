import { peel } from "../git/history.ts";
import type { GitHubError } from "../http/github-error.ts";
import { validationFailed } from "../http/github-error.ts";
import { releaseJson } from "../represent/release-json.ts";
import type { Release } from "../state/release.ts";
import type { Act } from "./act.ts";
import { RuleViolation } from "./check-rules.ts";
import { moveRef } from "./refs.ts";

export interface ReleaseInput {
  readonly tag_name?: string;
  readonly target_commitish?: string;
  readonly name?: string | null;
  readonly body?: string | null;
  readonly draft?: boolean;
  readonly prerelease?: boolean;
}

/** Creates a release; when it is no draft, its tag is made if missing, past the rules. */
export function createRelease(act: Act, input: ReleaseInput): Release {
  const { world, repository, actor } = act;
  const tagName = input.tag_name ?? "";
  checkTagName(act, tagName, undefined);
  const id = world.ids.next("release");
  const release: Release = {
    id,
    nodeId: world.ids.node("RE", id),
    author: actor.account,
    app: actor.app,
    createdAt: world.now(),
    updatedAt: world.now(),
    tagName,
    targetCommitish: input.target_commitish ?? repository.defaultBranch,
    name: input.name ?? null,
    body: input.body ?? "",
    draft: true,
    prerelease: input.prerelease ?? false,
    immutable: false,
    publishedAt: null,
  };
  if (input.draft !== true) publish(act, release);
  repository.releases.set(id, release);
  emitRelease(act, release, { action: "created" });
  if (!release.draft) emitPublished(act, release);
  return release;
}

/** Changes a release; `draft: false` publishes it. */
export function editRelease(act: Act, release: Release, input: ReleaseInput): void {
  if (release.immutable && (input.tag_name ?? release.tagName) !== release.tagName) {
    throw validationFailed({
      resource: "Release",
      code: "custom",
      message: "Cannot change the tag of an immutable release",
    });
  }
  if (input.tag_name !== undefined && input.tag_name !== release.tagName)
    checkTagName(act, input.tag_name, release);
  const changes = {
    tagName: input.tag_name ?? release.tagName,
    targetCommitish: input.target_commitish ?? release.targetCommitish,
    name: input.name === undefined ? release.name : input.name,
    body: input.body === undefined ? release.body : (input.body ?? ""),
    prerelease: input.prerelease ?? release.prerelease,
  };
  const before = { ...release };
  Object.assign(release, changes, { updatedAt: act.world.now() });
  const publishes = before.draft && input.draft === false;
  if (publishes) {
    try {
      publish(act, release);
    } catch (error) {
      Object.assign(release, before);
      throw error;
    }
  }
  if (!before.draft && input.draft === true) {
    release.draft = true;
    emitRelease(act, release, { action: "unpublished" });
  }
  emitRelease(act, release, { action: "edited", changes: {} });
  if (publishes) emitPublished(act, release);
}

export function deleteRelease(act: Act, release: Release): void {
  act.repository.releases.delete(release.id);
  if (release.immutable) act.repository.burnedTags.add(release.tagName);
  emitRelease(act, release, { action: "deleted" });
}

function checkTagName(act: Act, tagName: string, self: Release | undefined): void {
  if (tagName.trim() === "")
    throw validationFailed({ resource: "Release", code: "missing_field", field: "tag_name" });
  if (act.repository.burnedTags.has(tagName)) {
    throw validationFailed({
      resource: "Release",
      code: "custom",
      field: "tag_name",
      message: "tag_name was used by an immutable release",
    });
  }
  const twin = [...act.repository.releases.values()].find(
    (one) => one !== self && !one.draft && one.tagName === tagName,
  );
  if (twin !== undefined)
    throw validationFailed({ resource: "Release", code: "already_exists", field: "tag_name" });
}

function publish(act: Act, release: Release): void {
  const { repository, world } = act;
  const ref = `refs/tags/${release.tagName}`;
  if (!repository.refs.has(ref)) {
    const target = commitOfTarget(act, release.targetCommitish);
    if (target === undefined) {
      throw validationFailed({ resource: "Release", code: "invalid", field: "target_commitish" });
    }
    try {
      moveRef(act, { ref, before: undefined, after: target });
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      throw refusedByRules(error);
    }
  }
  release.draft = false;
  release.publishedAt = world.now();
  release.immutable = repository.immutableReleases;
}

function commitOfTarget(act: Act, target: string): string | undefined {
  const { refs, git } = act.repository;
  return refs.get(`refs/heads/${target}`) ?? peel(git, target);
}

function refusedByRules(violation: RuleViolation): GitHubError {
  return validationFailed(
    {
      resource: "Release",
      code: "custom",
      field: "pre_receive",
      message: `pre_receive ${violation.message}`,
    },
    { resource: "Release", code: "custom", message: "Published releases must have a valid tag" },
  );
}

function emitPublished(act: Act, release: Release): void {
  emitRelease(act, release, { action: "published" });
  emitRelease(act, release, { action: release.prerelease ? "prereleased" : "released" });
}

function emitRelease(
  act: Act,
  release: Release,
  more: { action: string; changes?: Record<string, unknown> },
): void {
  const { world, repository, actor } = act;
  const payload = (): Record<string, unknown> => ({
    release: releaseJson(world, repository, release),
    ...(more.changes === undefined ? {} : { changes: more.changes }),
  });
  world.emit({ event: "release", action: more.action, repository, actor, payload });
}
