import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogEntry } from "../../src/engine/log.ts";
import { startSimulator } from "../../simulator/start-simulator.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { openMortalApp } from "./mortal-app.ts";
import type { MortalApp } from "./mortal-app.ts";
import type { AfterCall } from "./mortal.ts";

/** What lies in the repository at the start. */
export interface WorldOptions {
  readonly plan: string;
  /** Lines of the plan's entry in the settings, besides its path. */
  readonly planSettings: readonly string[];
  /** How far the App's clock is ahead of GitHub's. @default {0} */
  readonly skewMs?: number;
}

/** An organisation with two repositories, a plan, people, and an App that can be killed and opened again. */
export interface World {
  readonly simulator: Simulator;
  readonly tool: ReturnType<Simulator["repository"]>;
  readonly web: ReturnType<Simulator["repository"]>;
  /** ada keeps the repository, eve may write. */
  readonly ada: ReturnType<Simulator["as"]>;
  readonly eve: ReturnType<Simulator["as"]>;
  readonly installation: ReturnType<ReturnType<Simulator["app"]>["install"]>;
  readonly appId: number;
  readonly app: () => MortalApp;
  /** What GitHub found amiss so far; kept when the simulator forgets. */
  readonly violations: string[];
  readonly log: LogEntry[];
  /** Told of every call's end; set by a fault. */
  readonly hooks: { github: AfterCall; store: AfterCall };
  /** Opens another App on the same file; the one before was killed. */
  readonly restart: () => Promise<void>;
  /** As `restart`, on an empty file. */
  readonly loseStore: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Where the plan lies. */
export const planPath = "docs/plan.md";

/** What survives the end of an App here need not survive a power cut: thousands of worlds wait for no disk. */
const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

const start = new Date("2026-11-20T12:00:00Z");

/** Opens it. The clock stands still until it is advanced; webhooks never come. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const simulator = await startSimulator({ now: start });
  simulator.webhooks.mode = "drop";
  const furnished = furnish(simulator, options);
  const { id: appId, privateKey } = furnished.handle;
  const folder = mkdtempSync(join(memory, "plangate-faults-"));
  const log: LogEntry[] = [];
  const hooks: World["hooks"] = { github: () => undefined, store: () => undefined };
  let stores = 0;
  const open = (): Promise<MortalApp> =>
    openMortalApp({
      simulator,
      appId,
      privateKey: privateKey ?? "",
      storePath: join(folder, `store-${stores}.sqlite`),
      skewMs: options.skewMs ?? 0,
      afterGitHub: (method) => hooks.github(method),
      afterStore: (method) => hooks.store(method),
      log: (entry) => log.push(entry),
    });
  let app = await open();
  const { handle: _handle, ...people } = furnished;
  return {
    simulator,
    ...people,
    appId,
    app: () => app,
    violations: [],
    log,
    hooks,
    restart: async () => {
      app.kill();
      app = await open();
    },
    loseStore: async () => {
      app.kill();
      stores += 1;
      app = await open();
    },
    close: async () => {
      app.kill();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function furnish(simulator: Simulator, { plan, planSettings }: WorldOptions) {
  simulator.organization("acme");
  for (const person of ["ada", "eve"]) simulator.user(person);
  const collaborators = { ada: "admin", eve: "write" } as const;
  const settings = [
    "version: 1",
    "plans:",
    `  - path: ${planPath}`,
    ...planSettings.map((line) => `    ${line}`),
    "",
  ].join("\n");
  const files = { [planPath]: plan, ".github/plangate.yml": settings };
  const tool = simulator.repository("acme/tool", { visibility: "public", collaborators, files });
  const web = simulator.repository("acme/web", { visibility: "public", files: { "README.md": "web\n" } });
  const handle = simulator.app({ slug: "plangate" });
  const installation = handle.install("acme");
  const as = (login: string) => simulator.as(login, "acme/tool");
  return { tool, web, handle, installation, ada: as("ada"), eve: as("eve") };
}
