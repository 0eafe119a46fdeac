import type { GitHubReader } from "../engine/github.ts";
import { TerminalError } from "../engine/errors.ts";
import type {
  CommitSha,
  RepositoryFacts,
  RepositoryId,
  RepositoryName,
  Visibility,
} from "../model/repository.ts";
import type { Role } from "../model/statement.ts";
import type { PermissionJson, RepositoryJson } from "./json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads a repository, its heads and who may do what in it. */
export function repositoryReader(wire: Wire): Pick<GitHubReader, "repository" | "head" | "role" | "inTeam"> {
  return {
    repository: (of) => readRepository(wire, of),

    async head(repository, branch) {
      const doing = `read the head of ${branch} in ${repository}`;
      const parameters = { ...pathOf(repository), ref: `heads/${branch}` };
      const route = "GET /repos/{owner}/{repo}/git/ref/{ref}";
      try {
        const ref = await wire.find<{ readonly object: { readonly sha: string } }>({
          doing,
          route,
          parameters,
        });
        if (ref === undefined) await readRepository(wire, repository);
        return ref?.object.sha as CommitSha | undefined;
      } catch (error) {
        // 409: the repository has no commit yet.
        if (error instanceof TerminalError && error.status === 409) return undefined;
        throw error;
      }
    },

    async role(repository, person) {
      const found = await wire.find<PermissionJson>({
        doing: `read what ${person.login} may do in ${repository}`,
        route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
        parameters: { ...pathOf(repository), username: person.login },
      });
      // A login may have changed hands: the id decides.
      return found?.user?.id === person.id ? roleOf(found) : "none";
    },

    async inTeam(team, person) {
      const [org = "", slug = ""] = team.replace(/^@/, "").split("/");
      const membership = await wire.find<{ readonly state: string }>({
        doing: `read whether ${person.login} is in ${team}`,
        route: "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
        parameters: { org, team_slug: slug, username: person.login },
      });
      return membership?.state === "active";
    },
  };
}

/** A repository by name or id; TerminalError where it is gone or not ours to see. */
export async function readRepository(
  wire: Wire,
  of: RepositoryId | RepositoryName,
): Promise<RepositoryFacts> {
  const json =
    typeof of === "number"
      ? await wire.read<RepositoryJson>({
          doing: `read the repository with id ${of}`,
          route: "GET /repositories/{id}",
          parameters: { id: of },
        })
      : await wire.read<RepositoryJson>({
          doing: `read the repository ${of}`,
          route: "GET /repos/{owner}/{repo}",
          parameters: pathOf(of),
        });
  return {
    id: json.id as RepositoryId,
    nodeId: json.node_id,
    name: json.full_name as RepositoryName,
    ownerKind: json.owner.type === "Organization" ? "organization" : "user",
    visibility: visibilityOf(json),
    defaultBranch: json.default_branch,
    archived: json.archived,
    hasIssues: json.has_issues,
  };
}

/** What nobody has said to be visible is private. */
function visibilityOf({ visibility, private: isPrivate }: RepositoryJson): Visibility {
  if (visibility === "public" || visibility === "internal") return visibility;
  return visibility === undefined && !isPrivate ? "public" : "private";
}

/** The standard role that a person's permissions amount to: custom roles have names of their own. */
function roleOf({ permission, user }: PermissionJson): Role {
  const permissions = user?.permissions;
  if (permissions === undefined) {
    return permission === "admin" || permission === "write" || permission === "read" ? permission : "none";
  }
  if (permissions.admin) return "admin";
  if (permissions.maintain === true) return "maintain";
  if (permissions.push) return "write";
  if (permissions.triage === true) return "triage";
  return permissions.pull ? "read" : "none";
}
