import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "../../src/app.ts";
import type { AppOptions, RunningApp } from "../../src/app.ts";
import type { LogEntry } from "../../src/engine/log.ts";
import { ThreadedParser } from "../../src/threads/threaded-parser.ts";
import { startSimulator } from "../../simulator/start-simulator.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { countRequests } from "./count-requests.ts";

/** How the App hears of what people did. The end state may not depend on it. */
export const deliveries = ["sent", "dropped", "doubled", "reversed"] as const;
export type Delivery = (typeof deliveries)[number];

/** One thread reads the plans of every house that a file opens: to start one takes longer than most scenarios. */
const parser = new ThreadedParser();

const webhookSecret = "0123456789abcdef0123456789abcdef-test";

export interface HouseOptions {
  readonly plan: string;
  /** Lines of the plan's entry in the settings, besides its path. */
  readonly planSettings?: readonly string[];
  /** Top-level lines of the settings. */
  readonly settings?: readonly string[];
  readonly path?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly delivery?: Delivery;
  /** @default {"acme"}, an organisation; any other is a user's account. */
  readonly owner?: string;
  /** @default {"public"} */
  readonly visibility?: "public" | "private" | "internal";
  /** Why one more look at the end may write, or is not to be had. Absent: it writes nothing. */
  readonly restless?: string;
}

/** An organisation with two repositories, a plan, three people, and the App over TCP with its store on disk. */
export interface House {
  readonly simulator: Simulator;
  readonly tool: ReturnType<Simulator["repository"]>;
  readonly web: ReturnType<Simulator["repository"]>;
  /** ada keeps the repository, bob may only read, eve may write. */
  readonly ada: ReturnType<Simulator["as"]>;
  readonly bob: ReturnType<Simulator["as"]>;
  readonly eve: ReturnType<Simulator["as"]>;
  readonly appHandle: ReturnType<Simulator["app"]>;
  readonly installation: ReturnType<ReturnType<Simulator["app"]>["install"]>;
  readonly path: string;
  readonly log: readonly LogEntry[];
  readonly app: () => RunningApp;
  /** Lets the App hear and do everything, as `delivery` says, until nothing is left. */
  readonly settle: () => Promise<void>;
  /** Lets time pass, sweeps, and settles. */
  readonly later: (ms?: number) => Promise<void>;
  /** Ends the App at once, with whatever it was doing, and starts another on the same store. */
  readonly restart: () => Promise<void>;
  /** Ends the App in order and starts another with an empty store. */
  readonly loseStore: () => Promise<void>;
  /** Ends it all, after one more look by the App at a world come to rest: that has to write nothing. */
  readonly close: () => Promise<void>;
}

/** Opens it; the clock stands still until it is advanced. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const path = options.path ?? "docs/plan.md";
  const simulator = await startSimulator({ now: new Date() });
  const world = furnish(simulator, options, path);
  const folder = mkdtempSync(join(tmpdir(), "plangate-house-"));
  const log: LogEntry[] = [];
  const appOptions: AppOptions = {
    appId: world.app.id,
    privateKey: world.app.privateKey ?? "",
    webhookSecrets: [webhookSecret],
    apiUrl: simulator.url,
    storePath: join(folder, "store.sqlite"),
    port: 0,
    hostname: "127.0.0.1",
    now: () => simulator.now(),
    writeSpacingMs: 0,
    background: false,
    parser,
    log: (entry) => log.push(entry),
  };
  let app = await startApp(appOptions);
  world.app.setWebhook({ url: app.webhookUrl, secret: webhookSecret });
  const delivery = options.delivery ?? "sent";
  simulator.webhooks.mode = delivery === "sent" ? "send" : delivery === "dropped" ? "drop" : "hold";

  const settle = (): Promise<void> => settleAll(simulator, () => app, delivery);
  const later = async (ms = 20 * 60_000): Promise<void> => {
    await simulator.advance(ms);
    await app.sweep();
    await simulator.advance(60_000);
    await settle();
  };
  await app.sweep();
  return {
    simulator,
    ...world,
    appHandle: world.app,
    path,
    log,
    app: () => app,
    settle,
    later,
    restart: async () => {
      await app.store.close();
      void app.close().catch(() => undefined);
      app = await startApp(appOptions);
      world.app.setWebhook({ url: app.webhookUrl, secret: webhookSecret });
    },
    loseStore: async () => {
      await app.close();
      for (const file of readdirSync(folder)) rmSync(join(folder, file));
      app = await startApp(appOptions);
      world.app.setWebhook({ url: app.webhookUrl, secret: webhookSecret });
      await app.sweep();
    },
    close: async () => {
      try {
        const { reads, writes } = simulator.allRequests;
        const again =
          options.restless === undefined ? await lookAgain({ simulator, settle, later }, world.app.id) : [];
        await countRequests({ reads, writes, again: again.length });
        if (again.length > 0)
          throw new Error(`Nothing is new, and one more look writes:\n${again.join("\n")}`);
      } finally {
        await app.close();
        await simulator.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Longer than a lost answer is waited for, and far less than the hour for which a refusal stands. */
const lagMs = 11 * 60_000;

/** What the App writes in a world where everything is done and said, and nothing goes wrong any more. */
async function lookAgain(
  { simulator, settle, later }: Pick<House, "simulator" | "settle" | "later">,
  app: number,
): Promise<readonly string[]> {
  simulator.faults.clear();
  simulator.faults.onRequest = undefined;
  await settle();
  // What waited for GitHub's lag is done by then, and what GitHub refused is not yet asked for again.
  await later(lagMs);
  const from = simulator.log.length;
  await later(lagMs);
  return simulator.log
    .slice(from)
    .filter((entry) => entry.kind === "write" && entry.app === app)
    .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);
}

function furnish(simulator: Simulator, options: HouseOptions, path: string) {
  const { owner = "acme", visibility = "public" } = options;
  if (owner === "acme") simulator.organization(owner);
  else simulator.user(owner);
  for (const person of ["ada", "bob", "eve"]) simulator.user(person);
  const collaborators = { ada: "admin", bob: "read", eve: "write" } as const;
  const settings = [
    "version: 1",
    ...(options.settings ?? []),
    "plans:",
    `  - path: ${path}`,
    ...(options.planSettings ?? []).map((line) => `    ${line}`),
    "",
  ].join("\n");
  const files = { [path]: options.plan, ".github/plangate.yml": settings, ...options.files };
  const tool = simulator.repository(`${owner}/tool`, { visibility, collaborators, files });
  const web = simulator.repository(`${owner}/web`, {
    visibility,
    collaborators,
    files: { "README.md": "web" },
  });
  const app = simulator.app({ slug: "plangate" });
  const installation = app.install(owner);
  const as = (login: string) => simulator.as(login, `${owner}/tool`);
  return { tool, web, app, installation, ada: as("ada"), bob: as("bob"), eve: as("eve") };
}

/** Delivers and drains until neither side has anything left. */
async function settleAll(simulator: Simulator, app: () => RunningApp, delivery: Delivery): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    if (delivery === "dropped") {
      await app().sweep();
      await simulator.advance(1_000);
    } else if (delivery === "doubled") await simulator.webhooks.release({ double: () => true });
    else if (delivery === "reversed") await simulator.webhooks.release({ order: "reverse" });
    await simulator.webhooks.settled();
    const count = await app().drain();
    const isQuiet = delivery === "dropped" ? round > 0 : simulator.webhooks.held.length === 0;
    if (isQuiet && (count === 0 || delivery === "dropped")) return;
  }
  throw new Error("Cannot settle: plangate and GitHub keep each other busy");
}
