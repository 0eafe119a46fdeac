import { commitFiles } from "../effects/commit.ts";
import type { FileChanges } from "../git/files.ts";
import { ObjectStore } from "../git/object-store.ts";
import type { Account, Role } from "./account.ts";
import type { Repository, Visibility } from "./repository.ts";
import type { World } from "./world.ts";

export interface RepositoryOptions {
  readonly visibility?: Visibility;
  readonly files?: FileChanges;
  readonly collaborators?: Readonly<Record<string, Role>>;
  readonly defaultBranch?: string;
}

/** A repository without a commit. */
export function emptyRepository(
  world: World,
  at: { owner: Account; name: string; options: RepositoryOptions; forkOf?: Repository },
): Repository {
  const id = world.ids.next("repository");
  const { options } = at;
  const collaborators = Object.entries(options.collaborators ?? {});
  const repository: Repository = {
    id,
    nodeId: world.ids.node("R", id),
    owner: at.owner,
    createdAt: world.now(),
    git: new ObjectStore(),
    refs: new Map(),
    collaborators: new Map(collaborators.map(([login, role]) => [login.toLowerCase(), role])),
    issues: new Map(),
    comments: new Map(),
    labels: new Map(),
    milestones: new Map(),
    checkSuites: new Map(),
    checkRuns: new Map(),
    statuses: [],
    releases: new Map(),
    rulesets: new Map(),
    ruleSuites: [],
    refEvents: [],
    workflowRuns: new Map(),
    artifacts: new Map(),
    burnedTags: new Set(),
    forkOf: at.forkOf,
    gone: new Map(),
    name: at.name,
    visibility: options.visibility ?? "public",
    archived: false,
    defaultBranch: options.defaultBranch ?? "main",
    immutableReleases: false,
    lastNumber: 0,
    updatedAt: world.now(),
    pushedAt: world.now(),
  };
  world.repositories.set(id, repository);
  world.nodes.set(repository.nodeId, { kind: "repository", repository });
  return repository;
}

/** Writes the first commit on the default branch, without any event. */
export function firstCommit(world: World, repository: Repository, files: FileChanges): void {
  const author = [...repository.collaborators.keys()].flatMap((login) => world.account(login) ?? [])[0];
  const actor = { account: author ?? repository.owner, app: undefined };
  const changes = Object.keys(files).length === 0 ? { "README.md": `# ${repository.name}\n` } : files;
  const act = { world, repository, actor };
  const sha = commitFiles(act, { parent: undefined, changes, message: "Initial commit", byApi: false });
  repository.refs.set(`refs/heads/${repository.defaultBranch}`, sha);
}
