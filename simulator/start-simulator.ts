import type { AddressInfo } from "node:net";
import { noContract } from "./contract/contract.ts";
import { openapiContract } from "./contract/openapi-contract.ts";
import { Faults } from "./faults.ts";
import { Limits } from "./http/limits.ts";
import type { Parts } from "./http/parts.ts";
import { Router } from "./http/router.ts";
import { createGitHubServer } from "./http/serve.ts";
import { allRoutes } from "./routes/all-routes.ts";
import { Simulator } from "./simulator.ts";
import { Clock } from "./state/clock.ts";
import { noLies } from "./state/lies.ts";
import { World } from "./state/world.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

export interface SimulatorOptions {
  /** A moment at which the clock stands until advanced, or a clock of the test's own. Real time by default. */
  readonly now?: Date | (() => Date);
  /** For delivery ids. */
  readonly seed?: number;
  /** By default a free port. */
  readonly port?: number;
  /** Root of the pages that `html_url` names; "self" is the simulator. */
  readonly htmlUrl?: string;
  /** "off" checks nothing against GitHub's description, for tests of speed. */
  readonly contract?: "strict" | "off";
}

/** Starts a GitHub on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = new Clock(options.now);
  const world = new World(clock, noLies());
  const { violations } = world;
  const contract = options.contract === "off" ? noContract : openapiContract(violations);
  const limits = new Limits(clock);
  const webhooks = new Webhooks(world, contract, options.seed ?? 1);
  const router = new Router(allRoutes({ webhooks, limits }));
  const parts: Parts = {
    world,
    router,
    limits,
    faults: new Faults(),
    webhooks,
    contract,
    log: [],
    violations,
  };
  const server = createGitHubServer(parts);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve());
  });
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (options.htmlUrl !== undefined) world.htmlUrl = options.htmlUrl === "self" ? world.url : options.htmlUrl;
  return new Simulator(parts, server);
}
