import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import type { Ran } from "../run-cli.ts";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp 1.x

## v0.1.0 - First light

- [x] T001 Wire the switch
- [x] T002 Fit the bulb

**Security Gate**: the release is **BLOCKED** until the review passes

## v0.2.0 - Dimmer

- [ ] T003 Turn the knob
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const numberOf = (of: House, title: string): number =>
  of.tool.issues().find((issue) => issue.title.startsWith(title))?.number ?? 0;

const lastComment = (of: House): string => of.tool.comments(numberOf(of, "v0.1.0")).at(-1)?.body ?? "";

/** A house where v0.1.0 waits for nothing but its approval. */
async function open(settings: readonly string[] = []): Promise<House> {
  house = await openHouse({ plan, settings });
  await house.settle();
  return house;
}

async function approve(of: House): Promise<void> {
  of.ada.comment(numberOf(of, "v0.1.0"), "/plangate approve G1");
  await of.settle();
}

async function ask(of: House): Promise<void> {
  of.ada.comment(numberOf(of, "v0.1.0"), "/plangate release v0.1.0");
  await of.settle();
}

const release = (of: House, token: string): Promise<Ran> =>
  runCli(of, token, ["release", "v0.1.0", "--repo", "acme/tool"]);

describe("release on the command line", () => {
  it("with the App's token does what the comment does: refuses with the tree, then tags and publishes", async () => {
    const of = await open();
    const token = of.installation.token();

    const refused = await release(of, token);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.out).toContain("G1");
    expect(of.tool.tags()).toEqual({});

    await approve(of);
    const made = await release(of, token);
    expect(made.out).toContain("v0.1.0 is tagged and published");
    expect(made.exitCode).toBe(0);
    expect(of.tool.tags()).toEqual({ "v0.1.0": of.tool.head() });

    const again = await release(of, token);
    expect(again.exitCode).toBe(0);
    expect(of.tool.releases()).toHaveLength(1);
    expect(of.simulator.violations).toEqual([]);
  }, 60_000);

  it("says in the release what was done, and what was true; its issue links it", async () => {
    const of = await open();
    await approve(of);
    await ask(of);
    await of.later();

    const body = of.tool.releases()[0]?.body ?? "";
    expect(body).toContain("- T002 Fit the bulb".replace("T002 ", ""));
    expect(body).toContain("What was true when v0.1.0 was tagged");
    expect(body).toContain("approved by ada");
    expect(of.tool.issue(numberOf(of, "v0.1.0")).body).toContain("/acme/tool/releases/tag/v0.1.0");
  });

  it("lists what was waived", async () => {
    const of = await open();
    const until = new Date(of.simulator.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
    of.ada.comment(numberOf(of, "v0.1.0"), `/plangate waive G1 until ${until} because the reviewer is ill`);
    await of.settle();
    await ask(of);

    expect(of.tool.releases()[0]?.body).toContain("Gone on without");
    expect(of.tool.releases()[0]?.body).toContain("the reviewer is ill");
  });

  it.each([
    ["a person who may only write", (of: House) => of.simulator.userToken("eve"), 'the role "maintain"'],
    [
      "the workflow's own token",
      (of: House) => of.simulator.workflowToken("acme/tool", { contents: "write", issues: "read" }),
      "the workflow's own token",
    ],
  ])("refuses %s", async (_, tokenOf, words) => {
    const of = await open();
    await approve(of);

    const ran = await release(of, tokenOf(of));

    expect(ran.exitCode).toBe(1);
    expect(ran.out).toContain(words);
    expect(of.tool.tags()).toEqual({});
  });
});

describe("a release that cannot be made says why, and the way out", () => {
  it("where somebody else drafted it", async () => {
    const of = await open();
    await approve(of);
    of.eve.createRelease({ tag: "v0.1.0", draft: true });

    await ask(of);

    expect(lastComment(of)).toContain("there is a draft of v0.1.0 already, by eve");
    expect(lastComment(of)).toContain("delete that draft");
    expect(of.tool.tags()).toEqual({});
  });

  it("where the tag is there, at this commit or another", async () => {
    const of = await open();
    await approve(of);
    of.eve.tag("v0.1.0");
    of.eve.push({ "README.md": "on" });
    await of.settle();

    await ask(of);

    expect(lastComment(of)).toContain("plangate moves no tag and deletes none");
    expect(of.tool.releases()).toEqual([]);
  });

  it("where an immutable release used the name up", async () => {
    const of = await open();
    of.ada.immutableReleases(true);
    const id = of.ada.createRelease({ tag: "v0.1.0" });
    of.ada.deleteRelease(id);
    of.ada.immutableReleases(false);
    of.ada.deleteTag("v0.1.0");
    await approve(of);

    await ask(of);

    expect(lastComment(of)).toContain("tag\\_name was used by an immutable release");
    expect(lastComment(of)).toContain("choose the next version");
    expect(of.tool.tags()).toEqual({});
  });

  it("where its draft was pointed at a commit that plangate did not prove", async () => {
    const of = await open();
    await approve(of);
    const { simulator, tool } = of;
    simulator.faults.inject({
      when: ({ route }) => route.startsWith("POST") && route.endsWith("/git/refs"),
      kind: "403-limit",
    });
    await ask(of);
    expect(tool.releases()).toMatchObject([{ draft: true }]);
    const evil = of.eve.push({ "evil.txt": "!" }, { branch: "evil" });
    of.eve.editRelease(Number(tool.releases()[0]?.id), { target_commitish: evil });

    await simulator.advance(3_600_000);
    await of.later();

    expect(tool.tags()).toEqual({});
    expect(lastComment(of)).toContain("plangate has no check of v0.1.0 there");
  });

  it("where a later version of its line is tagged", async () => {
    const of = await open();
    await approve(of);
    of.eve.tag("v0.1.4");

    await ask(of);

    expect(lastComment(of)).toContain("v0.1.4 is tagged already, and v0.1.0 comes before it");
  });
});

describe("a gate that opens while the release is being made", () => {
  it.each([
    ["before it is published: the release stays a draft", "create-tag"],
    ["as it is published: the release goes back to a draft", "publish"],
  ])("%s, says so, and the next request finishes it", async (_, when) => {
    const of = await open();
    await approve(of);
    const { simulator, tool, ada } = of;
    let blocker = 0;
    simulator.faults.onRequest = (phase, { method, route }) => {
      const isTag = method === "POST" && route.endsWith("/git/refs");
      const isPublish = method === "PATCH" && route.endsWith("/releases/{release_id}");
      if (phase !== "before" || blocker !== 0 || !(when === "publish" ? isPublish : isTag)) return;
      blocker = ada.openIssue({ title: "v0.1.0 burns", labels: ["release-blocker"] });
    };

    await ask(of);
    await of.settle();

    expect(blocker).not.toBe(0);
    expect(tool.releases()).toMatchObject([{ tag: "v0.1.0", draft: true }]);
    expect(lastComment(of)).toContain("a gate opened while v0.1.0 was being made");
    const at = tool.tags()["v0.1.0"];

    simulator.faults.onRequest = undefined;
    ada.close(blocker);
    ada.push({ "README.md": "on" });
    await of.settle();
    await ask(of);

    expect(tool.releases()).toMatchObject([{ tag: "v0.1.0", draft: false }]);
    expect(tool.tags()).toEqual({ "v0.1.0": at });
    expect(simulator.violations).toEqual([]);
  });
});
