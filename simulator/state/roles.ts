import { roleIncludes, type Account, type Role } from "./account.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** What this account may do in the repository; everybody may read a public one. */
export function roleOf(repository: Repository, account: Account): Role {
  if (repository.owner === account || repository.owner.owners.has(account.login.toLowerCase()))
    return "admin";
  const given = repository.collaborators.get(account.login.toLowerCase());
  if (given !== undefined && given !== "none") return given;
  return repository.visibility === "public" ? "read" : "none";
}

/** GitHub's legacy `permission`: maintain counts as write, triage as read. */
export function legacyPermission(role: Role): "admin" | "write" | "read" | "none" {
  if (role === "maintain") return "write";
  return role === "triage" ? "read" : role;
}

/** How GitHub names the author's relation to the repository. */
export function authorAssociation(world: World, repository: Repository, account: Account): string {
  if (repository.owner === account) return "OWNER";
  const login = account.login.toLowerCase();
  const inTeam = [...world.teams.values()].some(
    (team) => team.organization === repository.owner && team.members.has(login),
  );
  if (inTeam || repository.owner.owners.has(login)) return "MEMBER";
  if (roleIncludes(repository.collaborators.get(login) ?? "none", "read")) return "COLLABORATOR";
  const committed = [...repository.git.commits.values()].some(
    (commit) => commit.authorLogin === account.login,
  );
  return committed ? "CONTRIBUTOR" : "NONE";
}
