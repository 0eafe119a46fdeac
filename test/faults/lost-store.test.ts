import { describe, expect, it } from "vitest";
import { calm, forget, work } from "./calm.ts";
import { stories } from "./scenarios.ts";
import { tellWorld } from "./tell-world.ts";
import { openWorld } from "./world.ts";

const minuteMs = 60_000;

const named = stories.map((story) => [story.name, story] as const);

describe("F31: a store that is lost at the end of a story is built anew, and nothing is made, closed or said", () => {
  it.each(named)("%s", { timeout: 5 * minuteMs }, async (_name, story) => {
    const world = await openWorld(story);
    try {
      await story.prepare?.(world);
      story.act(world);
      await calm(world);
      const end = tellWorld(world);
      await world.loseStore();
      forget(world);
      for (let round = 0; round < 3; round += 1) {
        await work(world);
        await world.simulator.advance(12 * minuteMs);
      }

      expect(world.simulator.writes.map(({ mutation, route }) => mutation ?? route)).toEqual([]);
      expect(tellWorld(world)).toEqual(end);
      expect(world.violations).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
