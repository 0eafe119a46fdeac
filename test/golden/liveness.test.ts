import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reachAll } from "./liveness.ts";
import { somePlan } from "./some-plan.ts";
import { untouched } from "./world.ts";

test("every release of a generated plan can be reached with nothing that exists only after its tag", () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      expect(reachAll(untouched(plan)).stuck).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);
