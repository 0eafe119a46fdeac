import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doAct } from "./do-act.ts";
import { Keeper } from "./keeper.ts";
import { openMemoryGitHub } from "./memory-github.ts";
import { settingsTextOf, someStory } from "./story.ts";
import type { Story } from "./story.ts";
import { tellStory } from "./tell-story.ts";
import type { Told } from "./tell-story.ts";
import { thousandRuns } from "./thousand-runs.ts";

const timeoutMs = 10 * 60_000;

const toldBefore = new Map<string, Promise<Told>>();

function told(story: Story): Promise<Told> {
  const name = fc.stringify(story);
  const telling = toldBefore.get(name) ?? tellStory(story, true);
  toldBefore.set(name, telling);
  return telling;
}

/** All that is promised is asked of the same thousand stories, each told once. */
const stories = (hold: (story: Story) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(someStory, hold), thousandRuns);

describe("whatever people do to plan and issues, and whatever goes wrong meanwhile", () => {
  it(
    "a look writes nothing when nothing is new, nor does one with an empty store",
    async () => {
      await stories(async (story) => {
        expect((await told(story)).restless).toEqual([]);
      });
    },
    timeoutMs,
  );

  it(
    "nothing in the plan changes but boxes and our own links",
    async () => {
      await stories(async (story) => {
        expect((await told(story)).bytes).toEqual([]);
      });
    },
    timeoutMs,
  );

  it(
    "no two open issues stand for one task, and no line gets two",
    async () => {
      await stories(async (story) => {
        expect((await told(story)).doubled).toEqual([]);
      });
    },
    timeoutMs,
  );

  it(
    "every open task and phase has its issue or box, or its line or the one above it is told what is wrong",
    async () => {
      await stories(async (story) => {
        expect((await told(story)).lost).toEqual([]);
      });
    },
    timeoutMs,
  );

  it(
    "one write is under way at a time, and none that GitHub refuses",
    async () => {
      await stories(async (story) => {
        expect((await told(story)).refused).toEqual([]);
      });
    },
    timeoutMs,
  );

  it(
    "the end is the one it comes to when all goes well",
    async () => {
      await stories(async (story) => {
        const calm = await tellStory(story, false);

        expect((await told(story)).state).toBe(calm.state);
      });
    },
    timeoutMs,
  );
});

it("a line that says what another said at this place, before it was moved with its link, gets its own issue", async () => {
  const plan = "# Kite\n\n## Phase: Frame\n\n- [ ] cut the spars\n";
  const world = openMemoryGitHub(plan, settingsTextOf({ mode: "tasks", links: "inline" }));
  const keeper = new Keeper(world);
  await keeper.rest();
  doAct(world, { kind: "copy line without its link", at: 0, words: "" });
  doAct(world, { kind: "move line to the top", at: 0, words: "" });

  await keeper.rest();
  await keeper.close();

  expect(
    world
      .file()
      .match(/#\d+/g)
      ?.filter((found) => found !== "#1"),
  ).toEqual(["#2", "#3"]);
});
