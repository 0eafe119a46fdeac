import { describe, expect, it } from "vitest";
import { apply } from "../../src/engine/apply.ts";
import { RetryableError, UncertainError } from "../../src/engine/errors.ts";
import { settle } from "../../src/engine/settle.ts";
import type { Lease, Store } from "../../src/engine/store.ts";
import { requestMsMax } from "../../src/engine/time-limits.ts";
import { known } from "../../src/model/known.ts";
import type { ObservedIssue } from "../../src/model/observed.ts";
import type { CreateIssue } from "../../src/model/operation.ts";
import type { IssueRef } from "../../src/model/repository.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { Target } from "../../src/model/target.ts";
import { openStore } from "../../src/store/open-store.ts";
import { homeFacts, Killed, openFakeGitHub } from "../shared/fake-github.ts";
import type { FakeGitHub, Fault } from "../shared/fake-github.ts";

/**
 * The create protocol as it is written, run over every step at which a worker can die or an answer be lost: one issue
 * per task in the end, whatever happened. GitHub's list lags behind by up to `lagMs`, less than the quarantine.
 */
const quarantineMs = 10 * 60_000;
const lagMs = 9 * 60_000;
const leaseMs = 120_000;
const minuteMs = 60_000;
const start = Date.parse("2026-11-20T12:00:00Z");
const scope = "1:plan.md";
const target: Target = { kind: "plan", repository: homeFacts.id, path: "plan.md" };
const subjects: readonly Subject[] = ["plan", "phase:a", "task:b"];
const parents: Partial<Record<Subject, Subject>> = { "phase:a": "plan", "task:b": "phase:a" };

interface World {
  readonly fake: FakeGitHub;
  readonly store: Store;
  readonly clock: { time: number };
}

function openWorld(): World {
  const clock = { time: start };
  const fake = openFakeGitHub();
  const store = openStore(":memory:", { now: () => new Date(clock.time) });
  const madeAt = new Map<number, number>();
  fake.isListed = ({ id }) => {
    const at = madeAt.get(id);
    return at === undefined || clock.time >= at + lagMs;
  };
  // Noted when it is made, whoever asked for it.
  const push = fake.issues.push.bind(fake.issues);
  fake.issues.push = (...issues) => {
    for (const issue of issues) madeAt.set(issue.id, clock.time);
    return push(...issues);
  };
  return { fake, store, clock };
}

const subjectOf = (issue: ObservedIssue): Subject => issue.title as Subject;

/** One reconcile of the plan, as small as it can be: settle, look, make what is missing. */
async function reconcile(world: World, lease: Lease): Promise<void> {
  const { fake, store, clock } = world;
  const now = () => new Date(clock.time);
  const observedAt = now();
  const issues = await fake.connection.ownIssues(homeFacts.name);
  const before = await store.entries(scope);
  await settle(store, scope, { entries: before, issues: known(issues), observedAt, subjectOf });

  const matches = new Map<Subject, IssueRef>(issues.map((issue) => [subjectOf(issue), issue.ref]));
  for (const entry of await store.entries(scope)) {
    if (entry.issue !== undefined) matches.set(entry.subject, entry.issue);
  }
  const operations = subjects
    .filter((subject) => !matches.has(subject))
    .map((subject): CreateIssue => {
      const parent = parents[subject];
      return {
        kind: "create-issue",
        subject,
        repository: homeFacts.name,
        title: subject,
        body: "",
        labels: [],
        ...(parent === undefined ? {} : { parent }),
      };
    });
  await apply({
    operations,
    connect: async () => fake.connection,
    store,
    now,
    quarantineMs,
    scope,
    lease,
    observed: {
      home: homeFacts,
      repositories: { [homeFacts.name]: known({ ...fake.observe(homeFacts.name), issues }) },
      linked: [],
    },
    matches,
    renderEdits: (bytes) => ({ bytes }),
  });
}

/** Works like a worker that may be killed: an end by `Killed` leaves its lease to run out. */
async function workUntilQuiet(world: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await world.store.mark([target]);
    const lease = await world.store.lease(leaseMs);
    if (lease !== undefined) {
      try {
        await reconcile(world, lease);
        await world.store.finish(lease);
      } catch (error) {
        if (error instanceof RetryableError) await world.store.finish(lease);
        else if (!(error instanceof Killed)) throw error;
      }
    }
    world.clock.time += minuteMs;
  }
}

function issuesBySubject(fake: FakeGitHub): readonly string[] {
  return fake.issues.map((issue) => issue.title).toSorted();
}

const everyOne = [...subjects].toSorted();

/** A store whose process dies at its n-th call, before or after the call had its effect. */
function mortal(store: Store, dies: { readonly at: number; readonly after: boolean }): Store {
  let calls = 0;
  return new Proxy(store, {
    get: (inner, name: keyof Store) => {
      const method = inner[name] as (...values: readonly unknown[]) => Promise<unknown>;
      return async (...values: readonly unknown[]) => {
        calls += 1;
        if (calls === dies.at && !dies.after) throw new Killed(`killed before ${name}`);
        const result = await method(...values);
        if (calls === dies.at) throw new Killed(`killed after ${name}`);
        return result;
      };
    },
  });
}

describe("the create protocol", () => {
  const faults: readonly Fault[] = ["busy", "lost-before", "lost-after", "kill-before", "kill-after"];
  const single = [1, 2, 3].flatMap((at) => faults.map((fault) => ({ at, fault })));

  it.each(single)("makes each issue once when write $at is $fault", async ({ at, fault }) => {
    const world = openWorld();
    world.fake.fault = (_write, index) => (index === at ? fault : undefined);

    await workUntilQuiet(world, 60);

    expect(issuesBySubject(world.fake)).toEqual(everyOne);
  });

  it("makes each issue once under every pair of faults", async () => {
    const wrong: string[] = [];
    for (const first of faults) {
      for (const second of faults) {
        for (const [at, then] of [
          [1, 2],
          [1, 3],
          [2, 3],
          [2, 4],
        ] as const) {
          const world = openWorld();
          world.fake.fault = (_write, index) => (index === at ? first : index === then ? second : undefined);
          await workUntilQuiet(world, 90);
          const made = issuesBySubject(world.fake);
          if (made.join() !== everyOne.join()) wrong.push(`${first}@${at} ${second}@${then}: ${made.join()}`);
        }
      }
    }

    expect(wrong).toEqual([]);
  });

  it("makes each issue once when the worker dies at any call to its store", async () => {
    const wrong: string[] = [];
    for (let at = 1; at <= 24; at += 1) {
      for (const after of [false, true]) {
        for (const fault of [undefined, "lost-before", "lost-after"] as const) {
          const world = openWorld();
          world.fake.fault = (_write, index) => (index === 1 ? fault : undefined);
          await workUntilQuiet({ ...world, store: mortal(world.store, { at, after }) }, 1).catch(
            (error: unknown) => {
              if (!(error instanceof Killed)) throw error;
            },
          );
          await workUntilQuiet(world, 90);
          const made = issuesBySubject(world.fake);
          if (made.join() !== everyOne.join()) wrong.push(`${at} ${after} ${fault}: ${made.join()}`);
        }
      }
    }

    expect(wrong).toEqual([]);
  });

  it("needs its quarantine: with a lag beyond it a doubled issue shows up here", async () => {
    const world = openWorld();
    const { clock, fake } = world;
    fake.fault = (_write, index) => (index === 1 ? "lost-after" : undefined);
    fake.isListed = () => clock.time >= start + 3 * quarantineMs;

    await workUntilQuiet(world, 60);

    expect(issuesBySubject(fake)).toEqual(["phase:a", "plan", "plan", "task:b"]);
  });
});

/** Small, fast, and the same everywhere: a failing seed is a test to keep. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Several workers, each stopped at every call to the world; a seed says who goes on, who dies there, whose answer is
 * lost and how much time passes. A request that waits longer than a request may is given up by its sender.
 */
async function runSchedule(seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const world = openWorld();
  const { clock, fake, store } = world;
  const waiting: { readonly go: () => void; readonly die: () => void }[] = [];
  let alive = 0;
  let mischief = 8;

  const step = (): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ go: resolve, die: () => reject(new Killed("killed")) });
    });
  const stepping = <T extends object>(inner: T): T =>
    new Proxy(inner, {
      get: (of, name) => {
        const method: unknown = Reflect.get(of, name);
        if (typeof method !== "function") return method;
        return async (...values: readonly unknown[]) => {
          await step();
          const result: unknown = await Reflect.apply(method, of, values);
          await step();
          return result;
        };
      },
    });
  fake.onWire = async () => {
    const sentAt = clock.time;
    await step();
    await step();
    if (clock.time >= sentAt + requestMsMax) throw new UncertainError("gave up waiting");
  };
  fake.fault = () => {
    if (mischief === 0 || random() > 0.3) return undefined;
    mischief -= 1;
    return random() < 0.5 ? "lost-after" : "lost-before";
  };

  const worker = async (): Promise<void> => {
    alive += 1;
    const own: World = { ...world, store: stepping(store) };
    try {
      for (let round = 0; round < 12; round += 1) {
        await own.store.mark([target]);
        const lease = await own.store.lease(leaseMs);
        if (lease === undefined) continue;
        try {
          await reconcile(own, lease);
        } catch (error) {
          if (!(error instanceof RetryableError)) throw error;
        }
        await own.store.finish(lease);
      }
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    } finally {
      alive -= 1;
    }
  };

  const workers = [worker(), worker(), worker()];
  for (;;) {
    // Everybody runs until they stand at a step.
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    if (alive === 0) break;
    // The one who came last goes on most often, so that the others stand still for long, in the middle of anything.
    const index = random() < 0.8 ? waiting.length - 1 : Math.floor(random() * waiting.length);
    const [next] = waiting.splice(index, 1);
    if (next === undefined) continue;
    const pass = random();
    clock.time += pass < 0.8 ? 500 : pass < 0.96 ? 15_000 : pass < 0.98 ? 130_000 : 11 * minuteMs;
    if (mischief > 0 && random() < 0.03) {
      mischief -= 1;
      next.die();
      workers.push(worker());
    } else next.go();
  }
  await Promise.all(workers);
  fake.onWire = () => Promise.resolve();
  fake.fault = () => undefined;
  await workUntilQuiet(world, 60);
  return issuesBySubject(fake);
}

describe("three workers under a scheduler", () => {
  it("make each issue once, whatever the order, the deaths and the lost answers", async () => {
    const wrong: string[] = [];

    for (let seed = 1; seed <= 500; seed += 1) {
      const made = await runSchedule(seed);
      if (made.join() !== everyOne.join()) wrong.push(`seed ${seed}: ${made.join()}`);
    }

    expect(wrong).toEqual([]);
  }, 120_000);
});
