import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, finalOf, isSameVersion, parseVersion } from "./version.ts";
import type { Version } from "./version.ts";

const versionOf = (text: string): Version => {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`Cannot read the version "${text}"`);
  return version;
};

describe("parseVersion()", () => {
  test.each([
    "v1",
    "1",
    "V1.2.3",
    "v01.2.3",
    "v1.02.3",
    "v1.2.03",
    "v1.2.3.4",
    "v1.2.x",
    "v1.2.3-",
    "v1.2.3-rc..1",
    "v1.2.3-01",
    "v1.2.3+",
    " v1.2.3",
    "v1.2.3\n",
    "v١.٢.٣",
    "v1.2.3-rç",
    "release-1.2.3",
    "",
    "v1.2.9999999999999999",
  ])("is no version: %j", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  test("reads a version without patch", () => {
    expect(parseVersion("v0.2")).toEqual({
      prefix: "v",
      major: 0,
      minor: 2,
      patch: 0,
      prerelease: [],
      build: "",
    });
  });
});

describe("compareVersions()", () => {
  test("orders as semantic versioning does", () => {
    const ordered =
      "v0.2 v1.0.0-alpha v1.0.0-alpha.1 v1.0.0-alpha.beta v1.0.0-beta.2 v1.0.0-beta.11 v1.0.0-rc.1 v1.0.0 v1.9.0 v1.10.0";

    const sorted = ordered
      .split(" ")
      .toReversed()
      .sort((left, right) => compareVersions(versionOf(left), versionOf(right)));

    expect(sorted.join(" ")).toBe(ordered);
  });

  test("is a total order", () => {
    const number = fc.integer({ min: 0, max: 3 });
    const identifier = fc.constantFrom("0", "1", "10", "a", "b", "a-b");
    const version = fc
      .tuple(number, number, fc.array(identifier, { maxLength: 3 }))
      .map(([major, minor, prerelease]) =>
        versionOf(`v${major}.${minor}${prerelease.length > 0 ? `-${prerelease.join(".")}` : ""}`),
      );

    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
        const sorted = [a, b, c].sort(compareVersions);
        expect(compareVersions(sorted[0] ?? a, sorted[2] ?? a)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

test("isSameVersion() takes v0.2 and v0.2.0 for one release, and no other prefix or build", () => {
  expect(isSameVersion("v0.2.0", "v0.2")).toBe(true);
  expect(isSameVersion("0.2.0", "v0.2")).toBe(false);
  expect(isSameVersion("v0.2.0+1", "v0.2.0")).toBe(false);
  expect(isSameVersion("v0.2.0-rc.1", "v0.2.0")).toBe(false);
  expect(isSameVersion("latest", "latest")).toBe(false);
});

test("finalOf() names the version a prerelease leads to", () => {
  expect(finalOf(versionOf("v1.2-rc.1"))).toBe("v1.2.0");
});
