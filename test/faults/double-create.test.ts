import { describe } from "vitest";
import { createIssues } from "./scenarios.ts";
import { tellDoubles } from "./tell-doubles.ts";

describe("two faults leave the same world behind", () => {
  tellDoubles(createIssues);
});
