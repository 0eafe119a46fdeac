import { describe, expect, it } from "vitest";
import { BoundedCache } from "./bounded-cache.ts";

describe("BoundedCache", () => {
  it("forgets what was used least lately when it grows too heavy", () => {
    const cache = new BoundedCache<string>(10);
    cache.set("a", "A", 4);
    cache.set("b", "B", 4);
    cache.get("a");

    cache.set("c", "C", 4);

    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["A", undefined, "C"]);
  });

  it("counts a replaced value once, and keeps none that is too heavy alone", () => {
    const cache = new BoundedCache<string>(10);
    cache.set("a", "A", 6);
    cache.set("a", "A2", 6);
    cache.set("b", "B", 11);

    expect([cache.get("a"), cache.get("b")]).toEqual([undefined, undefined]);
  });

  it("keeps scopes apart", () => {
    const cache = new BoundedCache<string>(10);
    cache.within("one").set("a", "A", 1);

    expect(cache.within("one").get("a")).toBe("A");
    expect(cache.within("two").get("a")).toBeUndefined();
  });
});
