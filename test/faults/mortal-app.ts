import { reconcilerOf } from "../../src/engine/reconcile-target.ts";
import type { LogEntry } from "../../src/engine/log.ts";
import type { PlanParser } from "../../src/engine/plan-parser.ts";
import type { Store } from "../../src/engine/store.ts";
import { sweepOnce } from "../../src/engine/sweep.ts";
import { workOnce } from "../../src/engine/work.ts";
import { connectApp } from "../../src/github/connect-app.ts";
import { createAppProbot } from "../../src/github/probot-app.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { Life, mortal } from "./mortal.ts";
import type { AfterCall } from "./mortal.ts";

/** A worker's own. */
const leaseMs = 120_000;

/** Reconciles that mark each other for ever are a fault of their own. */
const reconcilesMax = 500;

/** Parsed here: a thread for each of thousands of Apps is not what is tested. */
const parser: PlanParser = {
  parse: async (bytes, settings) => parsePlan(bytes, settings),
  close: async () => undefined,
};

export interface MortalAppOptions {
  readonly simulator: Simulator;
  readonly appId: number;
  readonly privateKey: string;
  readonly storePath: string;
  /** How far its own clock is ahead of GitHub's. */
  readonly skewMs: number;
  /** Called when a call of GitHub or a write of the store has ended, before its caller hears of it. */
  readonly afterGitHub: AfterCall;
  readonly afterStore: AfterCall;
  readonly log: (entry: LogEntry) => void;
}

/** The App without its receiver: a store on disk, GitHub over TCP, and one worker that is told when to work. */
export interface MortalApp {
  readonly store: Store;
  /** Marks everything, as the sweep does. */
  sweep(): Promise<void>;
  /** Reconciles until nothing is due, or until it is killed. */
  drain(): Promise<void>;
  readonly isDead: () => boolean;
  /** Ends it at once, with whatever it was doing, and closes its file. */
  kill(): void;
}

/** Opens it. An error of our own rejects `drain`. */
export async function openMortalApp(options: MortalAppOptions): Promise<MortalApp> {
  const { simulator, appId, privateKey, skewMs, afterGitHub, afterStore, log } = options;
  const life = new Life();
  const now = (): Date => new Date(simulator.now().getTime() + skewMs);
  const opened = openStore(options.storePath, { now });
  const store = mortal(opened, life, afterStore);
  const probot = createAppProbot({
    appId,
    privateKey,
    webhookSecret: "unused",
    apiUrl: simulator.url,
    // It warns of every clock that is not its own.
    logLevel: "fatal",
  });
  const connections = await connectApp(probot, {
    apiUrl: simulator.url,
    clock: now,
    writeSpacingMs: 0,
    retryBaseMs: 1,
  });
  const reconcile = reconcilerOf({
    connect: async (of) => mortal(await connections.connect(of), life, afterGitHub),
    parser,
    store,
    now,
    quarantineMs: 10 * 60_000,
    webUrl: "https://github.com",
  });
  const installedRepositories = async () =>
    (await connections.installedRepositories()).repositories.map(({ id }) => id);
  const work = { store, reconcile, now, log, random: () => 0, leaseMs, loud: true };

  async function workAll(): Promise<void> {
    for (let count = 0; await workOnce(work); count += 1) {
      if (count >= reconcilesMax) throw new Error(`Cannot come to an end: ${count} reconciles and more`);
    }
  }
  return {
    store,
    sweep: () =>
      Promise.race([
        sweepOnce({ store, now, log, installedRepositories }, true).then(() => undefined),
        life.ended,
      ]),
    drain: () => Promise.race([workAll(), life.ended]),
    isDead: () => life.over,
    kill: () => {
      if (life.over) return;
      life.end();
      // Closing is done before its promise is given.
      void opened.close();
    },
  };
}
