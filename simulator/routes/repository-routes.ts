import { grants } from "../http/authorize.ts";
import { param, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notAccessible, notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { ok } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { accountJson, membershipJson, publicUserJson } from "../represent/account-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import { roleIncludes, type Role, type Team } from "../state/account.ts";
import { legacyPermission, roleOf } from "../state/roles.ts";

/** Repositories, people and their permissions. */
export const repositoryRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}",
    needs: ["metadata:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const { caller } = call;
      const role = caller.kind === "user" ? roleOf(repository, caller.account) : undefined;
      const permissions = role === undefined ? {} : { permissions: permissionFlags(role) };
      return ok({ ...repositoryJson(call.world, repository), ...permissions });
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/collaborators/{username}/permission",
    needs: ["metadata:read"],
    role: "read",
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const account = call.world.account(param(call, "username"));
      if (account === undefined) throw notFound();
      const role = roleOf(repository, account);
      const permission = legacyPermission(role);
      const user = {
        ...accountJson(call.world, account),
        permissions: permissionFlags(role),
        role_name: role,
      };
      return ok({ permission, role_name: role, user });
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/immutable-releases",
    needs: ["administration:read"],
    role: "admin",
    handle: (call) => {
      if (!repositoryOfCall(call).immutableReleases) throw notFound();
      return ok({ enabled: true, enforced_by_owner: false });
    },
  },
  {
    method: "GET",
    path: "/users/{username}",
    needs: "anyone",
    handle: (call) => {
      const account = call.world.account(param(call, "username"));
      if (account === undefined) throw notFound();
      return ok(publicUserJson(call.world, account));
    },
  },
  {
    method: "GET",
    path: "/user",
    needs: "anyone",
    handle: (call) => {
      const { caller, world } = call;
      if (caller.kind === "user") return ok(publicUserJson(world, caller.account));
      throw caller.kind === "anonymous" ? new GitHubError(401, "Requires authentication") : notAccessible();
    },
  },
  {
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}/memberships/{username}",
    needs: "anyone",
    handle: (call) => {
      const team = teamOf(call);
      const login = param(call, "username").toLowerCase();
      if (!team.members.has(login)) throw notFound();
      return ok(membershipJson(call.world, team, login));
    },
  },
  {
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}/members",
    needs: "anyone",
    handle: (call) => {
      const members = [...teamOf(call).members].flatMap((login) => call.world.account(login) ?? []);
      return listReply(call, members, (account) => accountJson(call.world, account));
    },
  },
];

function permissionFlags(role: Role): Record<string, boolean> {
  return {
    admin: role === "admin",
    maintain: roleIncludes(role, "maintain"),
    push: roleIncludes(role, "write"),
    triage: roleIncludes(role, "triage"),
    pull: roleIncludes(role, "read"),
  };
}

// Reading a team takes the organisation permission "members".
function teamOf(call: Call): Team {
  const { caller, world } = call;
  if (caller.kind === "anonymous" || caller.kind === "app") throw notFound();
  const team = world.teams.get(`${param(call, "org")}/${param(call, "team_slug")}`.toLowerCase());
  if (team === undefined) throw notFound();
  if (caller.kind === "installation") {
    if (caller.installation.account !== team.organization) throw notFound();
    if (!grants(caller, "members:read")) throw notAccessible();
  }
  return team;
}
