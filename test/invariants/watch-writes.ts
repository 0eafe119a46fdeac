import type { FakeGitHub } from "../shared/fake-github.ts";
import type { GitHub, IssueChange, NewIssue } from "../../src/engine/github.ts";
import type { ObservedIssue } from "../../src/model/observed.ts";

/** A write as it was asked for. */
export interface Write {
  readonly name: string;
  readonly given: readonly unknown[];
}

/** What was written, and what GitHub would not have taken. */
export interface Watched {
  readonly github: GitHub;
  readonly writes: Write[];
  /** Writes that GitHub refuses or that nobody may send. */
  readonly refused: string[];
}

/** Names of the port's methods that write; every other method reads. */
export const writers = [
  "createLabel",
  "createMilestone",
  "createIssue",
  "updateIssue",
  "addSubIssue",
  "addBlockedBy",
  "removeBlockedBy",
  "comment",
  "react",
  "commitFile",
  "commitObject",
  "createBranch",
  "deleteBranch",
  "moveBranch",
  "openPullRequest",
  "closePullRequest",
  "createCheck",
  "updateCheck",
  "draftRelease",
  "createTag",
  "publishRelease",
  "withdrawRelease",
] as const satisfies readonly (keyof GitHub)[];
const isWriter: ReadonlySet<string> = new Set(writers);

const titleMax = 256;
const bodyMax = 65_536;
const subIssuesMax = 100;

/** Writes down every write, and whether GitHub would take it. */
export function watchWrites(port: GitHub, fake: FakeGitHub, issues: () => readonly ObservedIssue[]): Watched {
  const writes: Write[] = [];
  const refused: string[] = [];
  let underWay = 0;
  const github = new Proxy(port, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || !isWriter.has(String(name))) return member;
      return async (...given: unknown[]): Promise<unknown> => {
        const write = { name: String(name), given };
        const before = fake.writes;
        refused.push(...objections(write, fake, issues()));
        if (underWay > 0) refused.push(`${write.name} while another write is under way`);
        underWay += 1;
        try {
          return await Reflect.apply(member, target, given);
        } finally {
          underWay -= 1;
          if (fake.writes > before) writes.push(write);
        }
      };
    },
  });
  return { github, writes, refused };
}

/** Why GitHub answers 422 to a write. */
function objections({ name, given }: Write, fake: FakeGitHub, issues: readonly ObservedIssue[]): string[] {
  switch (name) {
    case "createIssue": {
      const [{ title, body }] = given as [NewIssue];
      return wordsProblems(name, { title, body });
    }
    case "updateIssue": {
      const [, change] = given as [unknown, IssueChange];
      return wordsProblems(name, change);
    }
    case "addSubIssue": {
      const [parent, childId] = given as [ObservedIssue["ref"], number];
      const children = issues.filter((issue) => issue.parent?.number === parent.number);
      return children.length >= subIssuesMax || children.some(({ id }) => id === childId)
        ? [`addSubIssue of ${childId} under #${parent.number}`]
        : [];
    }
    case "addBlockedBy": {
      const [blocked, blockerId] = given as [ObservedIssue["ref"], number];
      const isThere = fake.blockers.some(
        (one) => one.blocked.number === blocked.number && one.blockerId === blockerId,
      );
      return isThere ? [`addBlockedBy of #${blocked.number} twice`] : [];
    }
    default:
      return [];
  }
}

function wordsProblems(name: string, { title, body }: Pick<IssueChange, "title" | "body">): string[] {
  return [
    ...(title !== undefined && (title.trim() === "" || title.length > titleMax)
      ? [`${name} with the title ${JSON.stringify(title)}`]
      : []),
    ...(body !== undefined && body.length > bodyMax ? [`${name} with a body of ${body.length}`] : []),
  ];
}
