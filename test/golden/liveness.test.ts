import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { corpusPlans, seedPlans } from "../shared/plans-folder.ts";
import { reachTag } from "./liveness.ts";
import { eachWithout, openedBy } from "./monotone.ts";
import { somePlan } from "./some-plan.ts";
import { untouched } from "./world.ts";
import type { World } from "./world.ts";

/** The world after every release of the plan was reached, in the order of the plan; the tree of the first that is stuck. */
function reachAll(world: World): { world: World; stuck: string[] } {
  let reached = world;
  for (const { version } of world.plan.releases) {
    const result = reachTag(reached, version);
    if (result.kind === "stuck") return { world: reached, stuck: [`${version}:\n${result.tree}`] };
    reached = result.world;
  }
  return { world: reached, stuck: [] };
}

describe("liveness: every release can be reached with nothing that exists only after its tag", () => {
  test.each(seedPlans())("$name", ({ bytes }) => {
    expect(reachAll(untouched(parsePlan(bytes).plan)).stuck).toEqual([]);
  });

  test("of the corpus", () => {
    const stuck = corpusPlans().flatMap(({ name, bytes }) => {
      const { plan } = parsePlan(bytes);
      return reachAll(untouched(plan)).stuck.map((tree) => `${name} ${tree}`);
    });

    expect(stuck).toEqual([]);
  }, 120_000);

  test("of generated plans", () => {
    fc.assert(
      fc.property(somePlan, (plan) => {
        expect(reachAll(untouched(plan)).stuck).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});

describe("monotony: taking evidence away opens nothing", () => {
  const opened = (world: World) => eachWithout(world).flatMap((less) => openedBy(world, less));

  test.each(seedPlans())("$name", ({ bytes }) => {
    expect(opened(reachAll(untouched(parsePlan(bytes).plan)).world)).toEqual([]);
  });
});
