import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Marker } from "./marker.ts";
import { readMarker, writeBoxMark, writeMarker } from "./marker.ts";
import { isSameBody, readBody, writeRegion } from "./region.ts";
import type { RepositoryId } from "./repository.ts";

const marker: Marker = {
  subject: "task:ab12",
  plan: "docs/plan.md",
  home: 42 as RepositoryId,
  deployment: "app:7",
  base: "open",
  title: "Write it",
  needs: [],
};
const region = writeRegion(
  marker,
  `Words\n- [x] One ${writeBoxMark("a", "open")}\n- [ ] Two ${writeBoxMark("b", "done")}`,
);
const text = fc.string({ unit: "binary", minLength: 1 });

describe("writeMarker()", () => {
  it("is one line that a person can read", () => {
    expect(writeMarker(marker)).toBe(
      "<!-- plangate: begin subject=task:ab12 plan=docs/plan.md home=42 deployment=app:7 base=open title=Write%20it -->",
    );
  });

  it("gives back what it was given, and no value can end it or come alive", () => {
    fc.assert(
      fc.property(text, text, text, (id, title, milestone) => {
        const given = {
          ...marker,
          id: id.toWellFormed(),
          title: title.toWellFormed(),
          milestone: milestone.toWellFormed(),
        };
        const written = writeMarker(given);

        expect(written).toMatch(/^<!-- plangate: begin [A-Za-z0-9_.:/%,= -]+ -->$/);
        expect(written.slice(4, -3)).not.toContain("--");
        expect(readMarker(written.slice("<!-- plangate: begin ".length, -" -->".length))).toEqual(given);
      }),
    );
  });

  it.each([
    "",
    "subject=task:a",
    "subject=x plan=a home=1 deployment=a base=open title=a",
    "subject=plan subject=plan",
  ])("readMarker() refuses %j", (attributes) => {
    expect(readMarker(attributes)).toBeUndefined();
  });
});

describe("readBody()", () => {
  it.each([
    ["\n", ""],
    ["\r\n", "Hello\r\n\r\n"],
    ["\r\n", "> <!-- plangate: begin quoted -->\r\n"],
  ])("finds region and boxes with line ends %j after %j", (eol, before) => {
    const read = readBody(`${before}${region.replaceAll("\n", eol)}${eol}Bye`);

    expect(read).toEqual({
      kind: "region",
      marker,
      before,
      after: `${eol}Bye`,
      boxes: new Map([
        ["a", { checked: true, base: "open", text: "One" }],
        ["b", { checked: false, base: "done", text: "Two" }],
      ]),
    });
  });

  it.each([
    ["", "none"],
    ["Only words", "none"],
    [region.replace("<!-- plangate: end -->", ""), "damaged"],
    [region.replace("base=open title", "base=maybe title"), "damaged"],
    [region.replace(" -->\nWords", "\nWords"), "damaged"],
    [`${region}\n${region}`, "damaged"],
    ["<!-- plangate: end -->", "damaged"],
    [`<!-- plangate: end -->\n${region.replace("\n<!-- plangate: end -->", "")}`, "damaged"],
  ])("says of %j: %s", (body, kind) => {
    expect(readBody(body).kind).toBe(kind);
  });

  it("leaves out a box that stands there twice", () => {
    const read = readBody(region.replace("Words", `- [ ] One ${writeBoxMark("a", "open")}`));

    expect(read.kind === "region" ? [...read.boxes.keys()] : []).toEqual(["b"]);
  });

  it("answers for any body at all", () => {
    const bits = fc.constantFrom(
      "<!-- plangate: begin ",
      "<!-- plangate: end -->",
      " -->",
      "\n",
      "\r\n",
      region,
      "x",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, text)), (parts) => {
        expect(["none", "damaged", "region"]).toContain(readBody(parts.join("")).kind);
      }),
    );
  });
});

it("isSameBody() looks past line ends and trailing space", () => {
  expect(isSameBody("a\nb", "a\r\nb\r\n")).toBe(true);
  expect(isSameBody("a\nb", "a\n\nb")).toBe(false);
});
