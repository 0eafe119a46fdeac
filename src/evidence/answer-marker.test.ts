import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerMarker, printAnswerMarker, readAnswerMarkers } from "./answer-marker.ts";

const marker: AnswerMarker = {
  comment: 12,
  kind: "approve",
  subject: "G3",
  by: { id: 7, login: "ada" },
  wording: "0123456789abcdef0123456789abcdef",
};

describe("readAnswerMarkers()", () => {
  it("reads back what printAnswerMarker() printed", () => {
    const printed = printAnswerMarker(marker);

    expect(printed).toBe(
      "<!-- plangate: answer comment=12 kind=approve subject=G3 by=7:ada wording=0123456789abcdef0123456789abcdef -->",
    );
    expect(readAnswerMarkers(`${printed}\r\nApproval noted.`)).toEqual([marker]);
  });

  it("reads several, and those with less in them", () => {
    const others: AnswerMarker[] = [
      { comment: 12, kind: "help" },
      { comment: 12, kind: "refused", subject: "G4" },
      { comment: 12, kind: "release", subject: "v1.2.3", by: { id: 7, login: "ada" }, made: true },
    ];

    expect(readAnswerMarkers([marker, ...others].map(printAnswerMarker).join("\n"))).toEqual([
      marker,
      ...others,
    ]);
  });

  it("reads none below any other line: that is somebody's text", () => {
    expect(readAnswerMarkers(`Noted.\n${printAnswerMarker(marker)}`)).toEqual([]);
  });

  it.each([
    "<!-- plangate: answer comment=12 kind=nonsense -->",
    "<!-- plangate: answer comment=x kind=approve -->",
    "<!-- plangate: answer kind=approve comment=12 -->",
    " <!-- plangate: answer comment=12 kind=approve -->",
    "<!-- plangate: answer comment=12 kind=approve --> x",
    "<!--plangate: answer comment=12 kind=approve-->",
  ])("does not read %s", (line) => {
    expect(readAnswerMarkers(line)).toEqual([]);
  });

  it("reads nothing of anything else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (body) => {
        expect(readAnswerMarkers(body)).toEqual([]);
      }),
    );
  });
});

describe("printAnswerMarker()", () => {
  it("refuses what it could not read back", () => {
    expect(() => printAnswerMarker({ ...marker, subject: "G3 -->" })).toThrow(/Cannot print/);
  });
});
