import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json.ts";
import { growth } from "../../test/growth.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => bytes(`${"[".repeat(depth)}${"]".repeat(depth)}`);

describe("parseJson()", () => {
  it("reads what JSON.parse reads, brackets in strings included", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(bytes(text))).toEqual({ value: JSON.parse(text) });
      }),
    );
    expect(parseJson(bytes(`{"a": "${"[{".repeat(100)}\\\\\\"["}`))).toBeDefined();
  });

  it("refuses more than 64 levels, and takes 64", () => {
    expect(parseJson(nested(64))).toBeDefined();
    expect(parseJson(nested(65))).toBeUndefined();
  });

  it.each(["", "{", "nul", '{"a": 1} {', '"\\'])("refuses %j", (text) => {
    expect(parseJson(bytes(text))).toBeUndefined();
  });

  it("refuses bytes that are no UTF-8", () => {
    expect(parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  });

  it("refuses any number of brackets, in proportion", () => {
    expect(parseJson(bytes("[".repeat(20_000_000)))).toBeUndefined();
    expect(growth((size) => bytes("[".repeat(size)), 5_000_000, parseJson)).toBeLessThan(9);
  });
});
