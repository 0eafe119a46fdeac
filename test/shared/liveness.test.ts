import { describe, expect, test } from "vitest";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { reachAll } from "../golden/liveness.ts";
import { eachWithout, openedBy } from "../golden/monotone.ts";
import { untouched } from "../golden/world.ts";
import type { World } from "../golden/world.ts";
import { corpusPlans, seedPlans } from "./plans-folder.ts";

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
});

describe("monotony: taking evidence away opens nothing", () => {
  const opened = (world: World) => eachWithout(world).flatMap((less) => openedBy(world, less));

  test.each(seedPlans())("$name", ({ bytes }) => {
    expect(opened(reachAll(untouched(parsePlan(bytes).plan)).world)).toEqual([]);
  });
});
