import { expect, it } from "vitest";
import * as plangate from "../src/index.ts";

it("exports exactly the names that are promised", () => {
  expect(Object.keys(plangate).toSorted()).toEqual([
    "checkLimits",
    "defaultSettings",
    "editPlan",
    "evaluate",
    "judgeVersion",
    "needs",
    "parsePlan",
    "parseSettings",
  ]);
});
