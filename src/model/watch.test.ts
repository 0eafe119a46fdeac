import { describe, expect, it } from "vitest";
import { readWatch, writeWatch } from "./watch.ts";

describe("readWatch()", () => {
  it.each([[["v0.4.0", "v0.4.1"]], [["v1.0.0-rc.1"]], [[]]])("reads back %j", (versions) => {
    expect(readWatch(`Progress\n${writeWatch(versions)}\nmore`)).toEqual(versions);
  });

  it("tells a body without the line from one that watches nothing", () => {
    expect(readWatch("Progress")).toBeUndefined();
  });

  it("leaves out what is no version", () => {
    expect(readWatch("<!-- plangate: watch v1.0.0 nonsense v01.0 -->")).toEqual(["v1.0.0"]);
  });
});
