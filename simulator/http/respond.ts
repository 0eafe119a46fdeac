import { createHash } from "node:crypto";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { RuleViolation } from "../effects/check-rules.ts";
import { authorize, canSee } from "./authorize.ts";
import type { Call } from "./call.ts";
import { callerOf, type Caller } from "./caller.ts";
import { GitHubError, notFound } from "./github-error.ts";
import type { Parts } from "./parts.ts";
import type { Reply } from "./reply.ts";
import type { Request } from "./request.ts";
import type { Match } from "./router.ts";

const READ_POINTS = 1;
const WRITE_POINTS = 5;

/** Answers one REST request: credential, limits, route, description, permission, effect. */
export async function respond(parts: Parts, request: Request, match: Match | undefined): Promise<Reply> {
  let caller: Caller = { kind: "anonymous" };
  try {
    caller = callerOf(parts.world, request.headers.authorization);
    const isFree = match?.route.path === "/rate_limit";
    if (!isFree) parts.limits.charge(caller, request.method === "GET" ? READ_POINTS : WRITE_POINTS);
    const reply = await handle(parts, { request, match, caller });
    return withHeaders(parts, { request, caller, reply });
  } catch (error) {
    const refusal = toGitHubError(error);
    const reply = { status: refusal.status, body: refusal.body(), headers: refusal.headers };
    return withHeaders(parts, { request, caller, reply });
  }
}

async function handle(
  parts: Parts,
  given: { request: Request; match: Match | undefined; caller: Caller },
): Promise<Reply> {
  const { world, contract, limits, violations } = parts;
  const { request, match, caller } = given;
  if (match === undefined) {
    violations.push(`No route: ${request.method} ${request.path}`);
    throw notFound();
  }
  const { route, params } = match;
  const found = findRepository(world, caller, { request, params });
  const call: Call = { world, request, route, params, caller, found };
  authorize(caller, route, found);
  contract.checkRequest(call);
  if (route.creates === true) limits.chargeContent(caller);
  const reply = await route.handle(call);
  contract.checkReply(call, reply);
  return reply;
}

function findRepository(
  world: World,
  caller: Caller,
  at: { request: Request; params: Readonly<Record<string, string>> },
): Repository | undefined {
  const { owner, repo } = at.params;
  if (owner === undefined || repo === undefined) return undefined;
  const repository = world.repository(owner, repo);
  if (repository !== undefined) return repository;
  const renamed = world.renamedRepository(owner, repo);
  if (renamed === undefined || !canSee(caller, renamed)) throw notFound();
  const rest = at.request.path.replace(/^\/repos\/[^/]+\/[^/]+/, "");
  const search = at.request.query.size > 0 ? `?${at.request.query.toString()}` : "";
  const location = `${world.url}/repositories/${renamed.id}${rest}${search}`;
  throw new GitHubError(at.request.method === "GET" ? 301 : 307, "Moved Permanently", {
    headers: { location },
  });
}

/** `/repositories/{id}/…` is the same as `/repos/{owner}/{repo}/…`. */
export function byName(world: World, path: string): string {
  const found = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const repository = found === null ? undefined : world.repositories.get(Number(found[1]));
  return repository === undefined ? path : `/repos/${fullName(repository)}${found?.[2] ?? ""}`;
}

function toGitHubError(error: unknown): GitHubError {
  if (error instanceof GitHubError) return error;
  if (error instanceof RuleViolation) return new GitHubError(422, error.message);
  throw error;
}

function withHeaders(parts: Parts, given: { request: Request; caller: Caller; reply: Reply }): Reply {
  const { request, caller, reply } = given;
  const bytes = reply.raw ?? (reply.body === undefined ? undefined : Buffer.from(JSON.stringify(reply.body)));
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "x-github-media-type": "github.v3; format=json",
    "x-github-api-version-selected": "2022-11-28",
    ...reply.headers,
  };
  let { status } = reply;
  if (request.method === "GET" && status === 200 && bytes !== undefined) {
    const etag = `W/"${createHash("sha256").update(bytes).digest("hex")}"`;
    headers["etag"] = etag;
    if (request.headers["if-none-match"]?.replace(/^W\//, "") === etag.slice(2)) status = 304;
  }
  if (status === 304) parts.limits.refund(caller);
  Object.assign(headers, parts.limits.headers(caller));
  return status === 304 || bytes === undefined ? { status, headers } : { status, headers, raw: bytes };
}
