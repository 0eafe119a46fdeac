import { homeFacts, openFakeGitHub } from "../shared/fake-github.ts";
import type { FakeGitHub } from "../shared/fake-github.ts";
import type { GitHub, GitHubReader } from "../../src/engine/github.ts";
import type { CommitSha, RepositoryName } from "../../src/model/repository.ts";

/** GitHub in memory, with everything that a reconcile reads; lists may lag behind. */
export interface ScheduleWorld {
  readonly fake: FakeGitHub;
  readonly github: GitHub;
  readonly plan: () => string;
}

const planPath = "plan.md";

/** Opens it with one plan; an issue is listed `lagMs()` after it was made. */
export function openScheduleWorld(
  plan: string,
  { now, lagMs }: { readonly now: () => number; readonly lagMs: () => number },
): ScheduleWorld {
  const fake = openFakeGitHub();
  const listedAt = new Map<number, number>();
  const history = new Map<CommitSha, ReadonlyMap<string, Uint8Array>>();
  fake.files.set(planPath, new TextEncoder().encode(plan));
  fake.files.set(
    ".github/plangate.yml",
    new TextEncoder().encode(
      `version: 1\nplans:\n  - path: ${planPath}\n    issues: tasks\n    labels: [plan]\n`,
    ),
  );
  fake.isListed = (issue) => (listedAt.get(issue.id) ?? 0) <= now();
  const remember = (): void => void history.set(fake.head, new Map(fake.files));
  remember();
  const { connection } = fake;
  const more: Partial<GitHub> = {
    ...quiet,
    file: async (_repository, path, at) => history.get(at)?.get(path),
    ownIssues: async (repository) =>
      (await connection.ownIssues(repository)).map((issue) => ({
        ...issue,
        blockedBy: fake.blockers
          .filter(({ blocked }) => blocked.number === issue.ref.number)
          .flatMap(({ blockerId }) => fake.issues.find(({ id }) => id === blockerId)?.ref ?? []),
      })),
    labels: async (repository: RepositoryName) =>
      fake.labels.filter((label) => label.repository === repository).map((label) => ({ ...label })),
    ownChecks: async (_repository, commit) =>
      fake.checks
        .filter((check) => check.commit === commit)
        .toReversed()
        .map((check) => ({ ...check, conclusion: check.conclusion ?? null })),
    createIssue: async (input) => {
      const issue = await connection.createIssue(input);
      listedAt.set(issue.id, now() + lagMs());
      return issue;
    },
    commitFile: async (input) => {
      const commit = await connection.commitFile(input);
      remember();
      return commit;
    },
  };
  const github = new Proxy(connection, {
    get: (target, name) => (name in more ? Reflect.get(more, name) : (Reflect.get(target, name) as unknown)),
  });
  return { fake, github, plan: () => new TextDecoder().decode(fake.files.get(planPath)) };
}

/** The home's own name, to mark it by. */
export const home = homeFacts;

/** Reads that the fake answers itself, or the world above for it. */
type Answered =
  | "repository"
  | "head"
  | "file"
  | "ownIssues"
  | "issue"
  | "labels"
  | "release"
  | "ownChecks"
  | "remaining";

/** What nobody has said or made in these worlds; every read is here or above, or the types say so. */
const quiet: Omit<GitHubReader, Answered> & Pick<GitHub, "counts"> = {
  counts: () => ({ reads: 0, writes: 0 }),
  paths: async () => [planPath],
  files: async () => [],
  markedIssues: async () => ({ issues: [], last: 0 }),
  milestones: async () => [],
  labelled: async () => [],
  comments: async () => [],
  conversations: async () => [],
  role: async () => "none",
  maintainers: async () => [],
  authors: async () => [],
  inTeam: async () => false,
  tags: async () => [],
  tagRulesets: async () => [],
  branches: async () => [],
  isBefore: async () => true,
  checksBefore: async () => [],
  tagPush: async () => undefined,
  passedTags: async () => [],
  checks: async () => [],
  metrics: async () => [],
  passedCommits: async () => [],
  openPullRequests: async () => [],
  queueHeads: async () => [],
  pullRequestFrom: async () => undefined,
  commits: async () => [],
  changedPaths: async () => [],
};
