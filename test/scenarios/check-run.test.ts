import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp

## v0.1.0 - First light

- [x] T001 Wire the switch

## v0.2.0 - Dimmer

**Dependencies**: v0.1.0 complete

- [ ] T002 Turn the knob
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const named = (of: House, sha: string, name = "plangate") =>
  of.tool.checkRuns(sha).filter((run) => run.name === name);

describe("the check run plangate", () => {
  it("stands on the head of a merge group too, whether it was told of it or not", async () => {
    for (const delivery of ["sent", "dropped"] as const) {
      house = await openHouse({ plan, delivery });
      const { ada, eve, settle } = house;
      await settle();
      const number = eve.openPullRequest({ files: { "switch.txt": "brass" } });
      await settle();
      const group = ada.queue(number);
      await settle();
      expect(named(house, group)).toMatchObject([{ status: "completed", conclusion: "success" }]);
      await house.close();
    }
    house = undefined;
  });

  it("has a button that makes plangate look again", async () => {
    house = await openHouse({ plan });
    const { tool, eve, ada, settle, simulator } = house;
    await settle();
    const number = eve.openPullRequest({ files: { "switch.txt": "brass" } });
    await settle();
    const run = named(house, tool.pull(number).headSha)[0];
    expect(run?.actions).toMatchObject([{ label: "Recheck", identifier: "recheck" }]);

    simulator.webhooks.mode = "drop";
    eve.edit(number, {
      body: `Part of #${tool.issues().find(({ title }) => title.includes("v0.2.0"))?.number}`,
    });
    simulator.webhooks.mode = "send";
    ada.pressButton(run?.id ?? 0, "recheck");
    await settle();
    expect(named(house, tool.pull(number).headSha).at(-1)?.conclusion).toBe("neutral");

    eve.edit(number, { body: "" });
    ada.rerequest(run?.id ?? 0);
    await settle();
    expect(named(house, tool.pull(number).headSha).at(-1)?.conclusion).toBe("success");
    expect(simulator.violations).toEqual([]);
  });

  it("is given a fresh conclusion by who presses Re-run, also where nothing changed and no webhook came", async () => {
    for (const delivery of ["sent", "dropped"] as const) {
      house = await openHouse({ plan, delivery });
      const { tool, eve, ada, settle, simulator } = house;
      await settle();
      const number = eve.openPullRequest({ files: { "switch.txt": "brass" } });
      await settle();
      const before = named(house, tool.pull(number).headSha);
      await simulator.advance(60_000);

      ada.rerequest(before.at(-1)?.id ?? 0);
      await settle();
      await house.later();

      const after = named(house, tool.pull(number).headSha);
      expect(after).toHaveLength(before.length + 1);
      expect(after.at(-1)).toMatchObject({ status: "completed", conclusion: "success" });
      await house.close();
    }
    house = undefined;
  });

  it("is given one for a release too", async () => {
    house = await openHouse({ plan });
    const { tool, ada, settle, simulator } = house;
    await settle();
    const before = named(house, tool.head(), "plangate/release v0.1.0");
    await simulator.advance(60_000);

    ada.rerequest(before.at(-1)?.id ?? 0);
    await settle();
    await house.later();

    expect(named(house, tool.head(), "plangate/release v0.1.0")).toHaveLength(before.length + 1);
  });

  it("is concluded by the sweep where plangate ended in between, also on a head that is none any more", async () => {
    house = await openHouse({ plan });
    const { tool, eve, settle, simulator } = house;
    await settle();
    const number = eve.openPullRequest({ files: { "switch.txt": "brass" } });
    const first = tool.pull(number).headSha;
    await simulator.webhooks.settled();
    // The second write of its head, the verdict, is lost with the process.
    simulator.faults.inject({
      when: ({ method, path }) => method === "PATCH" && path.includes("/check-runs/"),
      kind: "reset-before",
      times: Number.POSITIVE_INFINITY,
    });
    await house.app().drain();
    expect(named(house, first)).toMatchObject([{ status: "in_progress" }]);
    await house.restart();
    simulator.faults.clear();
    eve.pushToPullRequest(number, { "switch.txt": "steel" });
    await house.later();
    await house.later();

    expect(named(house, first).at(-1)).toMatchObject({ status: "completed", conclusion: "neutral" });
    expect(named(house, tool.pull(number).headSha).at(-1)).toMatchObject({ conclusion: "success" });
  });

  it("keeps within GitHub's limits: annotations in fifties, long text cut with a word", async () => {
    house = await openHouse({ plan });
    const { tool, eve, settle, simulator, path } = house;
    await settle();
    const dangling = Array.from({ length: 120 }, (_, index) => `- [ ] T001 Again ${index}`).join("\n");
    const long = Array.from(
      { length: 1_500 },
      (_, index) => `\n## Phase ${index}: ${"very long words ".repeat(8)}\n`,
    ).join("\n");
    const files = { [path]: `${tool.file(path)}\n${dangling}\n${long}` };
    const number = eve.openPullRequest({ files });
    await settle();
    const [run] = named(house, tool.pull(number).headSha).slice(-1);
    expect(run?.conclusion).toBe("failure");
    expect(run?.annotations.length).toBeGreaterThan(50);
    expect(run?.annotations.length).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(run?.text ?? "")).toBeLessThanOrEqual(65_535);
    expect(simulator.violations).toEqual([]);
  });
});

describe("a blocker that opens later", () => {
  it("shuts a tag that was open, and opens it again when it is closed", async () => {
    house = await openHouse({ plan });
    const { tool, ada, settle } = house;
    await settle();
    const release = () => named(house as House, tool.head(), "plangate/release v0.1.0").at(-1);
    expect(release()?.conclusion).toBe("success");
    ada.createLabel("release-blocker");
    const issue = ada.openIssue({ title: "It burns", labels: ["release-blocker"] });
    await settle();
    expect(release()).toMatchObject({ conclusion: "neutral" });
    expect(release()?.text).toContain("It burns");
    ada.close(issue);
    await settle();
    expect(release()?.conclusion).toBe("success");
  });
});
