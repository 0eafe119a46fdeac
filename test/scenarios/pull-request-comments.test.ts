import { afterEach, describe, expect, it } from "vitest";
import { deliveries, openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Boat

## Prerequisites

- The yard is rented

## Phase 1: Hull

- [ ] T001 Lay the keel

## Phase 2: Rig

- [ ] T002 Step the mast
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const bodies = (of: House, issue: number): readonly string[] =>
  of.tool.comments(issue).map(({ body }) => body);

const phase = (of: House): number =>
  of.tool.issues().find(({ title }) => title.startsWith("Phase 1"))?.number ?? 0;

const conclusion = (of: House, pullRequest: number): string | null | undefined => {
  const runs = of.tool.checkRuns(of.tool.pull(pullRequest).headSha);
  return runs.filter(({ name }) => name === "plangate").at(-1)?.conclusion;
};

describe.each(deliveries)("a statement on a pull request, webhooks %s", (delivery) => {
  it("is answered there, noted on the plan's issue, and holds after the merge and without the store", async () => {
    house = await openHouse({ plan, delivery });
    const { ada, bob, eve, settle, simulator } = house;
    await settle();
    const keel = eve.openPullRequest({ files: { "keel.txt": "oak" }, body: `Part of #${phase(house)}` });
    await settle();
    expect(conclusion(house, keel)).toBe("neutral");

    bob.comment(keel, "/plangate attest G1 because I was there");
    await settle();
    expect(bodies(house, keel).at(-1)).toContain("is refused");
    expect(bodies(house, 1)).toEqual([]);

    ada.comment(keel, "/plangate attest G1 because the contract is signed");
    await settle();
    expect(bodies(house, keel).at(-1)).toContain("Attestation of `G1` noted");
    expect(bodies(house, 1)).toEqual([expect.stringContaining(`were made on #${keel}`)]);
    expect(conclusion(house, keel)).toBe("success");

    ada.merge(keel);
    await settle();
    const next = eve.openPullRequest({ files: { "ribs.txt": "ash" }, body: `Part of #${phase(house)}` });
    await settle();
    expect(conclusion(house, next)).toBe("success");

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });
});

describe("a statement on a pull request", () => {
  it("does not count any more when it is edited, or when a closed one's note is gone", async () => {
    house = await openHouse({ plan });
    const { tool, ada, eve, settle } = house;
    await settle();
    const keel = eve.openPullRequest({ files: { "keel.txt": "oak" }, body: `Part of #${phase(house)}` });
    const said = ada.comment(keel, "/plangate attest G1 because the contract is signed");
    await settle();
    expect(conclusion(house, keel)).toBe("success");

    ada.editComment(said, "/plangate attest G1 because of nothing");
    await settle();
    expect(conclusion(house, keel)).toBe("neutral");

    ada.comment(keel, "/plangate attest G1 because the contract is signed");
    await settle();
    ada.closePullRequest(keel);
    const next = eve.openPullRequest({ files: { "ribs.txt": "ash" }, body: `Part of #${phase(house)}` });
    await settle();
    expect(conclusion(house, next)).toBe("success");
    ada.deleteComment(tool.comments(1)[0]?.id ?? 0);
    await settle();
    expect(conclusion(house, next)).toBe("neutral");
  });

  it("is asked for elsewhere where several plans are kept and it names an issue of none", async () => {
    const other = "docs/other.md";
    house = await openHouse({
      plan,

      files: { [other]: plan.replace("# Boat", "# Barge") },
    });
    const { tool, ada, eve, settle } = house;
    const settings = `${tool.file(".github/plangate.yml")}  - path: ${other}\n`;
    ada.push({ ".github/plangate.yml": settings });
    await settle();
    const stray = eve.openPullRequest({ files: { "keel.txt": "oak" } });
    ada.comment(stray, "/plangate attest G1 because the contract is signed");
    await settle();
    expect(bodies(house, stray).at(-1)).toContain("names an issue of none");

    const barge = tool.issues().filter(({ title }) => title.startsWith("Phase 1"))[1]?.number ?? 0;
    const named = eve.openPullRequest({ files: { "ribs.txt": "ash" }, body: `Part of #${barge}` });
    ada.comment(named, "/plangate attest G1 because the contract is signed");
    await settle();
    expect(bodies(house, named).at(-1)).toContain("Attestation of `G1` noted");
    expect(bodies(house, named)).toHaveLength(2);
  });

  it("of a release asks for it, as on an issue", async () => {
    house = await openHouse({ plan: "# Lamp\n\n## v0.1.0 - First light\n\n- [x] T001 Wire\n" });
    const { tool, ada, eve, settle } = house;
    await settle();
    const pullRequest = eve.openPullRequest({ files: { "wire.txt": "copper" } });
    ada.comment(pullRequest, "/plangate release v0.1.0");
    await settle();
    expect(Object.keys(tool.tags())).toEqual(["v0.1.0"]);
    expect(bodies(house, pullRequest).at(-1)).toContain("is tagged and published");
  });
});
