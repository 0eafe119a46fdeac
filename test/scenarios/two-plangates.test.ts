import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { drain } from "../../src/engine/drain.ts";
import { reconcilerOf } from "../../src/engine/reconcile-target.ts";
import { connectToken } from "../../src/github/connect-token.ts";
import { startApp } from "../../src/app.ts";
import { openStore } from "../../src/store/open-store.ts";
import { ThreadedParser } from "../../src/threads/threaded-parser.ts";
import { runCli } from "../run-cli.ts";
import type { Ran } from "../run-cli.ts";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Bridge

## Phase 1: Piers

- [ ] T001 Drive the piles
- [ ] T002 Set the caps

## Phase 2: Deck

- [ ] T003 Lay the planks
`;

let house: House | undefined;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await house?.close();
  house = undefined;
});

/** A second App with a store of its own, on the same repository. */
async function openSecond(of: House): Promise<{ readonly settle: () => Promise<void> }> {
  const handle = of.simulator.app({ slug: "plangate-staging" });
  handle.install("acme");
  const folder = mkdtempSync(join(tmpdir(), "plangate-second-"));
  const app = await startApp({
    appId: handle.id,
    privateKey: handle.privateKey ?? "",
    webhookSecrets: ["0123456789abcdef0123456789abcdef-two"],
    apiUrl: of.simulator.url,
    storePath: join(folder, "store.sqlite"),
    port: 0,
    hostname: "127.0.0.1",
    now: () => of.simulator.now(),
    writeSpacingMs: 0,
    background: false,
  });
  ends.push(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    settle: async () => {
      await app.sweep();
      await of.simulator.advance(1_000);
      await app.drain();
    },
  };
}

/** Lets the second do all that it has to do, right before the n-th write of the first. */
function meet(of: House, nth: number, other: () => Promise<void>): { readonly met: () => boolean } {
  let writes = 0;
  let met = false;
  of.simulator.faults.onRequest = async (phase, { kind }) => {
    if (phase !== "before" || kind !== "write" || met) return;
    writes += 1;
    if (writes < nth) return;
    met = true;
    await other();
  };
  return { met: () => met };
}

/** One issue for each node of the plan is open, and each is one plangate's. */
function expectOne(of: House): void {
  const open = of.tool.issues().filter(({ state }) => state === "open");
  const titles = open.map(({ title }) => title).toSorted();
  expect(titles).toEqual([
    "Bridge",
    "Phase 1: Piers",
    "Phase 2: Deck",
    "T001 Drive the piles",
    "T002 Set the caps",
    "T003 Lay the planks",
  ]);
  expect(new Set(open.map(({ app }) => app)).size).toBe(1);
}

/** As an Action does: once, with a workflow's token and no store of its own. */
async function syncByAction(of: House): Promise<void> {
  const token = of.simulator.workflowToken("acme/tool", {
    contents: "write",
    issues: "write",
    checks: "write",
    pull_requests: "write",
    statuses: "read",
    metadata: "read",
  });
  const now = (): Date => of.simulator.now();
  const parser = new ThreadedParser();
  const store = openStore(":memory:", { now });
  const connect = connectToken({ token, apiUrl: of.simulator.url, writeSpacingMs: 0 });
  const github = await connect("acme/tool");
  const { id: repository } = await github.repository("acme/tool");
  await store.mark([{ kind: "plan", repository, path: of.path }]);
  const ports = { connect, parser, store, now, webUrl: "https://github.com", quarantineMs: 600_000 };
  await drain(store, reconcilerOf(ports), { now });
  await parser.close();
  await store.close();
}

describe("a second plangate beside the first", () => {
  it.each(["issues: phases", "issues: tasks", "links: off"])(
    "another App stands back and says so, %s",
    async (setting) => {
      house = await openHouse({ plan, planSettings: [setting] });
      await house.settle();
      const before = house.tool.issues();
      const text = house.tool.file(house.path);
      const second = await openSecond(house);
      house.simulator.forget();
      await second.settle();
      await second.settle();

      expect(house.tool.issues()).toEqual(before);
      expect(house.tool.file(house.path)).toBe(text);
      expect(house.simulator.writes.map(({ route }) => route)).toEqual([
        "POST /repos/{owner}/{repo}/check-runs",
      ]);
      const check = house.tool.checkRuns(house.tool.head()).at(-1);
      expect(check?.summary).toContain("another plangate");

      // The first goes on.
      house.ada.push({ [house.path]: text.replace("[ ] T001", "[x] T001") });
      await house.settle();
      await second.settle();
      expect(house.tool.issues()).toHaveLength(before.length);
    },
  );

  it("an Action stands back", async () => {
    house = await openHouse({ plan });
    await house.settle();
    const before = house.tool.issues();
    house.simulator.forget();
    await syncByAction(house);

    expect(house.tool.issues()).toEqual(before);
    expect(house.simulator.writes.map(({ route }) => route)).not.toContain("POST /graphql");
  });

  it("is not kept away by a comment that a stranger wrote", async () => {
    house = await openHouse({ plan });
    await house.settle();
    const forged = house.tool.issue(1).body.replaceAll(/deployment=\S+/g, "deployment=app:1");
    for (const { number } of house.tool.issues()) house.ada.deleteIssue(number);
    await house.loseStore();
    house.bob.openIssue({ title: "Bridge", body: forged });
    await house.settle();

    expect(house.tool.issues().filter(({ author }) => author !== "bob")).toHaveLength(3);
  });
});

describe("two that begin at the same moment on a fresh plan", () => {
  it.each([1, 2, 3, 5, 8])("the second does all it can right before write %i of the first", async (nth) => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"], delivery: "dropped" });
    const { simulator, tool, path } = house;
    const second = await openSecond(house);
    const { met } = meet(house, nth, second.settle);
    for (let round = 0; round < 4; round += 1) {
      await house.settle();
      await second.settle();
      await simulator.advance(5 * 60_000);
    }

    expect(met()).toBe(true);
    expectOne(house);
    const closed = tool.issues().filter(({ state }) => state === "closed");
    expect(closed.length).toBeLessThanOrEqual(1);
    expect(closed.map(({ stateReason }) => stateReason)).toEqual(closed.map(() => "duplicate"));
    expect(tool.file(path).match(/\(\[#\d+\]\(/g)).toHaveLength(3);
    const summaries = tool.checkRuns(tool.head()).map(({ summary }) => summary);
    expect(summaries.some((summary) => summary?.includes("another plangate"))).toBe(true);

    simulator.forget();
    await house.later();
    await second.settle();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });

  it("both in step, request by request", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"], delivery: "dropped" });
    const second = await openSecond(house);
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([house.settle(), second.settle()]);
      await house.simulator.advance(5 * 60_000);
    }

    expectOne(house);
    expect(house.tool.issues().length).toBeLessThanOrEqual(7);
  });

  it("while GitHub's lists lag: both wait until their tracking issues are listed", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"], delivery: "dropped" });
    const { simulator } = house;
    const second = await openSecond(house);
    simulator.lies.listLagMs = 120_000;
    const { met } = meet(house, 1, second.settle);
    for (let round = 0; round < 6; round += 1) {
      await house.settle();
      await second.settle();
      await simulator.advance(60_000);
    }

    expect(met()).toBe(true);
    expectOne(house);
    expect(house.tool.issues()).toHaveLength(7);
  });

  it("one of them an Action", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"], delivery: "dropped" });
    const of = house;
    meet(of, 1, () => syncByAction(of));
    for (let round = 0; round < 3; round += 1) {
      await of.settle();
      await of.simulator.advance(5 * 60_000);
    }

    const open = of.tool.issues().filter(({ state }) => state === "open");
    expect(new Set(open.map(({ title }) => title)).size).toBe(open.length);
    expect(open).toHaveLength(6);
  });

  it("what stood back goes on once the other is gone", async () => {
    house = await openHouse({ plan, delivery: "dropped" });
    const { ada, simulator, tool } = house;
    const second = await openSecond(house);
    meet(house, 1, second.settle);
    await house.settle();
    const [kept, left] = tool.issues().filter(({ title }) => title === "Bridge");
    expect([kept?.app, left?.app, left?.state]).toEqual(["plangate-staging", "plangate", "closed"]);

    for (const { number, app } of tool.issues()) if (app === "plangate-staging") ada.deleteIssue(number);
    expect(simulator.violations).toEqual([]);
    await house.later();
    expect(tool.issue(left?.number ?? 0).state).toBe("open");
    expect(tool.issues().map(({ app }) => app)).toEqual(tool.issues().map(() => "plangate"));
  });
});

describe("the App's own token in other hands", () => {
  const verb = (of: House, ...args: readonly string[]): Promise<Ran> =>
    runCli(of, of.installation.token(), [...args, "--repo", "acme/tool"]);

  it("is the App itself: nothing is left to do, and its issues are its own", async () => {
    house = await openHouse({ plan });
    await house.settle();
    const before = house.tool.issues();
    house.simulator.forget();

    const preview = await verb(house, "preview");
    const sync = await verb(house, "sync");

    expect(preview.out).not.toContain("another plangate");
    expect(sync.out).toContain("0 writes");
    expect(house.tool.issues()).toEqual(before);
    expect(house.simulator.violations).toEqual([]);
  }, 60_000);

  it("may come first: the App goes on with what it made", async () => {
    house = await openHouse({ plan, delivery: "dropped" });

    expect(await verb(house, "sync")).toMatchObject({ exitCode: 0 });
    const before = house.tool.issues().map(({ title }) => title);
    expect(before).toEqual(["Bridge", "Phase 1: Piers", "Phase 2: Deck"]);
    await house.settle();

    expect(house.tool.issues().map(({ title }) => title)).toEqual(before);
    expect(JSON.stringify(house.tool.checkRuns())).not.toContain("another plangate");
  }, 60_000);

  it("of an App that nobody can look up makes no first issue, which it would not know again", async () => {
    house = await openHouse({ plan, delivery: "dropped" });
    const handle = house.simulator.app({ slug: "hidden", isPublic: false });
    const token = handle.install("acme").token();

    const { exitCode, err } = await runCli(house, token, ["sync", "--repo", "acme/tool"]);

    expect(exitCode).toBe(2);
    expect(err).toContain('Cannot sync as "hidden[bot]"');
    expect(house.tool.issues()).toEqual([]);
  }, 60_000);
});
