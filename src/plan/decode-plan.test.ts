import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePlan } from "./decode-plan.ts";
import { growth } from "../../test/growth.ts";

const offsetsOf = (bytes: Uint8Array) => {
  const { text, byteOffsetOf } = decodePlan(bytes);
  return Array.from({ length: text.length + 1 }, (_, offset) => byteOffsetOf(offset));
};

describe("decodePlan()", () => {
  it.each([
    ["nothing", [], "", [0]],
    ["plain text", [0x61, 0x0d, 0x0a], "a\r\n", [0, 1, 2, 3]],
    ["NUL", [0x61, 0x00, 0x62], "a\u0000b", [0, 1, 2, 3]],
    [
      "two, three and four bytes",
      [0xc3, 0xa9, 0xe2, 0x9c, 0x85, 0xf0, 0x9f, 0x8e, 0x89],
      "é✅🎉",
      [0, 2, 5, 5, 9],
    ],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "a", [3, 4]],
    ["two byte order marks", [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61], "a", [6, 7]],
    ["a byte order mark inside", [0x61, 0xef, 0xbb, 0xbf], "a\uFEFF", [0, 1, 4]],
    ["half a byte order mark", [0xef, 0xbb], "\uFFFD\uFFFD", [0, 1, 2]],
    ["a lone tail", [0x80, 0x61], "\uFFFDa", [0, 1, 2]],
    ["a cut sequence", [0xe2, 0x9c, 0x61], "\uFFFD\uFFFDa", [0, 1, 2, 3]],
    ["an overlong slash", [0xc0, 0xaf], "\uFFFD\uFFFD", [0, 1, 2]],
    ["an overlong NUL", [0xe0, 0x80, 0x80], "\uFFFD\uFFFD\uFFFD", [0, 1, 2, 3]],
    ["a surrogate", [0xed, 0xa0, 0x80], "\uFFFD\uFFFD\uFFFD", [0, 1, 2, 3]],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80], "\uFFFD\uFFFD\uFFFD\uFFFD", [0, 1, 2, 3, 4]],
    ["five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80], "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", [0, 1, 2, 3, 4, 5]],
    ["cp1252", [0x93, 0x61, 0x94], "\uFFFDa\uFFFD", [0, 1, 2, 3]],
    ["the last letter", [0xf4, 0x8f, 0xbf, 0xbf], "\u{10FFFF}", [0, 0, 4]],
  ])("decodes %s", (...[, values, text, offsets]) => {
    const bytes = Uint8Array.from(values);

    expect(decodePlan(bytes).text).toBe(text);
    expect(offsetsOf(bytes)).toEqual(offsets);
  });

  it("keeps offsets within the file", () => {
    const { byteOffsetOf } = decodePlan(new TextEncoder().encode("é"));

    expect([-1, 0.5, 2, 99].map(byteOffsetOf)).toEqual([0, 0, 2, 2]);
  });

  it("decodes all that is valid as TextDecoder does, with offsets that lead back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (written) => {
        const bytes = new TextEncoder().encode(written);
        const { text, byteOffsetOf } = decodePlan(bytes);

        expect(text).toBe(new TextDecoder().decode(bytes).replace(/^\uFEFF+/, ""));
        for (let offset = 0; offset <= text.length; offset += 1) {
          if (/[\uDC00-\uDFFF]/.test(text.charAt(offset))) continue;
          const rest = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
            bytes.subarray(byteOffsetOf(offset)),
          );
          expect(rest).toBe(text.slice(offset));
        }
      }),
    );
  });

  it("maps every character of any bytes to ascending places, each invalid byte to itself", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { text, byteOffsetOf } = decodePlan(bytes);

        const units = Array.from({ length: text.length }, (_, offset) => offset);
        const begins = units.filter((offset) => !/[\uDC00-\uDFFF]/.test(text.charAt(offset)));
        const starts = begins.map(byteOffsetOf);
        const replaced = units.filter(
          (offset) => text.charAt(offset) === "\uFFFD" && bytes[byteOffsetOf(offset)] !== 0xef,
        );
        expect(new Set(starts).size).toBe(starts.length);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        expect(replaced.map((offset) => byteOffsetOf(offset + 1) - byteOffsetOf(offset))).toEqual(
          replaced.map(() => 1),
        );
        expect(byteOffsetOf(text.length)).toBe(bytes.length);
      }),
    );
  });

  it("takes time in proportion, up to 1 MB", () => {
    const bytesOf = (lines: number): Uint8Array =>
      new TextEncoder().encode("- [ ] é ✅ 🎉 plain words here\n".repeat(lines));

    expect(growth(bytesOf, 7_000, decodePlan)).toBeLessThan(9);
  });
});
