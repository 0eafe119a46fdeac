import { setImmediate as settledAll } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { RetryableError, UncertainError } from "../../src/engine/errors.ts";
import type { GitHub } from "../../src/engine/github.ts";
import { reconcilerOf } from "../../src/engine/reconcile-target.ts";
import { workOnce } from "../../src/engine/work.ts";
import { requestMsMax } from "../../src/engine/time-limits.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { openStore } from "../../src/store/open-store.ts";
import { count } from "./count-cases.ts";
import { Life, mortal } from "./mortal.ts";
import { randomOf } from "./random.ts";
import { home, openScheduleWorld } from "./schedule-world.ts";
import { Turns } from "./turns.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";
const seeds = Number(process.env["PLANGATE_SEEDS"] ?? (isWhole ? 500 : 60));
const firstSeed = Number(process.env["PLANGATE_SEED"] ?? 1);

const plan = `# Kite

## Phase 1: Frame

- [ ] T001 Cut the spars
- [ ] T002 Glue the joints

## Phase 2: Sail

**Dependencies**: Phase 1 complete

- [ ] T003 Cut the cloth
- [ ] T004 Sew the hems (depends on T003)
`;
const titles = [
  "Kite",
  "Phase 1: Frame",
  "Phase 2: Sail",
  "T001 Cut the spars",
  "T002 Glue the joints",
  "T003 Cut the cloth",
  "T004 Sew the hems (depends on T003)",
];

const start = Date.parse("2026-11-20T12:00:00Z");
const minuteMs = 60_000;
const quarantineMs = 10 * minuteMs;
const leaseMs = 2 * minuteMs;
/** The longest lag that was reported. */
const lagMsMax = 8 * minuteMs;
/** How late a request may be that nobody waits for any more: with the lag less than the quarantine. */
const lateMsMax = 2 * minuteMs;
const turnsMax = 1_500;

/** Names of the port's methods that write. */
const writes: ReadonlySet<string> = new Set<keyof GitHub>([
  "createLabel",
  "createMilestone",
  "createIssue",
  "updateIssue",
  "addSubIssue",
  "addBlockedBy",
  "removeBlockedBy",
  "commitFile",
  "createCheck",
  "updateCheck",
]);

/** One course of events: workers on one store, whose every step, pause, loss and end the seed decides. */
async function run(seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const chance = (share: number): boolean => random() < share;
  let time = start;
  let isCalm = false;
  const late: { at: number; effect: () => void }[] = [];
  const now = (): Date => new Date(time);
  const world = openScheduleWorld(plan, { now: () => time, lagMs: () => (isCalm ? 0 : random() * lagMsMax) });
  const turns = new Turns((length) => Math.floor(random() * length));
  const store = openStore(":memory:", { now });

  /** A port whose calls wait for their turn, and whose writes get lost, come late or end in time unsent. */
  function paced<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || name === "counts" || name === "then") return member;
        const call = (given: unknown[]) => Reflect.apply(member, target, given) as Promise<unknown>;
        return (...given: unknown[]) => pace(String(name), () => call(given));
      },
    });
  }
  async function pace(name: string, call: () => Promise<unknown>): Promise<unknown> {
    if (isCalm) return call();
    const isWrite = writes.has(name);
    const issuedAt = time;
    await turns.next();
    const lost = (): UncertainError => new UncertainError(`${name} was not answered`);
    if (isWrite && time - issuedAt >= requestMsMax) throw lost();
    if (isWrite && chance(0.03)) throw new RetryableError(`${name} is not possible just now`);
    if (isWrite && chance(0.03)) {
      if (chance(0.5))
        late.push({ at: time + random() * lateMsMax, effect: () => void call().catch(() => 0) });
      throw lost();
    }
    const answer = await call();
    await turns.next();
    if (isWrite && chance(0.04)) throw lost();
    return answer;
  }

  async function pass(ms: number): Promise<void> {
    const end = time + ms;
    for (const job of late.splice(0).toSorted((left, right) => left.at - right.at)) {
      if (job.at > end) late.push(job);
      else {
        time = Math.max(time, job.at);
        job.effect();
        await settledAll();
      }
    }
    time = end;
  }

  const failures: string[] = [];
  function employ(life: Life): void {
    const port = mortal(paced(world.github), life, () => undefined);
    const own = mortal(paced(store), life, () => undefined);
    const reconcile = reconcilerOf({
      connect: async () => port,
      parser: { parse: async (bytes, settings) => parsePlan(bytes, settings), close: async () => undefined },
      store: own,
      now,
      quarantineMs,
      webUrl: "https://github.com",
    });
    const work = { store: own, reconcile, now, random, leaseMs, loud: true };
    const labour = async (): Promise<void> => {
      while (!life.over) if (!(await workOnce(work))) await turns.next();
    };
    labour().catch((error: unknown) => failures.push(String(error)));
  }

  await store.mark([{ kind: "repository", repository: home.id }]);
  const lives = Array.from({ length: 2 + Math.floor(random() * 9) }, () => new Life());
  for (const life of lives) employ(life);
  for (let turn = 0; turn < turnsMax; turn += 1) {
    if (chance(0.02)) await pass(random() * 20_000);
    if (chance(0.004)) await pass(leaseMs + random() * minuteMs);
    if (chance(0.002)) await pass(quarantineMs);
    if (chance(0.03)) await store.mark([{ kind: "repository", repository: home.id }]);
    if (chance(0.004)) {
      const place = Math.floor(random() * lives.length);
      lives[place]?.end();
      const next = new Life();
      lives[place] = next;
      employ(next);
    }
    await turns.give();
  }
  for (const life of lives) life.end();
  turns.forget();
  isCalm = true;
  return [...failures, ...(await comeToRest())];

  async function comeToRest(): Promise<readonly string[]> {
    const reconcile = reconcilerOf({
      connect: async () => world.github,
      parser: { parse: async (bytes, settings) => parsePlan(bytes, settings), close: async () => undefined },
      store,
      now,
      quarantineMs,
      webUrl: "https://github.com",
    });
    let before = -1;
    for (let round = 0; round < 6; round += 1) {
      // Nobody but time mends what many workers died of.
      await pass(7 * 60 * minuteMs);
      await store.mark([{ kind: "repository", repository: home.id }]);
      before = world.fake.writes;
      while (await workOnce({ store, reconcile, now, random, leaseMs, loud: true }));
    }
    const made = world.fake.issues.map(({ title }) => title).toSorted();
    // GitHub takes a dependency once.
    const dependencies = new Set(world.fake.blockers.map((one) => JSON.stringify(one))).size;
    const restless = world.fake.writes - before;
    await store.close();
    return [
      ...(made.join("\n") === titles.join("\n") ? [] : [`issues: ${made.join(", ")}`]),
      ...(restless === 0 ? [] : [`a further sweep writes ${restless} times`]),
      ...(world.plan().match(/\(\[#\d+\]\(/g)?.length === 4 ? [] : [`plan: ${world.plan()}`]),
      ...(dependencies === 2 ? [] : [`${dependencies} dependencies`]),
    ];
  }
}

describe("workers on one store", () => {
  it(
    `make each issue once in ${seeds} courses, whoever pauses, dies or is not answered`,
    async () => {
      const found: string[] = [];
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        const wrong = await run(seed);
        if (wrong.length > 0) found.push(`PLANGATE_SEED=${seed}: ${wrong.join("; ")}`);
      }
      count({ scenarios: 1, cases: seeds, violations: found.length });

      expect(found).toEqual([]);
    },
    20 * minuteMs,
  );
});
