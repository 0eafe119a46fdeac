import type { Probot } from "probot";
import type { Connect, GitHub } from "../engine/github.ts";
import type { SentDeliveries } from "../engine/redeliver.ts";
import { Caches } from "./caches.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { createGitHub } from "./create-git-hub.ts";
import { createOctokit } from "./create-octokit.ts";
import { createWire } from "./create-wire.ts";
import { deliveryList } from "./delivery-list.ts";
import { installationToken } from "./installation-token.ts";
import { type InstalledRepositories, Installations } from "./installations.ts";
import type { Wire } from "./wire.ts";

/** The App's way to GitHub. */
export interface AppConnections {
  /** The connection of the installation that holds a repository: one per installation, kept. */
  readonly connect: Connect;
  /** Every repository that plangate is installed on, read anew: what the sweep goes through. */
  installedRepositories(): Promise<InstalledRepositories>;
  /** What GitHub sent to the App's receiver. */
  readonly deliveries: SentDeliveries;
}

/** Connects as a GitHub App. `probot` holds its id and key, see `createAppProbot`. */
export async function connectApp(probot: Probot, options: ConnectionOptions = {}): Promise<AppConnections> {
  const clock = options.clock ?? (() => new Date());
  const caches = new Caches();
  // Probot's octokit signs the App's own requests itself.
  const signed = { get: () => Promise.resolve(undefined), drop: () => true };
  const octokit = await probot.auth();
  const app = createWire({ octokit, token: signed, cache: caches.within("app").answers }, options);
  const wires = new Map<number, Wire>();
  const connections = new Map<number, GitHub>();

  function wireOf(installationId: number): Wire {
    const known = wires.get(installationId);
    if (known !== undefined) return known;
    const onGone = (): void => {
      installations.forget(installationId);
      wires.delete(installationId);
      connections.delete(installationId);
    };
    const token = installationToken({ app, installationId, clock, onGone });
    const cache = caches.within(`installation ${installationId}`).answers;
    const wire = createWire({ octokit: createOctokit(options), token, cache }, options);
    wires.set(installationId, wire);
    return wire;
  }
  const installations = new Installations({ app, wireOf, clock });

  return {
    async connect(of) {
      const { id, self } = await installations.of(of);
      const known = connections.get(id);
      if (known !== undefined) return known;
      const connection = createGitHub({
        self,
        wire: wireOf(id),
        caches: caches.within(`installation ${id}`),
      });
      connections.set(id, connection);
      return connection;
    },
    installedRepositories: () => installations.readAll(),
    deliveries: deliveryList(app),
  };
}
