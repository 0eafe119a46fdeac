import { roleIncludes } from "../state/account.ts";
import type { Repository } from "../state/repository.ts";
import { roleOf } from "../state/roles.ts";
import type { Caller } from "./caller.ts";
import { GitHubError, notAccessible, notFound } from "./github-error.ts";
import type { Need, Route } from "./route.ts";

/** Whether this caller may know that the repository exists. */
export function canSee(caller: Caller, repository: Repository): boolean {
  if (repository.visibility === "public") return true;
  if (caller.kind === "installation") return covers(caller, repository);
  return caller.kind === "user" && roleIncludes(roleOf(repository, caller.account), "read");
}

/** Whether the token reaches the repository. */
export function covers(caller: Extract<Caller, { kind: "installation" }>, repository: Repository): boolean {
  if (caller.installation.account !== repository.owner) return false;
  const { repositories } = caller.installation;
  const installed = repositories === "all" || repositories.has(repository.id);
  return installed && (caller.repositories === "all" || caller.repositories.has(repository.id));
}

/** Throws GitHub's refusal unless the caller may use the route on the repository. */
export function authorize(caller: Caller, route: Route, repository: Repository | undefined): void {
  const { needs } = route;
  if (needs === "anyone") return;
  if (needs === "jwt") {
    if (caller.kind !== "app") throw new GitHubError(401, "A JSON web token could not be decoded");
    return;
  }
  if (needs === "installation") {
    if (caller.kind !== "installation")
      throw new GitHubError(
        403,
        "You must authenticate with an installation access token in order to list repositories for an installation.",
      );
    return;
  }
  if (repository === undefined) return;
  if (!canSee(caller, repository)) throw notFound();
  const isRead = route.method === "GET";
  if (!isRead && repository.archived) throw new GitHubError(403, "Repository was archived so is read-only.");
  if (caller.kind === "anonymous") {
    if (!isRead) throw new GitHubError(401, "Requires authentication");
  } else if (caller.kind === "app") throw notAccessible();
  else if (caller.kind === "installation") authorizeToken(caller, route, { repository, needs });
  else authorizePerson(caller, route, repository);
}

/** Reading these on a public repository takes no permission at all. */
const PUBLIC_READS: ReadonlySet<string> = new Set([
  "metadata",
  "contents",
  "issues",
  "pull_requests",
  "checks",
  "statuses",
  "actions",
]);

function authorizeToken(
  caller: Extract<Caller, { kind: "installation" }>,
  route: Route,
  at: { repository: Repository; needs: Exclude<Need, string> },
): void {
  const { repository, needs } = at;
  const isPublicRead =
    route.method === "GET" &&
    repository.visibility === "public" &&
    needs.some((need) => PUBLIC_READS.has(need.split(":")[0] ?? ""));
  if (isPublicRead) return;
  if (!covers(caller, repository) || !needs.some((need) => grants(caller, need))) throw notAccessible();
}

/** Whether the token, and the installation behind it as it is now, has the permission. */
export function grants(caller: Extract<Caller, { kind: "installation" }>, need: string): boolean {
  const [name = "", level] = need.split(":");
  if (name === "metadata") return true;
  const given = caller.permissions[name];
  const now = caller.installation.permissions[name];
  if (given === undefined || now === undefined) return false;
  return level === "read" || (given !== "read" && now !== "read");
}

function authorizePerson(
  caller: Extract<Caller, { kind: "user" }>,
  route: Route,
  repository: Repository,
): void {
  if (route.appsOnly === true) {
    throw new GitHubError(403, "You must authenticate via a GitHub App.");
  }
  const least = route.role ?? (route.method === "GET" ? "read" : "write");
  if (roleIncludes(roleOf(repository, caller.account), least)) return;
  throw repository.visibility === "public" && route.method !== "GET"
    ? new GitHubError(403, "Must have admin rights to Repository.")
    : notFound();
}
