import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";
import { connectToken } from "../src/github/connect-token.ts";
import { openStore } from "../src/store/open-store.ts";
import { ThreadedParser } from "../src/threads/threaded-parser.ts";
import { plainPainter } from "../src/report/terminal-tree.ts";
import { guardOnline } from "../src/cli/guard-online.ts";
import type { GuardOnline } from "../src/cli/guard-online.ts";
import type { Told } from "../src/cli/told.ts";

const plan = `# Bell

## v1.0.0 - First ring

- [x] T001 Cast the bell

### Quality Gates

- the tests are green
`;

const settings = [
  "gates:",
  "  - match: Quality Gates",
  "    criteria:",
  "      - match: tests",
  "        check: { name: tests, app: github-actions }",
];

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** Guards v1.0.0 for ten minutes of the simulator's clock; `meanwhile` is what happens at each wait. */
async function guard(
  of: House,
  meanwhile: (waits: number) => void,
  more: Partial<GuardOnline> = {},
): Promise<{ readonly told: Told; readonly waits: number }> {
  const { simulator } = of;
  const now = (): Date => simulator.now();
  const parser = new ThreadedParser();
  const store = openStore(":memory:", { now });
  let waits = 0;
  try {
    const told = await guardOnline({
      connect: connectToken({ token: simulator.userToken("ada"), apiUrl: simulator.url }),
      parser,
      store,
      now,
      webUrl: "https://github.com",
      painter: plainPainter,
      repository: "acme/tool",
      version: "v1.0.0",
      waitMs: 600_000,
      sleep: async (ms) => {
        waits += 1;
        await simulator.advance(ms);
        meanwhile(waits);
      },
      ...more,
    });
    return { told, waits };
  } finally {
    await parser.close();
    await store.close();
  }
}

describe("guardOnline()", () => {
  it("waits for a check that is running, and goes on when it succeeds", async () => {
    house = await openHouse({ plan, settings, delivery: "dropped" });
    const of = house;
    of.ada.reportCheck("tests", { running: true });

    const { told, waits } = await guard(of, (count) => {
      if (count === 3) of.ada.reportCheck("tests", { conclusion: "success" });
    });

    expect(told.text).toContain("v1.0.0 may be tagged");
    expect(told.exitCode).toBe(0);
    expect(waits).toBe(3);
  });

  it("is red when the check is still running at the end of the time", async () => {
    house = await openHouse({ plan, settings, delivery: "dropped" });
    house.ada.reportCheck("tests", { running: true });

    const { told, waits } = await guard(house, () => undefined);

    expect(told.exitCode).toBe(1);
    expect(told.text).toContain("still running after 10 minutes");
    expect(waits).toBe(40);
  });

  it("refuses at once where a person has to do something", async () => {
    house = await openHouse({ plan: plan.replace("[x]", "[ ]"), settings, delivery: "dropped" });
    house.ada.reportCheck("tests", { running: true });

    const { told, waits } = await guard(house, () => undefined);

    expect(told.exitCode).toBe(1);
    expect(waits).toBe(0);
  });

  it("waits for the App that has not spoken yet, and takes no other's word", async () => {
    house = await openHouse({ plan, settings, delivery: "dropped" });

    const { told, waits } = await guard(house, () => undefined, { app: "plangate", waitMs: 30_000 });

    expect(told.exitCode).toBe(1);
    expect(waits).toBe(2);
  });

  it("hears with the App's own token what people said to the App", async () => {
    const gate = "**Security Gate**: the release is **BLOCKED** until the review passes";
    const gated = plan.replace(/### Quality Gates[\s\S]*/, `${gate}\n`);
    house = await openHouse({ plan: gated });
    const { ada, settle, simulator, installation } = house;
    await settle();
    const connect = connectToken({
      token: installation.token(),
      apiUrl: simulator.url,
      appOf: "acme/tool",
    });

    expect((await guard(house, () => undefined, { connect })).told.exitCode).toBe(1);
    ada.comment(1, "/plangate approve G1");
    await settle();

    const { told } = await guard(house, () => undefined, { connect });
    expect(told.text).toContain("v1.0.0 may be tagged");
  });

  it("asks for blocker issues of a version that no plan declares", async () => {
    house = await openHouse({ plan: "# Bell\n\n- [ ] T001 Cast the bell\n", delivery: "dropped" });
    const { ada } = house;
    const unplanned = { version: "v1.0.1", waitMs: 0 };
    const before = await guard(house, () => undefined, unplanned);
    ada.createLabel("release-blocker");
    ada.openIssue({ title: "It cracks", labels: ["release-blocker"] });

    const after = await guard(house, () => undefined, unplanned);

    expect([before.told.exitCode, after.told.exitCode]).toEqual([0, 1]);
    expect(after.told.text).toContain("It cracks");
  });
});
