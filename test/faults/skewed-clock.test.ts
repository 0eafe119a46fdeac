import { describe, expect, it } from "vitest";
import { calm, forget } from "./calm.ts";
import { stories } from "./scenarios.ts";
import { tellWorld } from "./tell-world.ts";
import { openWorld } from "./world.ts";

const minuteMs = 60_000;

describe("F26: a machine whose clock is wrong leaves the same world behind", () => {
  it.each(stories.flatMap((story) => [-10, 10].map((minutes) => [story.name, minutes, story] as const)))(
    "%s, %i minutes",
    { timeout: 5 * minuteMs },
    async (_name, minutes, story) => {
      const ends = [];
      for (const skewMs of [0, minutes * minuteMs]) {
        const world = await openWorld({ ...story, skewMs });
        try {
          await story.prepare?.(world);
          story.act(world);
          const restless = await calm(world);
          forget(world);
          ends.push([...restless, ...world.violations, ...story.check(world), ...tellWorld(world)]);
        } finally {
          await world.close();
        }
      }

      expect(ends[1]).toEqual(ends[0]);
    },
  );
});
