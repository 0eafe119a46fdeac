import { TerminalError } from "../engine/errors.ts";
import type { PastCheckFacts, ReleasePort } from "../engine/release-port.ts";
import type { CommitSha } from "../model/repository.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Commits that are looked back on: more than a branch moves on while plangate is away for a while. */
const commitsMax = 50;

/** One request for all of them. An App has one suite a commit, or few; of its runs the first hundred names are read. */
const document = `query PastChecks($owner: String!, $name: String!, $oid: GitObjectID!, $app: Int!, $commits: Int!) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) {
      ... on Commit {
        history(first: $commits) {
          nodes {
            oid
            checkSuites(first: 5, filterBy: { appId: $app }) {
              nodes {
                checkRuns(first: 100, filterBy: { checkType: LATEST }) {
                  nodes { name conclusion externalId startedAt }
                }
              }
            }
          }
        }
      }
    }
  }
}`;

interface Answer {
  readonly repository: {
    readonly object: { readonly history?: { readonly nodes: readonly CommitNode[] } } | null;
  } | null;
}

interface CommitNode {
  readonly oid: string;
  readonly checkSuites: {
    readonly nodes: readonly { readonly checkRuns: { readonly nodes: readonly RunNode[] } }[];
  } | null;
}

interface RunNode {
  readonly name: string;
  readonly conclusion: string | null;
  readonly externalId: string | null;
  readonly startedAt: string | null;
}

/** Reads what we said on commits that were heads before. */
export function pastCheckReader(wire: Wire, self: Self): Pick<ReleasePort, "checksBefore"> {
  return {
    async checksBefore(repository, commit) {
      if (self.appId === null) return [];
      const { owner, repo } = pathOf(repository);
      const doing = `read the checks of the commits of ${repository} before ${commit.slice(0, 7)}`;
      // The first is the commit itself.
      const variables = { owner, name: repo, oid: commit, app: self.appId, commits: commitsMax + 1 };
      const answer = await wire.query<Answer>({ doing, document, variables });
      const history = answer.repository?.object?.history;
      if (history === undefined) throw new TerminalError(`Cannot ${doing}: GitHub shows no such commit`);
      return history.nodes.filter(({ oid }) => oid !== commit).flatMap(checksOf);
    },
  };
}

function checksOf({ oid, checkSuites }: CommitNode): readonly PastCheckFacts[] {
  const runs = (checkSuites?.nodes ?? []).flatMap(({ checkRuns }) => checkRuns.nodes);
  const facts = runs.map(({ name, conclusion, externalId, startedAt }) => ({
    commit: oid as CommitSha,
    name,
    conclusion: conclusion?.toLowerCase() ?? null,
    externalId: externalId ?? "",
    startedAt: startedAt ?? "",
  }));
  const inTime = facts.toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
  // Of several suites the newest run of a name is what the commit says.
  return [...new Map(inTime.map((fact) => [fact.name, fact])).values()];
}
