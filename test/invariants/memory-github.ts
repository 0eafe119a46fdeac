import { homeFacts, openFakeGitHub } from "../shared/fake-github.ts";
import type { FakeGitHub } from "../shared/fake-github.ts";
import { TerminalError } from "../../src/engine/errors.ts";
import type { CommentFacts, CommitFacts, GitHub } from "../../src/engine/github.ts";
import type { ObservedIssue } from "../../src/model/observed.ts";
import { readBody } from "../../src/model/region.ts";
import type { CommitSha, IssueNumber, IssueRef } from "../../src/model/repository.ts";
import type { Person, Role } from "../../src/model/statement.ts";
import { digest } from "../../src/model/digest.ts";
import { watchWrites } from "./watch-writes.ts";
import type { Watched } from "./watch-writes.ts";

/** The plan's own path in these worlds. */
export const planPath = "plan.md";
export const settingsPath = ".github/plangate.yml";

/** A person's comment, as it stands. */
export interface Said {
  readonly id: number;
  readonly issue: IssueRef;
  readonly author: Person & { readonly kind: "user" | "bot" };
  readonly own: boolean;
  readonly createdAt: string;
  body: string;
  edited: boolean;
}

/** One repository of GitHub's in memory, for a thousand runs a minute: issues, a branch, comments, checks, people. */
export interface MemoryGitHub extends Watched {
  readonly fake: FakeGitHub;
  readonly github: GitHub;
  /** The repository as people see it: what was deleted is not there. */
  readonly issues: () => readonly ObservedIssue[];
  readonly comments: Said[];
  readonly roles: Map<number, Role>;
  /** Open issues that hold releases. */
  readonly blockers: Set<string>;
  readonly now: () => Date;
  readonly pass: (ms: number) => void;
  readonly file: (path?: string) => string;
  /** Commits a file as a person. */
  readonly push: (text: string, path?: string) => void;
  readonly change: (number: number, change: Partial<ObservedIssue>) => void;
  readonly remove: (number: number) => void;
  readonly say: (number: number, author: Person, body: string) => Said;
  /** How long a new issue is missing from lists. */
  lagMs: number;
  /** Called with the name of each call of the port before it is done. */
  onCall: (name: string) => void;
}

const start = Date.parse("2026-11-20T12:00:00Z");
const bot = { id: 1, login: "plangate[bot]", kind: "bot" } as const;

/** Opens it with a plan and settings at its first commit. */
export function openMemoryGitHub(plan: string, settings: string): MemoryGitHub {
  let time = start;
  let ids = 100;
  const fake = openFakeGitHub();
  const gone = new Set<number>();
  const listedAt = new Map<number, number>();
  const comments: Said[] = [];
  const history = new Map<CommitSha, { files: ReadonlyMap<string, Uint8Array>; facts: CommitFacts }>();
  const line: CommitSha[] = [];
  const remember = (own: boolean): void => {
    if (history.has(fake.head)) return;
    const facts = { sha: fake.head, own, bot: own, at: new Date(time) };
    history.set(fake.head, { files: new Map(fake.files), facts });
    line.push(fake.head);
  };
  const put = (text: string, path: string): void => void fake.files.set(path, new TextEncoder().encode(text));
  put(plan, planPath);
  put(settings, settingsPath);
  remember(false);
  fake.isListed = ({ id, ref }) => !gone.has(ref.number) && (listedAt.get(id) ?? 0) <= time;
  const alive = (): readonly ObservedIssue[] => fake.issues.filter(({ ref }) => !gone.has(ref.number));
  /** Whatever a write came to, also where its answer was lost. */
  const settled = async <T>(write: Promise<T>): Promise<T> => {
    try {
      return await write;
    } finally {
      for (const { id } of fake.issues) if (!listedAt.has(id)) listedAt.set(id, time + world.lagMs);
      remember(true);
      for (const one of fake.releases) if (!one.draft) one.publishedAt ??= new Date(time).toISOString();
      const known = comments.filter(({ own }) => own).length;
      for (const { issue, body } of fake.comments.slice(known)) {
        const createdAt = new Date(time).toISOString();
        comments.push({ id: (ids += 1), issue, body, author: bot, own: true, createdAt, edited: false });
      }
    }
  };
  const github = githubOf({
    fake,
    alive,
    comments,
    history,
    line,
    settled,
    roles: new Map(),
    blockers: new Set(),
  });
  const watched = watchWrites(
    told(github.port, (name) => world.onCall(name)),
    fake,
    alive,
  );
  const world: MemoryGitHub = {
    ...watched,
    fake,
    issues: alive,
    comments,
    roles: github.roles,
    blockers: github.blockers,
    lagMs: 0,
    onCall: () => undefined,
    now: () => new Date(time),
    pass: (ms) => void (time += ms),
    file: (path = planPath) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(fake.files.get(path)),
    push: (text, path = planPath) => {
      put(text, path);
      fake.head = `p${line.length}` as CommitSha;
      remember(false);
    },
    change: (number, change) => {
      for (const issue of fake.issues) if (issue.ref.number === number) Object.assign(issue, change);
    },
    remove: (number) => void gone.add(number),
    say: (number, author, body) => {
      if (alive().every(({ ref }) => ref.number !== number)) throw new Error(`There is no issue #${number}`);
      const issue = { repository: homeFacts.name, number: number as IssueNumber };
      const createdAt = new Date(time).toISOString();
      const said: Said = {
        id: (ids += 1),
        issue,
        body,
        author: { ...author, kind: "user" },
        own: false,
        createdAt,
        edited: false,
      };
      comments.push(said);
      return said;
    },
  };
  return world;
}

/** The port, with each call told before it is done. */
function told(port: GitHub, tell: (name: string) => void): GitHub {
  return new Proxy(port, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || name === "counts") return member;
      return (...given: unknown[]): unknown => {
        tell(String(name));
        return Reflect.apply(member, target, given);
      };
    },
  });
}

interface Inside {
  readonly fake: FakeGitHub;
  readonly alive: () => readonly ObservedIssue[];
  readonly comments: readonly Said[];
  readonly history: ReadonlyMap<CommitSha, { files: ReadonlyMap<string, Uint8Array>; facts: CommitFacts }>;
  readonly line: readonly CommitSha[];
  readonly settled: <T>(write: Promise<T>) => Promise<T>;
  readonly roles: Map<number, Role>;
  readonly blockers: Set<string>;
}

/** The port: reads that the fake lacks, and writes whose traces are kept. */
function githubOf(inside: Inside): Pick<Inside, "roles" | "blockers"> & { readonly port: GitHub } {
  const { fake, settled, roles, blockers } = inside;
  const { connection } = fake;
  const port: Partial<GitHub> = {
    ...silent,
    ...readsOf(inside),
    createIssue: (input) => settled(connection.createIssue(input)),
    commitFile: (input) => settled(connection.commitFile(input)),
    comment: (issue, body) => settled(connection.comment(issue, body)),
    publishRelease: (repository, id) => settled(connection.publishRelease(repository, id)),
    updateIssue: async (ref, change) => {
      if (inside.alive().every(({ ref: { number } }) => number !== ref.number)) throw noneSuch(ref);
      await connection.updateIssue(ref, change);
    },
  };
  const whole = new Proxy(connection, {
    get: (target, name): unknown => Reflect.get(name in port ? port : target, name),
  });
  return { port: whole, roles, blockers };
}

function noneSuch({ repository, number }: IssueRef): TerminalError {
  return new TerminalError(`Cannot change ${repository}#${number}: This issue was deleted`, { status: 410 });
}

function readsOf({ fake, alive, comments, history, line, roles, blockers }: Inside): Partial<GitHub> {
  const seen = (issue: ObservedIssue): ObservedIssue => ({
    ...issue,
    comments: comments.filter((said) => said.issue.number === issue.ref.number).length,
    blockedBy: fake.blockers
      .filter(({ blocked }) => blocked.number === issue.ref.number)
      .flatMap(({ blockerId }) => alive().find(({ id }) => id === blockerId)?.ref ?? []),
  });
  return {
    file: async (_repository, path, at) => history.get(at)?.files.get(path),
    paths: async (_repository, at) => [...(history.get(at)?.files.keys() ?? [])],
    files: async (_repository, at) =>
      [...(history.get(at)?.files ?? [])].map(([path, bytes]) => ({
        path,
        mode: "100644",
        sha: digest(Buffer.from(bytes).toString("base64")),
      })),
    ownIssues: async (repository) => (await fake.connection.ownIssues(repository)).map(seen),
    issue: async (ref) =>
      alive()
        .filter((issue) => issue.ref.number === ref.number)
        .map(seen)[0],
    markedIssues: async () => ({
      issues: alive()
        .filter(({ body }) => readBody(body).kind !== "none")
        .map((issue) => ({ issue: seen(issue), author: bot })),
      last: Math.max(0, ...alive().map(({ ref }) => ref.number)),
    }),
    comments: async (issue): Promise<readonly CommentFacts[]> =>
      comments
        .filter((said) => said.issue.number === issue.number)
        .map((said) => ({
          ...said,
          url: `https://github.com/o/home/issues/${issue.number}#${said.id}`,
          ownReactions: reactionsTo(fake, said),
        })),
    role: async (_repository, person) => roles.get(person.id) ?? "none",
    labels: async (repository) => fake.labels.filter((label) => label.repository === repository),
    labelled: async (_repository, label) =>
      [...blockers].map((title, index) => ({
        ref: { repository: homeFacts.name, number: (9_000 + index) as IssueNumber },
        title: `${label}: ${title}`,
      })),
    tags: async () => [...fake.tags],
    ownChecks: async (_repository, commit) =>
      fake.checks
        .filter((check) => check.commit === commit)
        .toReversed()
        .map((check) => ({ ...check, conclusion: check.conclusion ?? null })),
    commits: async (_repository, { path, since }) =>
      line
        .flatMap((sha, index) => {
          const [now, before] = [history.get(sha), history.get(line[index - 1] ?? sha)];
          const touches = index === 0 || now?.files.get(path) !== before?.files.get(path);
          return now === undefined || !touches || (since !== undefined && now.facts.at < since)
            ? []
            : [now.facts];
        })
        .toReversed(),
  };
}

function reactionsTo(fake: FakeGitHub, { id }: Said): readonly string[] {
  return fake.reactions.filter(({ commentId }) => commentId === id).map(({ content }) => content);
}

/** What nobody has made in these worlds. */
const silent: Partial<GitHub> = {
  counts: () => ({ reads: 0, writes: 0 }),
  milestones: async () => [],
  conversations: async () => [],
  maintainers: async () => [],
  authors: async () => [],
  inTeam: async () => false,
  checks: async () => [],
  metrics: async () => [],
  passedCommits: async () => [],
  openPullRequests: async () => [],
  queueHeads: async () => [],
  pullRequestFrom: async () => undefined,
  changedPaths: async () => [],
};
