import { afterEach, describe, expect, it } from "vitest";
import { people } from "../../src/cli/demo/people.ts";
import type { Choose } from "../../src/cli/demo/follow-way.ts";
import { openStory } from "./release-story.ts";
import type { ReleaseStory } from "./release-story.ts";

const playbook = "execution-playbook.md";
const timeoutMs = 5 * 60_000;

/** The option that skips v0.4.8, and the first of every other decision. */
const defer: Choose = (_, options) => options.find((option) => option === "defer") ?? options[0];

let story: ReleaseStory | undefined;
afterEach(async () => {
  await story?.world.close();
  story = undefined;
});

async function open(name: string, choose: Choose = (_, options) => options[0]): Promise<ReleaseStory> {
  story = await openStory(name, choose);
  return story;
}

describe("execution-playbook.md, whole", () => {
  it(
    "is released from v0.4.0 to v0.4.9, one after the other, by its own evidence",
    async () => {
      const of = await open(playbook, defer);
      const { home, simulator } = of.world;
      for (const version of ["v0.4.0", "v0.4.1", "v0.4.2"]) {
        expect(await of.release(version)).toBe("reached");
      }

      // v0.4.3 waits for its audit, and for nothing else.
      expect(await of.ask("v0.4.6")).toContain("v0.4.3");
      await of.openBut("v0.4.3", (deed) => deed.kind === "comment" && deed.command.includes("approve"));
      const audit = await of.stands("v0.4.3");
      expect(audit.length).toBeGreaterThan(0);
      expect(audit.every((line) => /approved/.test(line))).toBe(true);
      expect(await of.ask("v0.4.3")).toContain("v0.4.3 may not be tagged");
      expect(await of.ask("v0.4.6")).toContain("v0.4.6 may not be tagged");
      expect(await of.tagged()).toEqual(["v0.4.0", "v0.4.1", "v0.4.2"]);
      expect(await of.release("v0.4.3")).toBe("reached");

      // v0.4.8 goes only where the decision of v0.4.5 is for it.
      for (const version of ["v0.4.4", "v0.4.5", "v0.4.6", "v0.4.7"]) {
        expect(await of.release(version)).toBe("reached");
      }
      expect(await of.release("v0.4.8")).toBe("skipped");
      expect(await of.ask("v0.4.8")).toContain("skipped");
      expect(await of.release("v0.4.9")).toBe("reached");

      const released = [
        "v0.4.0",
        "v0.4.1",
        "v0.4.2",
        "v0.4.3",
        "v0.4.4",
        "v0.4.5",
        "v0.4.6",
        "v0.4.7",
        "v0.4.9",
      ];
      expect(await of.tagged()).toEqual(released);
      const out = home.releases().filter(({ draft }) => !draft);
      expect(out.map(({ tag }) => tag)).toEqual(released);
      const [first] = out;
      expect(first?.body).toContain("What was true when v0.4.0 was tagged");
      expect(home.issues().filter(({ title }) => title.includes("was tagged while"))).toEqual([]);
      expect(simulator.violations).toEqual([]);
    },
    timeoutMs,
  );

  it(
    "goes on to v0.4.8 where the decision is for it",
    async () => {
      const of = await open(
        playbook,
        (_, options) => options.find((option) => option === "proceed") ?? options[0],
      );

      expect(await of.release("v0.4.9")).toBe("reached");

      expect(await of.tagged()).toHaveLength(10);
      expect(of.world.simulator.violations).toEqual([]);
    },
    timeoutMs,
  );

  it(
    "catches a tag that is pushed by hand past the walls, once, with its own way back, and moves nothing",
    async () => {
      const of = await open(playbook);
      const { home, simulator } = of.world;
      const at = of.world.as(people.writer).tag("v0.4.3");
      await of.world.settle();
      await of.world.later();

      const incidents = home.issues().filter(({ title }) => title.startsWith("v0.4.3 was tagged while"));
      expect(incidents).toHaveLength(1);
      expect(incidents[0]?.body).toContain("The plan's own way back");
      expect(incidents[0]?.body).toContain("SECURITY GATE");
      expect(home.tags()["v0.4.3"]).toBe(at);
      const check = home.checkRuns(at).findLast(({ name }) => name === "plangate/release v0.4.3");
      expect(check?.conclusion).toBe("failure");
      expect(simulator.violations).toEqual([]);
    },
    timeoutMs,
  );
});

describe("the other plans that declare a release", () => {
  it.each([
    ["release-preparation.md", "v0.2.0", "v0.2.0"],
    ["enterprise-hardening-execplan.md", "v0.2", "v0.2"],
    ["memory-packaging-roadmap.md", "v0.1.0", "v0.1.0"],
  ])(
    "%s reaches its tag by its own evidence, and not before",
    async (name, version, tag) => {
      const of = await open(name);

      expect(await of.ask(version)).toContain("may not be tagged");
      expect(of.world.home.tags()).toEqual({});
      expect(await of.release(version)).toBe("reached");

      const [out] = of.world.home.releases();
      expect(out).toMatchObject({ tag, draft: false });
      expect(of.world.home.tags()[tag]).toBeDefined();
      expect(of.world.simulator.violations).toEqual([]);
    },
    timeoutMs,
  );
});
