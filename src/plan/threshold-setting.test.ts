import { describe, expect, it } from "vitest";
import { thresholdOf } from "./threshold-setting.ts";

describe("thresholdOf()", () => {
  it.each([
    [">= 80 %", ">=", 80, "%", false],
    [">=80%", ">=", 80, "%", false],
    ["< 500 ms", "<", 500, "ms", false],
    ["<= 5 % against baseline", "<=", 5, "%", true],
    ["= 0", "=", 0, "", false],
    ["> 99.95", ">", 99.95, "", false],
    ["= 0 errors", "=", 0, "errors", false],
  ])("reads %s", (...[text, comparator, value, unit, baseline]) => {
    expect(thresholdOf(text, "m")).toEqual({ metric: "m", comparator, value, unit, baseline });
  });

  it.each([
    "80%",
    ">= -1",
    ">= -0",
    ">= 1e999",
    ">= 1e3",
    ">= NaN",
    ">= Infinity",
    ">= 0x10",
    ">= 1,000",
    ">= 1.",
    ">= .5",
    ">= 1 2",
    "=> 1",
    "== 1",
    "!= 1",
    ">= 80 % or more",
    ">= 80 %\n",
    " >= 80",
    ">= ８０",
    ">= 1234567890123",
    "",
  ])("refuses %j", (text) => {
    expect(thresholdOf(text, "m")).toBeUndefined();
  });
});
