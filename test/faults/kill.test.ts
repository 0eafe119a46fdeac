import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { startApp } from "../../src/app.ts";
import { startSimulator } from "../../simulator/start-simulator.ts";
import type { Phase } from "../../simulator/faults.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { startCount } from "./count-cases.ts";
import { randomOf } from "./random.ts";

const seed = Number(process.env["PLANGATE_SEED"] ?? 1);
const kills = 20;
const tasks = 200;
const phases = 4;

/** Writes after which a process may be killed: with so many kills in a row the whole sync has its share. */
const writesMax = 20;
const idleMsMax = 8_000;
/** Between the end of one process and the start of the next: its lease has run out, GitHub's lag is over. */
const betweenMs = 15 * 60_000;
/** Enough for what was lost at the last kill, too little for a plan that was set aside for six hours. */
const roundsMax = 12;

const webhookSecret = "0123456789abcdef0123456789abcdef-kill";
const folder = mkdtempSync(join(tmpdir(), "plangate-kill-"));
const storePath = join(folder, "store.sqlite");

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

function planOf(): string {
  const lines = ["# Cathedral", ""];
  for (let task = 0; task < tasks; task += 1) {
    if (task % (tasks / phases) === 0) lines.push("", `## Phase ${task / (tasks / phases) + 1}: Storey`, "");
    lines.push(`- [ ] T${String(task + 1).padStart(3, "0")} Lay stone ${task + 1}`);
  }
  return `${lines.join("\n")}\n`;
}

function startServer(env: Record<string, string>): ChildProcess {
  const clock = join(import.meta.dirname, "shift-clock.ts");
  const server = join(import.meta.dirname, "../../src/server.ts");
  return spawn(process.execPath, ["--import", clock, server], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** When a process is killed: at its n-th write, before or after the effect, or when its answer is on the way. */
interface Moment {
  readonly writes: number;
  readonly phase: Phase;
}

function momentOf(random: () => number): Moment {
  const writes = 1 + Math.floor(random() * writesMax);
  const inWrite: readonly Phase[] = ["before", "after-effect", "after-answer"];
  return { writes, phase: inWrite[Math.floor(random() * inWrite.length)] ?? "before" };
}

/** Kills it at that moment, or when nothing is written any more; whether the moment came. */
async function killAt(server: ChildProcess, { faults }: Simulator, at: Moment): Promise<boolean> {
  const exited = once(server, "exit");
  const listening = once(server.stdout ?? server, "data");
  await Promise.race([listening, exited]);
  server.stdout?.resume();
  let writes = 0;
  const struck = new Promise<true>((resolve) => {
    faults.onRequest = (phase, request) => {
      if (phase === "before" && request.kind === "write") writes += 1;
      if (phase !== at.phase || request.kind !== "write" || writes < at.writes) return undefined;
      server.kill("SIGKILL");
      resolve(true);
      return "cut";
    };
  });
  const isStruck = await Promise.race([struck, pause(idleMsMax, false)]);
  server.kill("SIGKILL");
  await exited;
  faults.onRequest = undefined;
  return isStruck;
}

/** Another process on the same store, that is let be. */
async function finish(world: Simulator, { appId, privateKey }: { appId: number; privateKey: string }) {
  const app = await startApp({
    appId,
    privateKey,
    webhookSecrets: [webhookSecret],
    apiUrl: `${world.url}/api/v3`,
    webUrl: world.url,
    storePath,
    port: 0,
    hostname: "127.0.0.1",
    now: () => world.now(),
    writeSpacingMs: 0,
    background: false,
  });
  try {
    for (let round = 0; round < roundsMax; round += 1) {
      await world.advance(betweenMs);
      world.forget();
      await app.sweep();
      await world.advance(1_000);
      await app.drain();
      const waiting = await app.store.waiting();
      if (world.writes.length === 0 && waiting.length === 0) return;
    }
    throw new Error("it does not come to rest");
  } finally {
    await app.close();
  }
}

it(
  `the server, killed ${kills} times in its first sync of ${tasks} tasks, makes each issue once`,
  async () => {
    const count = startCount("kills of a server");
    const random = randomOf(seed);
    simulator = await startSimulator({ htmlUrl: "self" });
    simulator.limits.contentPerMinute = Infinity;
    simulator.webhooks.mode = "drop";
    simulator.organization("acme");
    const settings = "version: 1\nplans:\n  - path: plan.md\n    issues: tasks\n";
    const files = { "plan.md": planOf(), ".github/plangate.yml": settings };
    const tool = simulator.repository("acme/tool", { files });
    const handle = simulator.app({ slug: "plangate" });
    handle.install("acme");
    const { id, privateKey } = handle;
    const env = {
      APP_ID: String(id),
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: webhookSecret,
      PORT: "0",
      HOST: "127.0.0.1",
      PLANGATE_STORE: storePath,
      GHE_HOST: new URL(simulator.url).host,
      GHE_PROTOCOL: "http",
      PLANGATE_WRITE_SPACING_MS: "5",
    };

    let shiftMs = 0;
    let struck = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const server = startServer({ ...env, SHIFT_MS: String(shiftMs) });
      if (await killAt(server, simulator, momentOf(random))) struck += 1;
      shiftMs += betweenMs;
      await simulator.advance(betweenMs);
    }
    const before = tool.issues().length;
    await finish(simulator, { appId: id, privateKey });

    const titles = tool.issues().map(({ title }) => title);
    const doubled = titles.length - new Set(titles).size;
    const lost = tasks + phases + 1 - new Set(titles).size;
    const links = tool.file("plan.md").match(/\(\[#\d+\]\(/g)?.length;
    count({ scenarios: 1, cases: kills, violations: doubled + Math.abs(lost) });
    process.stdout.write(
      `${kills} kills, ${struck} of them in a write; ${before} issues made by then, ${titles.length} in the end, ${lost} lost, ${doubled} doubled\n`,
    );
    expect({ doubled, lost, links }).toEqual({ doubled: 0, lost: 0, links: tasks });
    // The rest found nothing to write before they were killed.
    expect(struck).toBeGreaterThan(kills / 2);
    expect(simulator.violations).toEqual([]);
  },
  10 * 60_000,
);
