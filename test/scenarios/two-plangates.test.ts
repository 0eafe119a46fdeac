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
