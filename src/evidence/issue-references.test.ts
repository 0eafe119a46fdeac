import { describe, expect, it } from "vitest";
import { issueReferences } from "./issue-references.ts";

const named = (text: string): readonly string[] =>
  issueReferences(text, "acme/tool").map(({ repository, number }) => `${repository}#${number}`);

describe("issueReferences()", () => {
  it.each([
    ["Closes #12", ["acme/tool#12"]],
    ["(#12), #13 and #12 again", ["acme/tool#12", "acme/tool#13"]],
    ["Part of acme/web#3", ["acme/web#3"]],
    ["See https://github.com/acme/tool/issues/7#issuecomment-1", ["acme/tool#7"]],
    ["https://git.example.org/acme/tool/pull/8", ["acme/tool#8"]],
    ["colour #ff6b6b, channel#general, word#12, v1#2", []],
    ["", []],
  ])("reads %j", (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it("stops at two hundred", () => {
    const text = Array.from({ length: 500 }, (_, index) => `#${index + 1}`).join(" ");

    expect(named(text)).toHaveLength(200);
  });
});
