import { describe } from "vitest";
import { firstSync } from "./scenarios.ts";
import { tellMatrix } from "./tell-matrix.ts";

describe("a fault at any call leaves the same world behind", () => {
  tellMatrix(firstSync);
});
