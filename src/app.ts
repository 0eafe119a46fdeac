import { setTimeout as sleepFor } from "node:timers/promises";
import { drain } from "./engine/drain.ts";
import type { Log } from "./engine/log.ts";
import { reconcilerOf } from "./engine/reconcile-target.ts";
import { openRedelivery } from "./engine/redeliver.ts";
import type { PlanParser } from "./engine/plan-parser.ts";
import type { Ports } from "./engine/ports.ts";
import type { Store } from "./engine/store.ts";
import { runSweep, sweepOnce } from "./engine/sweep.ts";
import { runWorker } from "./engine/worker.ts";
import { connectApp } from "./github/connect-app.ts";
import type { AppConnections } from "./github/connect-app.ts";
import { createAppProbot } from "./github/probot-app.ts";
import { openStore } from "./store/open-store.ts";
import { ThreadedParser } from "./threads/threaded-parser.ts";
import { openMetrics } from "./web/metrics.ts";
import { serveWeb } from "./web/serve-web.ts";
import { webApp, webhookPath } from "./web/web-app.ts";

/** GitHub's lag, with room: the longest that was reported is about eight minutes. */
const quarantineMsDefault = 10 * 60_000;

export interface AppOptions {
  readonly appId: number;
  /** PEM, PKCS #1 or #8. */
  readonly privateKey: string;
  /** Each at least 32 characters; several while they are rotated. */
  readonly webhookSecrets: readonly string[];
  /** Root of the REST API. Default: `https://api.github.com`. */
  readonly apiUrl?: string;
  /** Where people see issues. Default: `https://github.com`. */
  readonly webUrl?: string;
  /** Path of the store's file, or `:memory:`. */
  readonly storePath: string;
  readonly port: number;
  readonly hostname?: string;
  readonly log?: Log;
  readonly now?: () => Date;
  readonly quarantineMs?: number;
  /** Rest between two writes. Default: 1,000, GitHub's least. */
  readonly writeSpacingMs?: number;
  /** Reads plans, and is not ended with the App. Default: a thread of its own, that is. */
  readonly parser?: PlanParser;
  /** False: nothing goes on by itself; `drain` and `sweep` are called. For tests and the demo. */
  readonly background?: boolean;
}

/** A running App. */
export interface RunningApp {
  readonly port: number;
  /** Where GitHub sends webhooks to. */
  readonly webhookUrl: string;
  readonly store: Store;
  /** Reconciles until nothing is due; how many there were. Only without `background`. */
  drain(): Promise<number>;
  /** Marks every repository that the App is installed on. */
  sweep(): Promise<void>;
  /** Ends it: what is under way has 25 s. */
  close(): Promise<void>;
}

/** Puts the App together: receiver, store, worker, sweep, and GitHub. Throws where a webhook secret is none. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const now = options.now ?? (() => new Date());
  const store = openStore(options.storePath, { now });
  const own = new ThreadedParser();
  const metrics = openMetrics({ store, now });
  const log: Log = (entry) => {
    metrics.count(entry);
    options.log?.(entry);
  };
  const web = webApp({ secrets: options.webhookSecrets, store, metrics, log });
  const server = await serveWeb({ fetch: web.fetch, port: options.port, ...hostOf(options) });
  const github = await connectGitHub(options, now);
  const ports: Ports = {
    connect: github.connect,
    parser: options.parser ?? own,
    store,
    now,
    quarantineMs: options.quarantineMs ?? quarantineMsDefault,
    webUrl: options.webUrl ?? "https://github.com",
  };
  const reconcile = reconcilerOf(ports);
  const redeliver = openRedelivery(github.deliveries, now);
  const sweeping = { store, now, log, installedRepositories: idsOf(github, log), redeliver };
  const ending = new AbortController();
  const background =
    options.background === false
      ? []
      : [
          runWorker({ store, reconcile, now, random: Math.random, sleep, log, signal: ending.signal }),
          runSweep({ ...sweeping, sleep, signal: ending.signal }),
        ];
  return {
    port: server.port,
    webhookUrl: `http://127.0.0.1:${server.port}${webhookPath}`,
    store,
    drain: () => drain(store, reconcile, { now, log }),
    sweep: async () => {
      await sweepOnce(sweeping, true);
    },
    close: async () => {
      ending.abort();
      await server.close();
      await Promise.all(background);
      await own.close();
      await store.close();
    },
  };
}

function hostOf({ hostname }: AppOptions): { readonly hostname?: string } {
  return hostname === undefined ? {} : { hostname };
}

async function connectGitHub(options: AppOptions, clock: () => Date): Promise<AppConnections> {
  const { appId, privateKey, webhookSecrets, apiUrl, writeSpacingMs } = options;
  const at = apiUrl === undefined ? {} : { apiUrl };
  const probot = createAppProbot({ appId, privateKey, webhookSecret: webhookSecrets[0] ?? "", ...at });
  return connectApp(probot, { clock, ...at, ...(writeSpacingMs === undefined ? {} : { writeSpacingMs }) });
}

function idsOf(github: AppConnections, log: Log) {
  return async () => {
    const { repositories, unreadable } = await github.installedRepositories();
    for (const reason of unreadable) log({ kind: "sweep-failed", reason });
    return repositories.map(({ id }) => id);
  };
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    if (signal?.aborted !== true) throw error;
  });
}
