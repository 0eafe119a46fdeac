import { describe } from "vitest";
import { commitTick } from "./scenarios.ts";
import { tellDoubles } from "./tell-doubles.ts";

describe("two faults leave the same world behind", () => {
  tellDoubles(commitTick);
});
