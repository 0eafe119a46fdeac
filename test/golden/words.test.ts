import * as fc from "fast-check";
import { expect, test } from "vitest";
import { silent } from "./silent.ts";
import { somePlan } from "./some-plan.ts";
import { untouched } from "./world.ts";

test("every verdict of a generated plan has its reason and way out", () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      expect(silent(untouched(plan))).toEqual([]);
    }),
  );
});
