import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convert, dimensionOf, isWorseWhenMore } from "./units.ts";

interface Case {
  readonly value: number;
  readonly from: string;
  readonly to: string;
  /** Null where the two cannot be compared. */
  readonly gives: number | null;
}

const cases = JSON.parse(
  readFileSync(new URL("units.cases.json", import.meta.url), "utf8"),
) as readonly Case[];

describe("convert()", () => {
  it.each(cases)("$value $from in $to is $gives", ({ value, from, to, gives }) => {
    expect(convert(value, from, to) ?? null).toBe(gives);
  });

  it("goes there and back", () => {
    for (const { value, from, to, gives } of cases) {
      if (gives === null) continue;
      const back = convert(gives, to, from);
      expect(back).toBeCloseTo(value, 9);
    }
  });

  it("compares units of one kind alone", () => {
    const compared = cases.filter(({ gives }) => gives !== null);

    expect(compared.filter(({ from, to }) => dimensionOf(from) !== dimensionOf(to))).toEqual([]);
  });
});

describe("isWorseWhenMore()", () => {
  it("of times, sizes and counts; of shares and rates less is worse", () => {
    expect((["time", "size", "count", "ratio", "rate"] as const).filter(isWorseWhenMore)).toEqual([
      "time",
      "size",
      "count",
    ]);
  });
});
