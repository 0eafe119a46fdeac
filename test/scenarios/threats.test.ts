import { sign } from "@octokit/webhooks-methods";
import { afterEach, describe, expect, it } from "vitest";
import { openJsonLog } from "../../src/web/json-log.ts";
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

/** What people may write by mistake where plangate reads it. */
const planted = {
  plan: `ghp_${"plan1A".repeat(6)}`,
  settings: `gho_${"sett1A".repeat(6)}`,
  comment: `ghs_${"comm1A".repeat(6)}`,
  branch: `ghu_${"bran1A".repeat(6)}`,
  commit: `github_pat_${"11COMM_".repeat(6)}`,
  report: `ghr_${"repo1A".repeat(6)}`,
} as const;

describe("T25: secrets", () => {
  it("of nine that were planted, none is in the log, and none of ours in what plangate writes", async () => {
    house = await openHouse({
      plan: `${plan}- [ ] T002 Hide ${planted.plan}\n`,
      settings: [`unknown-${planted.settings}: 1`],
    });
    const { ada, eve, tool, settle, simulator, log, appHandle, installation, path } = house;
    await settle();
    const settings = tool.file(".github/plangate.yml");
    ada.push({ ".github/plangate.yml": settings.replace(/^unknown-.*\n/m, "") }, { message: planted.commit });
    await settle();
    for (const kind of ["html-error", "500-not-applied", "502-applied"] as const) {
      simulator.faults.inject({ when: { nthWrite: 1 }, kind });
      ada.comment(1, `/plangate attest G1 because ${planted.comment}`);
      ada.comment(1, `/plangate aprove ${planted.comment}`);
      await settle();
      await house.later();
    }
    eve.push({ [path]: `${tool.file(path)}- [ ] T003 ${planted.plan}\n` }, { branch: planted.branch });
    eve.openPullRequest({ files: { "switch.txt": "brass" }, branch: `x-${planted.branch}` });
    ada.runWorkflow({ artifacts: { "plangate-metrics": { "plangate-metrics.json": planted.report } } });
    await settle();
    await house.later();

    const ours = [secret, appHandle.privateKey ?? "", installation.token()];
    const lines: string[] = [];
    const write = openJsonLog({ write: (line) => lines.push(line), now: () => simulator.now() });
    for (const entry of log) write(entry);
    const logged = lines.join("");
    const written = JSON.stringify(simulator.writes.map(({ body }) => body));
    expect(ours.filter((one) => one.length < 20)).toEqual([]);
    expect(log.length).toBeGreaterThan(10);
    expect([...ours, ...Object.values(planted)].filter((one) => logged.includes(one))).toEqual([]);
    expect(ours.filter((one) => written.includes(one))).toEqual([]);
    expect(logged + written).not.toMatch(/PRIVATE KEY|eyJ[\w-]+\.eyJ|sha256=[0-9a-f]/);
  });
});
