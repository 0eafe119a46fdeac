import type { Act } from "../effects/act.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { Caller } from "./caller.ts";
import { GitHubError, notFound } from "./github-error.ts";
import type { Request } from "./request.ts";
import type { Route } from "./route.ts";

/** One request on its way through a route. */
export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** The repository of `{owner}/{repo}`; missing on other routes. */
  readonly found: Repository | undefined;
}

/** The repository of the path. */
export function repositoryOfCall(call: Call): Repository {
  if (call.found === undefined) throw notFound();
  return call.found;
}

/** The caller as somebody who does something in the repository. */
export function actOf(call: Call): Act {
  const { caller, world } = call;
  if (caller.kind === "anonymous" || caller.kind === "app")
    throw new GitHubError(401, "Requires authentication");
  const app = caller.kind === "installation" ? caller.installation.app : undefined;
  return { world, repository: repositoryOfCall(call), actor: { account: caller.account, app } };
}

/** The JSON body, already checked against GitHub's description. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the wire, where a type is born
export function bodyOf<T>(call: Call): T {
  return (call.request.body ?? {}) as T;
}

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`Route ${call.route.path} has no parameter ${name}`);
  return value;
}

/** A numeric parameter; anything else is 404, as at GitHub. */
export function numberParam(call: Call, name: string): number {
  const value = param(call, name);
  if (!/^\d+$/.test(value)) throw notFound();
  return Number(value);
}

export function query(call: Call, name: string): string | undefined {
  return call.request.query.get(name) ?? undefined;
}
