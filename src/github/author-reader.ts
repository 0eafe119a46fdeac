import { TerminalError } from "../engine/errors.ts";
import type { GitHubReader } from "../engine/github.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import type { Person } from "../model/statement.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** More commits than this are not gone through for their authors. */
const commitsMax = 2_000;
const commitsPerRequest = 40;
/** Spans between two commits never change: what was read of them is kept, the newest ones. */
const spansMax = 100;

interface ActorNode {
  readonly name: string | null;
  readonly email: string | null;
  readonly user: { readonly databaseId: number | null; readonly login: string } | null;
}

interface CommitNode {
  readonly authors: { readonly totalCount: number; readonly nodes: readonly (ActorNode | null)[] };
  readonly committer: ActorNode | null;
}

interface Collaborators {
  readonly repository: {
    readonly collaborators: {
      readonly pageInfo: { readonly hasNextPage: boolean };
      readonly edges: readonly {
        readonly permission: string;
        readonly node: { readonly databaseId: number | null; readonly login: string };
      }[];
    } | null;
  } | null;
}

/** Reads whose work commits are, and who keeps a repository. GraphQL, because only it names co-authors as accounts. */
export function authorReader(wire: Wire): Pick<GitHubReader, "authors" | "maintainers"> {
  const spans = new Map<string, readonly Person[]>();
  return {
    async authors(repository, span) {
      const key = `${repository}:${span.since ?? ""}...${span.at}`;
      const kept = spans.get(key);
      if (kept !== undefined) return kept;
      const people = await readAuthors(wire, repository, await commitsOf(wire, repository, span));
      const [oldest] = spans.keys();
      if (spans.size >= spansMax && oldest !== undefined) spans.delete(oldest);
      spans.set(key, people);
      return people;
    },

    async maintainers(repository) {
      const { owner, repo } = pathOf(repository);
      const doing = `read who keeps ${repository}`;
      const document = `query Keepers($owner: String!, $name: String!) {
        repository(owner: $owner, name: $name) {
          collaborators(first: 100) {
            pageInfo { hasNextPage }
            edges { permission node { databaseId login } }
          }
        }
      }`;
      const answer = await wire.query<Collaborators>({ doing, document, variables: { owner, name: repo } });
      const found = answer.repository?.collaborators;
      if (found === null || found === undefined)
        throw new TerminalError(`Cannot ${doing}: GitHub does not say`);
      const keepers = found.edges.filter(
        ({ permission }) => permission === "ADMIN" || permission === "MAINTAIN",
      );
      // Whoever else there is on the next page: these are two already, or nobody can tell.
      if (found.pageInfo.hasNextPage && keepers.length < 2) {
        throw new TerminalError(`Cannot ${doing}: there are more than 100 people`);
      }
      return keepers.map(({ node }) => ({ id: node.databaseId ?? 0, login: node.login }));
    },
  };
}

async function commitsOf(
  wire: Wire,
  repository: RepositoryName,
  { since, at }: { readonly since?: CommitSha; readonly at: CommitSha },
): Promise<readonly string[]> {
  const doing = `read the commits of ${repository} up to ${at.slice(0, 7)}`;
  const path = pathOf(repository);
  const commits =
    since === undefined
      ? await wire.list<{ readonly sha: string }>({
          doing,
          route: "GET /repos/{owner}/{repo}/commits",
          parameters: { ...path, sha: at },
        })
      : await wire.list<{ readonly sha: string }>(
          {
            doing,
            route: "GET /repos/{owner}/{repo}/compare/{basehead}",
            parameters: { ...path, basehead: `${since}...${at}` },
          },
          "commits",
        );
  if (commits.length > commitsMax) {
    throw new TerminalError(`Cannot ${doing}: there are more than ${commitsMax} of them since the last tag`);
  }
  return commits.map(({ sha }) => sha);
}

async function readAuthors(
  wire: Wire,
  repository: RepositoryName,
  commits: readonly string[],
): Promise<readonly Person[]> {
  const people = new Map<number, Person>();
  for (let from = 0; from < commits.length; from += commitsPerRequest) {
    const batch = commits.slice(from, from + commitsPerRequest);
    for (const [sha, node] of await readCommits(wire, repository, batch)) {
      for (const person of peopleOf(repository, sha, node)) people.set(person.id, person);
    }
  }
  return [...people.values()];
}

async function readCommits(
  wire: Wire,
  repository: RepositoryName,
  commits: readonly string[],
): Promise<readonly (readonly [string, CommitNode])[]> {
  const { owner, repo } = pathOf(repository);
  const doing = `read whose work the commits of ${repository} are`;
  const actor = "name email user { databaseId login }";
  const fields = commits
    .map((sha, index) => `c${index}: object(oid: "${sha}") { ... on Commit { ...who } }`)
    .join("\n");
  const document = `query Authors($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) { ${fields} }
  }
  fragment who on Commit {
    authors(first: 20) { totalCount nodes { ${actor} } }
    committer { ${actor} }
  }`;
  const answer = await wire.query<{
    readonly repository: Readonly<Record<string, CommitNode | null>> | null;
  }>({ doing, document, variables: { owner, name: repo } });
  return commits.map((sha, index) => {
    const node = answer.repository?.[`c${index}`];
    if (node === null || node === undefined) {
      throw new TerminalError(`Cannot ${doing}: ${sha.slice(0, 7)} is not there`);
    }
    return [sha, node];
  });
}

/** Authors, co-authors and committer. Somebody without an account may be anybody: then it is not known. */
function peopleOf(
  repository: RepositoryName,
  sha: string,
  { authors, committer }: CommitNode,
): readonly Person[] {
  const actors = [...authors.nodes, committer].filter((actor) => actor !== null);
  const strangers = actors.filter((actor) => actor.user === null && !isMachine(actor));
  if (strangers.length > 0 || authors.totalCount > authors.nodes.length) {
    throw new TerminalError(
      `Cannot tell whose work ${repository}@${sha.slice(0, 7)} is: an author's address belongs to no account`,
    );
  }
  return actors.flatMap(({ user }) =>
    user === null || user.databaseId === null ? [] : [{ id: user.databaseId, login: user.login }],
  );
}

/** GitHub itself, as it signs what was done on its pages, and Apps. */
function isMachine({ email }: ActorNode): boolean {
  return email === "noreply@github.com" || email?.endsWith("[bot]@users.noreply.github.com") === true;
}
