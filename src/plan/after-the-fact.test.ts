import { describe, expect, it } from "vitest";
import { isAfterTheFact } from "./after-the-fact.ts";

describe("isAfterTheFact()", () => {
  it.each([
    "Git tag created",
    "Git tag v0.2.0 created",
    "Create git tag v1.0.0",
    "Tag release v0.1.0",
    "Commit & Tag",
    "Push tags",
    "GitHub release published",
    "v0.1.16 GitHub release created",
    "PyPI package published",
    "Publish `tool` v0.1.0 to PyPI",
    "Docker image published",
    "Announce on the list",
  ])("%s comes after the tag", (words) => {
    expect(isAfterTheFact(words)).toBe(true);
  });

  it.each([
    "Release notes drafted",
    "GitHub release automation",
    "PyPI publishing workflow",
    "Publish to TestPyPI",
    "Migration guides published",
    "Version bump to v0.4.9",
    "Monitoring and logging",
    "Rollback procedures documented",
    "Create release branch",
    "Tag the photos",
  ])("%s does not", (words) => {
    expect(isAfterTheFact(words)).toBe(false);
  });
});
