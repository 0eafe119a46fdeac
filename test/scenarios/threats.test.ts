import { sign } from "@octokit/webhooks-methods";
import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const secret = "0123456789abcdef0123456789abcdef-test";

const plan = `# Lamp

## Prerequisites

- The workshop is rented

## v0.1.0 - First light

- [ ] T001 Wire the switch
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const attest = "/plangate attest G1 because I have the key";
const answers = (of: House): readonly string[] =>
  of.tool.comments(1).flatMap(({ body, author }) => (author === "plangate[bot]" ? [body] : []));
const isAttested = (of: House): boolean =>
  of.tool.checkRuns().some(({ text }) => text?.includes("— attested by ada") === true);

describe("T02: a comment is not what it was", () => {
  it("when it is edited before plangate comes to it, by its author or by another", async () => {
    for (const editor of ["ada", "eve"] as const) {
      house = await openHouse({ plan });
      const { ada, settle, simulator } = house;
      await settle();
      const id = ada.comment(1, "Good morning");
      await simulator.webhooks.settled();
      // Whoever may write may edit the comments of others.
      house[editor].editComment(id, attest);
      await settle();
      expect(answers(house)).toEqual([expect.stringContaining("it was edited")]);
      expect(isAttested(house)).toBe(false);
      await house.close();
    }
    house = undefined;
  });

  it("when it is deleted before plangate comes to it", async () => {
    house = await openHouse({ plan });
    const { ada, settle, simulator } = house;
    await settle();
    const id = ada.comment(1, attest);
    await simulator.webhooks.settled();
    ada.deleteComment(id);
    await settle();
    expect(answers(house)).toEqual([]);
    expect(isAttested(house)).toBe(false);
  });
});

describe("T14: deliveries come again", () => {
  it("three times each with ids of their own, and nothing is written", async () => {
    house = await openHouse({ plan });
    const { ada, eve, settle, simulator, app } = house;
    await settle();
    ada.comment(1, attest);
    const pullRequest = eve.openPullRequest({ files: { "switch.txt": "brass" } });
    await settle();
    ada.merge(pullRequest);
    ada.comment(1, "/plangate release v0.1.0");
    await settle();
    await house.later();
    simulator.forget();

    const recorded = [...simulator.webhooks.deliveries];
    for (let time = 1; time <= 3; time += 1) {
      for (const [index, { event, body }] of recorded.entries()) {
        const response = await fetch(app().webhookUrl, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-github-event": event,
            "x-github-delivery": `00000000-0000-4000-8000-${String(time * 100_000 + index).padStart(12, "0")}`,
            "x-hub-signature-256": await sign(secret, body),
          },
          body,
        });
        expect(response.status).toBe(202);
      }
      await settle();
    }
    expect(recorded.length).toBeGreaterThan(10);
    expect(simulator.writes).toEqual([]);
  });
});

describe("T25: secrets", () => {
  it("are in nothing that plangate logs or writes", async () => {
    house = await openHouse({ plan });
    const { ada, settle, simulator, log } = house;
    await settle();
    simulator.faults.inject({ when: { nthWrite: 1 }, kind: "html-error" });
    ada.comment(1, attest);
    await settle();
    await house.later();
    const told = JSON.stringify([log, simulator.writes.map(({ body }) => body)]);
    expect(told.length).toBeGreaterThan(1_000);
    expect(told).not.toContain(secret);
    expect(told).not.toMatch(/gh[opsur]_[A-Za-z0-9]{20}|PRIVATE KEY|eyJ[\w-]+\.eyJ|sha256=/);
  });
});
