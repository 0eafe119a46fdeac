import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp

## v0.1.0 - First light

- [x] T001 Wire the switch

## Quality Gates (Enforce at Every Release)

- The review passes
`;

const separate = [
  "gates:",
  '  - match: "Quality Gates (Enforce at Every Release)"',
  "    approve: { other-than-author: true }",
];

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const attest = "/plangate attest G1 because I read it";
const last = (of: House): string => of.tool.comments(1).at(-1)?.body ?? "";
const check = (of: House): string => of.tool.checkRuns().at(-1)?.text ?? "";

describe("a gate for somebody else than the author", () => {
  it("is not opened by author or co-author of the work since the last release, and is by another", async () => {
    house = await openHouse({ plan, settings: separate });
    const { simulator, ada, eve, settle } = house;
    for (const login of ["mona", "otto"]) {
      simulator.user(login);
      ada.permit(login, "maintain");
    }
    const mona = simulator.as("mona", "acme/tool");
    const otto = simulator.as("otto", "acme/tool");
    await settle();
    ada.tag("v0.0.1");
    const trailer = `Co-authored-by: mona <${simulator.user("mona").id}+mona@users.noreply.github.com>`;
    ada.push({ "switch.txt": "brass" }, { message: `Wire it\n\n${trailer}` });
    await settle();

    for (const author of [ada, mona]) {
      author.comment(1, attest);
      await settle();
      expect(last(house)).toContain("it asks for somebody else than the author");
    }
    eve.comment(1, attest);
    await settle();
    expect(last(house)).toContain('it needs the role "maintain"');
    expect(check(house)).toContain("not attested by a maintainer, other than the author");

    otto.comment(1, attest);
    await settle();
    expect(last(house)).toContain("Attestation of `G1` noted");
    expect(check(house)).toContain("attested by otto");
  });

  it("stays shut while it cannot be told whose work it is", async () => {
    house = await openHouse({ plan, settings: separate });
    const { ada, settle } = house;
    await settle();
    ada.push({ "switch.txt": "brass" }, { message: "Wire it\n\nCo-authored-by: X <x@example.com>" });
    ada.comment(1, attest);
    await settle();
    await house.later();
    expect(check(house)).toContain("cannot tell whose work it is");
    expect(check(house)).toContain("belongs to no account");
  });
});

describe("who keeps a repository alone", () => {
  it("may waive and attest on their own work, and it shows in the gates and the release's notes", async () => {
    house = await openHouse({ plan: `${plan}- The manual was read\n` });
    const { simulator, tool, ada, settle } = house;
    await settle();
    ada.comment(1, "/plangate attest G1.1 because I read it");
    const day = new Date(simulator.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    ada.comment(1, `/plangate waive G1 until ${day} because the manual is at the printer`);
    await settle();
    expect(check(house)).toContain("attested by ada (self-attested)");
    ada.comment(1, "/plangate release v0.1.0");
    await settle();
    expect(Object.keys(tool.tags())).toEqual(["v0.1.0"]);
    const notes = tool.releases()[0]?.body ?? "";
    expect(notes).toContain("self-attested");
    expect(notes).toContain(`waived by ada until ${day} because the manual is at the printer`);
  });

  it("needs a second person as soon as there is one, a reason, and a day within thirty", async () => {
    house = await openHouse({ plan });
    const { simulator, ada, settle } = house;
    await settle();
    const dayIn = (days: number): string =>
      new Date(simulator.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    for (const [text, answer] of [
      [`waive G1 until ${dayIn(31)} because it rains`, "is not within the next 30 days"],
      [`waive G1 until ${dayIn(-1)} because it rains`, "is not within the next 30 days"],
      [`waive G1 until ${dayIn(3)}`, "Cannot read this"],
    ] as const) {
      ada.comment(1, `/plangate ${text}`);
      await settle();
      expect(last(house)).toContain(answer);
    }
    simulator.user("mona");
    ada.permit("mona", "maintain");
    ada.comment(1, `/plangate waive G1 until ${dayIn(3)} because it rains`);
    await settle();
    expect(last(house)).toContain("it is about your own work");
    simulator.as("mona", "acme/tool").comment(1, `/plangate waive G1 until ${dayIn(3)} because it rains`);
    await settle();
    expect(check(house)).toContain("waived by mona");
    await simulator.advance(4 * 86_400_000);
    await house.later();
    expect(check(house)).not.toContain("waived by mona");
  });
});
