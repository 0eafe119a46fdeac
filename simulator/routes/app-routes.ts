import { bodyOf, numberParam, param, type Call } from "../http/call.ts";
import { GitHubError, notFound } from "../http/github-error.ts";
import { countedReply, listReply } from "../http/page.ts";
import { created, noContent, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { appJson, installationJson } from "../represent/account-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import type { App, Installation, Level, Permissions } from "../state/app.ts";
import { isoTime } from "../state/clock.ts";
import type { Repository } from "../state/repository.ts";
import { makeInstallationToken } from "../state/make-token.ts";

/** What an App asks about itself, with its JWT or an installation token. */
export const appRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/app",
    needs: "jwt",
    handle: (call) => {
      const installations = installationsOf(call).length;
      return ok({ ...appJson(call.world, appOf(call)), installations_count: installations });
    },
  },
  {
    // A private App has no page but for its owner (docs, get an app).
    method: "GET",
    path: "/apps/{app_slug}",
    needs: "anyone",
    handle: (call) => {
      const slug = param(call, "app_slug");
      const app = [...call.world.apps.values()].find((one) => one.slug === slug && one.isPublic);
      if (app === undefined) throw notFound();
      return ok(appJson(call.world, app));
    },
  },
  {
    method: "GET",
    path: "/app/installations",
    needs: "jwt",
    handle: (call) => listReply(call, installationsOf(call), (one) => installationJson(call.world, one)),
  },
  {
    method: "GET",
    path: "/app/installations/{installation_id}",
    needs: "jwt",
    handle: (call) => ok(installationJson(call.world, installationOf(call))),
  },
  {
    method: "POST",
    path: "/app/installations/{installation_id}/access_tokens",
    needs: "jwt",
    handle: postToken,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/installation",
    needs: "jwt",
    handle: (call) => {
      const { found } = call;
      const installation = installationsOf(call).find(
        (one) => found !== undefined && one.account === found.owner && reaches(one, found),
      );
      if (installation === undefined) throw notFound();
      return ok(installationJson(call.world, installation));
    },
  },
  {
    method: "GET",
    path: "/orgs/{org}/installation",
    needs: "jwt",
    handle: (call) => ok(installationJson(call.world, installationAt(call, param(call, "org")))),
  },
  {
    method: "GET",
    path: "/users/{username}/installation",
    needs: "jwt",
    handle: (call) => ok(installationJson(call.world, installationAt(call, param(call, "username")))),
  },
  { method: "GET", path: "/installation/repositories", needs: "installation", handle: listRepositories },
  {
    method: "DELETE",
    path: "/installation/token",
    needs: "installation",
    handle: (call) => {
      const [, token = ""] = (call.request.headers.authorization ?? "").split(" ");
      call.world.tokens.delete(token);
      return noContent();
    },
  },
];

function appOf(call: Call): App {
  if (call.caller.kind !== "app") throw new GitHubError(401, "A JSON web token could not be decoded");
  return call.caller.app;
}

function installationsOf(call: Call): Installation[] {
  const app = appOf(call);
  return [...call.world.installations.values()].filter((one) => one.app === app);
}

function installationOf(call: Call): Installation {
  const id = numberParam(call, "installation_id");
  const installation = installationsOf(call).find((one) => one.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

function installationAt(call: Call, login: string): Installation {
  const account = call.world.account(login);
  const installation = installationsOf(call).find((one) => one.account === account);
  if (installation === undefined) throw notFound();
  return installation;
}

function reaches(installation: Installation, repository: Repository): boolean {
  return installation.repositories === "all" || installation.repositories.has(repository.id);
}

function postToken(call: Call): Reply {
  const { world } = call;
  const installation = installationOf(call);
  if (installation.suspendedAt !== undefined)
    throw new GitHubError(403, "This installation has been suspended");
  const body = bodyOf<{
    repositories?: readonly string[];
    repository_ids?: readonly number[];
    permissions?: Record<string, Level>;
  }>(call);
  const permissions = checkedPermissions(installation, body.permissions);
  const chosen = chosenRepositories(call, installation, body);
  const { token, expiresAt } = makeInstallationToken(world, installation, {
    permissions,
    repositories: chosen === undefined ? "all" : new Set(chosen.map((repository) => repository.id)),
  });
  const selection = chosen === undefined && installation.repositories === "all" ? "all" : "selected";
  return created({
    token,
    expires_at: isoTime(expiresAt),
    permissions,
    repository_selection: selection,
    ...(chosen === undefined ? {} : { repositories: chosen.map((one) => repositoryJson(world, one)) }),
  });
}

function checkedPermissions(installation: Installation, wanted: Permissions | undefined): Permissions {
  if (wanted === undefined) return { ...installation.permissions };
  for (const [name, level] of Object.entries(wanted)) {
    const given = installation.permissions[name];
    if (given === undefined || (level !== "read" && given === "read")) {
      throw new GitHubError(422, "The permissions requested are not granted to this installation.");
    }
  }
  return { ...wanted, metadata: "read" };
}

function chosenRepositories(
  call: Call,
  installation: Installation,
  body: { repositories?: readonly string[]; repository_ids?: readonly number[] },
): Repository[] | undefined {
  if (body.repositories === undefined && body.repository_ids === undefined) return undefined;
  const byName = (body.repositories ?? []).map((name) =>
    call.world.repository(installation.account.login, name),
  );
  const byId = (body.repository_ids ?? []).map((id) => call.world.repositories.get(id));
  return [...byName, ...byId].map((repository) => {
    if (
      repository === undefined ||
      repository.owner !== installation.account ||
      !reaches(installation, repository)
    ) {
      throw new GitHubError(
        422,
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
      );
    }
    return repository;
  });
}

function listRepositories(call: Call): Reply {
  const { caller, world } = call;
  if (caller.kind !== "installation") throw notFound();
  const found = [...world.repositories.values()].filter(
    (one) =>
      one.owner === caller.installation.account &&
      reaches(caller.installation, one) &&
      (caller.repositories === "all" || caller.repositories.has(one.id)),
  );
  const selection = caller.installation.repositories === "all" ? "all" : "selected";
  const show = (repository: Repository): unknown => repositoryJson(world, repository);
  return countedReply(call, found, { key: "repositories", show, more: { repository_selection: selection } });
}
