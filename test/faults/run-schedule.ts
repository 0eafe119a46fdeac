import { setImmediate as settled } from "node:timers/promises";
import { RetryableError, UncertainError } from "../../src/engine/errors.ts";
import type { GitHub } from "../../src/engine/github.ts";
import type { PlanParser } from "../../src/engine/plan-parser.ts";
import { reconcilerOf } from "../../src/engine/reconcile-target.ts";
import type { Store } from "../../src/engine/store.ts";
import { requestMsMax } from "../../src/engine/time-limits.ts";
import { workOnce } from "../../src/engine/work.ts";
import type { Reconcile, WorkInput } from "../../src/engine/work.ts";
import type { Target } from "../../src/model/target.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { openStore } from "../../src/store/open-store.ts";
import { Fate } from "./fate.ts";
import type { Befallen } from "./fate.ts";
import { Life, mortal } from "./mortal.ts";
import { home, openScheduleWorld } from "./schedule-world.ts";
import type { ScheduleWorld } from "./schedule-world.ts";
import { Turns } from "./turns.ts";

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
/** What one first sync with its misfortunes takes, however many workers share it. */
const turnsUsual = 1_500;
/** Who was spared everything so far goes on for so long. */
const turnsMax = 15_000;
/** An idle worker looks again seldom, or the turns are all spent on looking. */
const wakeShare = 0.05;
const workersMin = 2;
const workersMax = 10;

/** After these rounds whatever many workers died of is mended: nobody but time does it. */
const restMs = 7 * 60 * minuteMs;
const restRoundsMax = 6;

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

const repository: Target = { kind: "repository", repository: home.id };

/** How a schedule ended. */
export interface ScheduleEnd {
  /** What is wrong with the world; nothing where all is well. */
  readonly wrong: readonly string[];
  readonly befallen: Befallen;
  /** What reached GitHub, in order, each with its time. */
  readonly sent: readonly string[];
}

/** One course of events: two to ten workers on one store, whose every step, pause, loss and end the seed decides. */
export async function runSchedule(seed: number): Promise<ScheduleEnd> {
  const schedule = new Schedule(seed);
  return schedule.run();
}

class Schedule {
  readonly #fate: Fate;
  readonly #turns: Turns;
  /** Who found nothing to do waits here, and is seldom woken. */
  readonly #idle: Turns;
  readonly #store: Store;
  readonly #world: ScheduleWorld;
  readonly #lives: Life[] = [];
  readonly #atWork = new Set<Life>();
  readonly #failures: string[] = [];
  readonly #sent: string[] = [];
  #late: { readonly at: number; readonly effect: () => Promise<unknown> }[] = [];
  #time = start;
  #isCalm = false;

  constructor(seed: number) {
    this.#fate = new Fate(seed);
    this.#turns = new Turns((count) => this.#fate.below(count));
    this.#idle = new Turns((count) => this.#fate.below(count));
    this.#store = openStore(":memory:", { now: this.#now });
    this.#world = openScheduleWorld(plan, {
      now: () => this.#time,
      lagMs: () => (this.#isCalm ? 0 : this.#fate.random() * lagMsMax),
    });
  }

  readonly #now = (): Date => new Date(this.#time);

  async run(): Promise<ScheduleEnd> {
    await this.#store.mark([repository]);
    const workers = workersMin + this.#fate.below(workersMax - workersMin + 1);
    for (let worker = 0; worker < workers; worker += 1) this.#employ(worker);
    for (let turn = 0; turn < turnsUsual || (this.#fate.owes && turn < turnsMax); turn += 1) {
      // Set aside for hours before anything was sent: it begins anew.
      if (turn > 0 && turn % turnsUsual === 0) await this.#pass(restMs);
      await this.#befall(turn);
      const isWoken = this.#fate.chance(wakeShare) && (await this.#idle.give());
      if (!isWoken && !(await this.#turns.give())) await this.#idle.give();
    }
    for (const life of this.#lives) life.end();
    this.#turns.forget();
    this.#idle.forget();
    this.#isCalm = true;
    const wrong = [...this.#failures, ...(await this.#comeToRest()), ...this.#amiss()];
    await this.#store.close();
    return { wrong, befallen: this.#fate.befallen, sent: this.#sent };
  }

  /** Whatever happens between two turns. */
  async #befall(turn: number): Promise<void> {
    const fate = this.#fate;
    if (fate.chance(0.02)) await this.#pass(fate.random() * 20_000);
    if (this.#atWork.size > 0 && fate.pauses(turn)) {
      fate.count("pauses");
      await this.#pass(leaseMs + fate.random() * minuteMs);
    }
    if (fate.chance(0.002)) await this.#pass(quarantineMs);
    if (fate.chance(0.03)) await this.#store.mark([repository]);
    if (this.#atWork.size > 0 && fate.kills(turn)) {
      fate.count("deaths");
      this.#replace([...this.#atWork][fate.below(this.#atWork.size)]);
    }
  }

  #replace(life: Life | undefined): void {
    const place = this.#lives.findIndex((one) => one === life);
    life?.end();
    if (life !== undefined) this.#atWork.delete(life);
    this.#employ(place);
  }

  #employ(place: number): void {
    const life = new Life();
    this.#lives[place] = life;
    const store = mortal(this.#paced(this.#store), life, () => undefined);
    const github = mortal(this.#paced(this.#world.github), life, () => undefined);
    const reconcile = reconcilerFor(store, github, this.#now);
    const work = this.#workOf(store, async (target, lease, signal) => {
      this.#atWork.add(life);
      try {
        return await reconcile(target, lease, signal);
      } finally {
        this.#atWork.delete(life);
      }
    });
    const labour = async (): Promise<void> => {
      while (!life.over) if (!(await workOnce(work))) await this.#idle.next();
    };
    labour().catch((error: unknown) => this.#failures.push(String(error)));
  }

  #workOf(store: Store, reconcile: Reconcile): WorkInput {
    return {
      store,
      reconcile,
      now: this.#now,
      random: () => this.#fate.random(),
      leaseMs,
      loud: true,
      log: ({ kind }) => {
        if (kind === "lease-lost") this.#fate.count("leasesLost");
      },
    };
  }

  /** A port whose calls wait for their turn, and whose writes get lost, come late or end in time unsent. */
  #paced<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || name === "counts" || name === "then") return member;
        const call = (given: unknown[]) => Reflect.apply(member, target, given) as Promise<unknown>;
        return (...given: unknown[]) =>
          writes.has(String(name))
            ? this.#write(String(name), () => call(given))
            : this.#read(() => call(given));
      },
    });
  }

  async #read(call: () => Promise<unknown>): Promise<unknown> {
    await this.#turns.next();
    const answer = await call();
    await this.#turns.next();
    return answer;
  }

  async #write(name: string, call: () => Promise<unknown>): Promise<unknown> {
    const issuedAt = this.#time;
    await this.#turns.next();
    const lost = (): UncertainError => new UncertainError(`${name} was not answered`);
    if (this.#time - issuedAt >= requestMsMax) throw lost();
    const fate = this.#fate.ofWrite();
    if (fate === "refused") throw new RetryableError(`${name} is not possible just now`);
    if (fate === "unsent") throw lost();
    const send = (): Promise<unknown> => {
      this.#sent.push(`${name} at ${this.#time - start} ms`);
      return call();
    };
    if (fate === "late") {
      this.#late.push({ at: this.#time + this.#fate.random() * lateMsMax, effect: send });
      throw lost();
    }
    const answer = await send();
    await this.#turns.next();
    if (fate === "unanswered") throw lost();
    return answer;
  }

  /** Lets time go by, and what is late arrive in it. */
  async #pass(ms: number): Promise<void> {
    const end = this.#time + ms;
    const due = this.#late.filter(({ at }) => at <= end).toSorted((left, right) => left.at - right.at);
    this.#late = this.#late.filter(({ at }) => at > end);
    for (const { at, effect } of due) {
      this.#time = Math.max(this.#time, at);
      // Nobody hears any more what came of it.
      effect().catch(() => undefined);
      await settled();
    }
    this.#time = end;
  }

  /** One worker whom nothing befalls, until it has nothing to write and nothing to wait for. */
  async #comeToRest(): Promise<readonly string[]> {
    const reconcile = reconcilerFor(this.#store, this.#world.github, this.#now);
    const work = this.#workOf(this.#store, reconcile);
    let restless = 0;
    for (let round = 0; round < restRoundsMax; round += 1) {
      await this.#pass(restMs);
      await this.#store.mark([repository]);
      const before = this.#world.fake.writes;
      while (await workOnce(work));
      restless = this.#world.fake.writes - before;
      if (restless === 0 && (await this.#store.waiting()).length === 0) return [];
    }
    return [`it does not come to rest: the last sweep writes ${restless} times`];
  }

  #amiss(): readonly string[] {
    const { fake } = this.#world;
    const made = fake.issues.map(({ title }) => title).toSorted();
    // GitHub takes a dependency once.
    const dependencies = new Set(fake.blockers.map((one) => JSON.stringify(one))).size;
    return [
      ...(made.join("\n") === titles.join("\n") ? [] : [`issues: ${made.join(", ")}`]),
      ...(this.#world.plan().match(/\(\[#\d+\]\(/g)?.length === 4 ? [] : [`plan: ${this.#world.plan()}`]),
      ...(dependencies === 2 ? [] : [`${dependencies} dependencies`]),
      ...(this.#fate.owes ? [`nothing is shown by it: ${JSON.stringify(this.#fate.befallen)}`] : []),
    ];
  }
}

function reconcilerFor(store: Store, github: GitHub, now: () => Date): Reconcile {
  return reconcilerOf({
    connect: async () => github,
    parser,
    store,
    now,
    quarantineMs,
    webUrl: "https://github.com",
  });
}

/** Every schedule has the same few texts: each is parsed once. */
const parsed = new Map<string, ReturnType<typeof parsePlan>>();
const parser: PlanParser = {
  parse: async (bytes, settings) => {
    const name = JSON.stringify([new TextDecoder().decode(bytes), settings]);
    const known = parsed.get(name) ?? parsePlan(bytes, settings);
    parsed.set(name, known);
    return known;
  },
  close: async () => undefined,
};
