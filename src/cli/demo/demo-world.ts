import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "../../../simulator/people/person.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { startSimulator } from "../../../simulator/start-simulator.ts";
import type { RepositoryView } from "../../../simulator/views/repository-view.ts";
import { startApp } from "../../app.ts";
import type { AppOptions, RunningApp } from "../../app.ts";
import type { LogEntry } from "../../engine/log.ts";
import type { Situation } from "../../engine/gather-plan.ts";
import type { Operation } from "../../model/operation.ts";
import type { DemoPlan } from "./furnish.ts";
import { furnish } from "./furnish.ts";
import { openOnlooker } from "./onlooker.ts";
import type { Login } from "./people.ts";

/** The simulated GitHub with an organisation, and the App on it. */
export interface DemoWorld {
  readonly simulator: Simulator;
  /** Where the plan lives. */
  readonly home: RepositoryView;
  /** The organisation's other repository. */
  readonly other: RepositoryView;
  /** Path of the plan. */
  readonly path: string;
  readonly appId: number;
  /** Somebody at work in the home, or in the repository named. */
  as(login: Login, repository?: string): Person;
  /** A repository of the organisation by its full name. */
  repository(name: string): RepositoryView;
  /** Lets the App hear and do everything until nothing is left; a minute passes. */
  settle(): Promise<void>;
  /** The plan and its gates as the App sees them now. Throws where the plan cannot be read. */
  look(): Promise<Situation>;
  /** What the App would do about the plan now. */
  preview(situation: Situation): Promise<readonly Operation[]>;
  /** Twenty minutes pass, and the sweep looks at everything anew. */
  later(): Promise<void>;
  close(): Promise<void>;
}

const webhookSecret = "the-demo-of-plangate-has-no-secrets";
const minuteMs = 60_000;

/** Opens it on 127.0.0.1, with webhooks over TCP. The clock stands until it is advanced: nobody waits. */
export async function openDemoWorld(plan: DemoPlan): Promise<DemoWorld> {
  const simulator = await startSimulator({ now: new Date() });
  // The App writes within one standing second what takes it minutes at GitHub.
  simulator.limits.contentPerMinute = Infinity;
  simulator.limits.pointsPerMinute = Infinity;
  simulator.limits.corePerHour = Infinity;
  const furnished = furnish(simulator, plan);
  const { app: installed, home } = furnished;
  const ours: LogEntry[] = [];
  const options: AppOptions = {
    appId: installed.id,
    privateKey: installed.privateKey ?? "",
    webhookSecrets: [webhookSecret],
    apiUrl: simulator.url,
    storePath: ":memory:",
    port: 0,
    hostname: "127.0.0.1",
    now: () => simulator.now(),
    writeSpacingMs: 0,
    background: false,
    log: (entry) => ours.push(entry),
  };
  const app = await startApp(options);
  installed.setWebhook({ url: app.webhookUrl, secret: webhookSecret });
  const onlooker = await openOnlooker(options, app.store);
  const settle = () => settleAll(simulator, app);
  // As after its start: it looks at everything that it is installed on, with the first `settle`.
  await app.sweep();
  return {
    simulator,
    ...furnished,
    appId: installed.id,
    as: (login, repository = home.fullName) => simulator.as(login, repository),
    repository: (name) => simulator.repository(name),
    settle,
    look: () => onlooker.look(home.id, furnished.path),
    preview: (situation) => onlooker.preview(situation),
    later: async () => {
      await simulator.advance(20 * minuteMs);
      await app.sweep();
      await settle();
    },
    close: async () => {
      await onlooker.close();
      await app.close();
      await simulator.close();
    },
  };
}

/** Rounds after which the App and GitHub keep each other busy for ever. */
const roundsMax = 60;

async function settleAll(simulator: Simulator, app: RunningApp): Promise<void> {
  await simulator.advance(minuteMs);
  for (let round = 0; round < roundsMax; round += 1) {
    await simulator.webhooks.settled();
    const count = await app.drain();
    await sleep(0);
    if (count > 0) continue;
    const waiting = await app.store.waiting();
    if (waiting.length === 0) return;
    const failed = waiting.find((one) => one.failed);
    if (failed !== undefined) throw new Error(`Cannot settle: ${failed.reason ?? "a reconcile failed"}`);
    // What waits for an hour's budget or for GitHub's lag is not waited for.
    await simulator.advance(10 * minuteMs);
  }
  throw new Error("Cannot settle: plangate and GitHub keep each other busy");
}
