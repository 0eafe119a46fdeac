import { noContract } from "../contract/contract.ts";
import { Limits } from "../http/limits.ts";
import { Clock } from "../state/clock.ts";
import { noLies } from "../state/lies.ts";
import { World } from "../state/world.ts";
import { Webhooks } from "../webhooks/webhooks.ts";
import { allRoutes } from "./all-routes.ts";

/** The operations that are simulated, `GET /repos/{owner}/{repo}`, for the extract of GitHub's description. */
export function routeNames(): string[] {
  const clock = new Clock(undefined);
  const webhooks = new Webhooks(new World(clock, noLies()), noContract, 1);
  return allRoutes({ webhooks, limits: new Limits(clock) }).map((route) => `${route.method} ${route.path}`);
}
