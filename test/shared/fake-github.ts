import { RetryableError, TerminalError, UncertainError } from "../../src/engine/errors.ts";
import type { GitHub, IssueChange, NewCheck, NewIssue } from "../../src/engine/github.ts";
import type { ReleaseFacts } from "../../src/engine/release-port.ts";
import type { ObservedIssue, ObservedRepository } from "../../src/model/observed.ts";
import type {
  CommitSha,
  IssueNumber,
  IssueRef,
  RepositoryFacts,
  RepositoryId,
  RepositoryName,
} from "../../src/model/repository.ts";

/** What goes wrong with one write. `kill`: the process that sent it dies, before or after GitHub acted. */
export type Fault = "refuse" | "busy" | "lost-before" | "lost-after" | "kill-before" | "kill-after";

/** A process died here: no adapter makes it, so nothing may handle it. */
export class Killed extends Error {}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One GitHub, in memory: what is there, whose it is, and how it fails. */
export interface FakeGitHub {
  readonly issues: Mutable<ObservedIssue>[];
  readonly labels: { repository: RepositoryName; name: string; nodeId: string }[];
  readonly milestones: {
    repository: RepositoryName;
    number: number;
    title: string;
    nodeId: string;
    state: "open";
  }[];
  readonly blockers: { blocked: IssueRef; blockerId: number }[];
  readonly comments: { issue: IssueRef; body: string }[];
  readonly reactions: { repository: RepositoryName; commentId: number; content: string }[];
  /** The plan's bytes by path, at `head`. */
  readonly files: Map<string, Uint8Array>;
  head: CommitSha;
  readonly commits: { path: string; headline: string }[];
  readonly checks: (Omit<NewCheck, "commit"> & { id: number; commit: CommitSha; updates: number })[];
  readonly releases: Mutable<ReleaseFacts>[];
  readonly tags: { name: string; commit: CommitSha }[];
  /** Asked before each write with its name and how many writes there were; undefined: all is well. */
  fault: (write: string, index: number) => Fault | undefined;
  /** Runs between a request and what it does. */
  onWire: (write: string) => Promise<void>;
  /** Where false, `ownIssues` does not list the issue yet. */
  isListed: (issue: ObservedIssue) => boolean;
  writes: number;
  readonly connection: GitHub;
  /** What a read of a whole repository would give. */
  observe(name: RepositoryName): ObservedRepository;
}

export const homeFacts: RepositoryFacts = repositoryFacts(1, "o/home");

export function repositoryFacts(id: number, name: RepositoryName): RepositoryFacts {
  return {
    id: id as RepositoryId,
    nodeId: `R_${id}`,
    name,
    ownerKind: "organization",
    visibility: "public",
    defaultBranch: "main",
    archived: false,
    hasIssues: true,
  };
}

export function openFakeGitHub(repositories: readonly RepositoryFacts[] = [homeFacts]): FakeGitHub {
  const fake: FakeGitHub = {
    issues: [],
    labels: [],
    milestones: [],
    blockers: [],
    comments: [],
    reactions: [],
    files: new Map(),
    head: "c0" as CommitSha,
    commits: [],
    checks: [],
    releases: [],
    tags: [],
    fault: () => undefined,
    onWire: () => Promise.resolve(),
    isListed: () => true,
    writes: 0,
    connection: undefined as unknown as GitHub,
    observe: (name) => ({
      facts: factsOf(repositories, name),
      issues: fake.issues.filter((issue) => issue.ref.repository === name).map((issue) => ({ ...issue })),
      labels: fake.labels.filter((label) => label.repository === name),
      milestones: fake.milestones.filter((milestone) => milestone.repository === name),
      templates: {},
    }),
  };
  const reads = readsOf(fake, repositories);
  const writes = writesOf(fake);
  const other = (name: string) => () => Promise.reject(new Error(`The fake has no "${name}"`));
  const connection = new Proxy({ ...reads, ...writes } as unknown as GitHub, {
    // An `await` asks for "then".
    get: (target, name: keyof GitHub | "then") =>
      name === "then" ? undefined : name in target ? target[name] : other(name),
  });
  return Object.assign(fake, { connection });
}

function readsOf(fake: FakeGitHub, repositories: readonly RepositoryFacts[]): Partial<GitHub> {
  return {
    self: { appId: 1, login: "plangate[bot]" },
    repository: async (of: RepositoryId | RepositoryName) => factsOf(repositories, of),
    head: async () => fake.head,
    file: async (_repository: RepositoryName, path: string, at: CommitSha) =>
      at === fake.head ? fake.files.get(path) : undefined,
    ownIssues: async (repository: RepositoryName) =>
      fake.issues
        .filter((issue) => issue.ref.repository === repository && issue.own && fake.isListed(issue))
        .map((issue) => ({ ...issue })),
    issue: async (ref: IssueRef) => find(fake, ref),
    tagRulesets: async () => [],
    branches: async () => [],
    isBefore: async () => true,
    checksBefore: async () => [],
    tagPush: async () => undefined,
    passedTags: async () => [],
    release: async (_repository: RepositoryName, tag: string) =>
      fake.releases.find((release) => release.tag === tag),
  };
}

function writesOf(fake: FakeGitHub): Partial<GitHub> {
  const write = async <T>(name: string, effect: () => T): Promise<T> => {
    fake.writes += 1;
    const fault = fake.fault(name, fake.writes);
    await fake.onWire(name);
    if (fault === "refuse") throw new TerminalError(`${name} is refused`, { status: 403 });
    if (fault === "busy") throw new RetryableError(`${name} is not possible just now`);
    if (fault === "lost-before") throw new UncertainError(`${name} was not answered`);
    if (fault === "kill-before") throw new Killed(`killed before ${name}`);
    const result = effect();
    if (fault === "lost-after") throw new UncertainError(`${name} was not answered`);
    if (fault === "kill-after") throw new Killed(`killed after ${name}`);
    return result;
  };
  return {
    createLabel: (repository, name) =>
      write("createLabel", () => {
        const label = { repository, name, nodeId: `L_${name}` };
        fake.labels.push(label);
        return label;
      }),
    createMilestone: (repository, title) =>
      write("createMilestone", () => {
        const number = fake.milestones.length + 1;
        const milestone = { repository, number, title, nodeId: `M_${number}`, state: "open" as const };
        fake.milestones.push(milestone);
        return milestone;
      }),
    createIssue: (input) => write("createIssue", () => addIssue(fake, input)),
    updateIssue: (ref, change) => write("updateIssue", () => update(fake, ref, change)),
    addSubIssue: (parent, childId) =>
      write("addSubIssue", () => {
        for (const issue of fake.issues) if (issue.id === childId) issue.parent = parent;
      }),
    addBlockedBy: (blocked, blockerId) =>
      write("addBlockedBy", () => void fake.blockers.push({ blocked, blockerId })),
    removeBlockedBy: (_blocked, blockerId) =>
      write("removeBlockedBy", () => {
        const index = fake.blockers.findIndex((blocker) => blocker.blockerId === blockerId);
        fake.blockers.splice(index, 1);
      }),
    comment: (issue, body) =>
      write("comment", () => {
        fake.comments.push({ issue, body });
        return { id: fake.comments.length, url: "" };
      }),
    react: (repository, commentId, content) =>
      write("react", () => void fake.reactions.push({ repository, commentId, content })),
    commitFile: ({ path, bytes, headline, onto }) =>
      write("commitFile", () => {
        if (onto !== fake.head) throw new RetryableError("the head moved");
        fake.files.set(path, bytes);
        fake.commits.push({ path, headline });
        fake.head = `c${fake.commits.length}` as CommitSha;
        return fake.head;
      }),
    createCheck: (_repository, check) =>
      write("createCheck", () => {
        const id = fake.checks.length + 1;
        fake.checks.push({ ...check, id, updates: 0 });
        return { id };
      }),
    updateCheck: (_repository, id, change) =>
      write("updateCheck", () => {
        const index = fake.checks.findIndex((check) => check.id === id);
        const check = fake.checks[index];
        if (check === undefined) throw new TerminalError("no such check");
        const annotations = [...check.annotations, ...change.annotations];
        fake.checks[index] = { ...check, ...change, annotations, updates: check.updates + 1 };
      }),
    draftRelease: (_repository, { tag, commit, body, prerelease }) =>
      write("draftRelease", () => {
        const id = fake.releases.length + 1;
        const made = { id, tag, draft: true, prerelease, target: commit, body, url: "" };
        const release = { ...made, own: true, by: "plangate[bot]", publishedAt: null };
        fake.releases.push(release);
        return release;
      }),
    createTag: (_repository, name, commit) =>
      write("createTag", () => {
        if (fake.tags.some((tag) => tag.name === name)) {
          throw new TerminalError(`tag ${name} exists`, { code: "tag-exists" });
        }
        fake.tags.push({ name, commit });
      }),
    publishRelease: (_repository, id) =>
      write("publishRelease", () => {
        for (const release of fake.releases) if (release.id === id) release.draft = false;
      }),
    withdrawRelease: (_repository, id) =>
      write("withdrawRelease", () => {
        for (const release of fake.releases) if (release.id === id) release.draft = true;
      }),
  };
}

function addIssue(fake: FakeGitHub, input: NewIssue): ObservedIssue {
  const number = fake.issues.length + 1;
  const parent = fake.issues.find((issue) => issue.nodeId === input.parentNodeId);
  const issue: ObservedIssue = {
    ref: { repository: input.repository.name, number: number as IssueNumber },
    id: 1_000 + number,
    nodeId: `I_${number}`,
    title: input.title,
    body: input.body,
    state: "open",
    stateReason: null,
    labels: fake.labels
      .filter((label) => input.labelNodeIds.includes(label.nodeId))
      .map((label) => label.name),
    milestone: fake.milestones.find((milestone) => milestone.nodeId === input.milestoneNodeId)?.title ?? null,
    own: true,
    parent: parent?.ref ?? null,
    blockedBy: [],
  };
  fake.issues.push(issue);
  return { ...issue };
}

function update(fake: FakeGitHub, ref: IssueRef, change: IssueChange): void {
  const issue = find(fake, ref);
  if (issue === undefined) throw new TerminalError("no such issue");
  const { milestone, ...rest } = change;
  Object.assign(issue, rest);
  if (milestone !== undefined) {
    issue.milestone = fake.milestones.find(({ number }) => number === milestone)?.title ?? null;
  }
}

function find(fake: FakeGitHub, ref: IssueRef): Mutable<ObservedIssue> | undefined {
  return fake.issues.find(
    (issue) => issue.ref.repository === ref.repository && issue.ref.number === ref.number,
  );
}

function factsOf(
  repositories: readonly RepositoryFacts[],
  of: RepositoryId | RepositoryName,
): RepositoryFacts {
  const facts = repositories.find((each) => each.id === of || each.name === of);
  if (facts === undefined) throw new TerminalError(`no installation for ${of}`, { code: "not-installed" });
  return facts;
}
