import { describe, expect, it } from "vitest";
import { runDemo } from "./run-demo.ts";

describe("plangate demo", () => {
  it.each(["phases", "tasks"])(
    "tells the sample's story to its end, issues: %s",
    async (issues) => {
      const { exitCode, text, errors } = await runDemo(["--issues", issues]);

      expect(text).not.toContain("Not as told");
      expect(errors).toBe("");
      expect(text).toContain("v0.9.0 may not be tagged");
      expect(text).toContain("is refused");
      expect(text).toContain("wen tries again: git push origin v0.9.0");
      expect(text).toContain("remote: - Cannot create ref due to creations being restricted.");
      expect(text).toContain("[remote rejected] v0.9.0 -> v0.9.0");
      expect(text).not.toContain("x-access-token");
      expect(text).toMatch(/^\s+\+- \[x\] T001 /m);
      expect(text).toMatch(/makes the tag v0\.9\.0 at [0-9a-f]{7} and publishes the release/);
      expect(text).toMatch(/\d+ reads, 0 writes/);
      // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
      expect(text).not.toMatch(/\u001B/);
      expect(exitCode).toBe(0);
    },
    120_000,
  );

  it("says so where the machine has no git to push the refused tag with", async () => {
    const { exitCode, text } = await runDemo([], { PATH: "/nowhere" });

    expect(text).toContain("this machine has no git to push with, which would say:");
    expect(text).toContain("[remote rejected] v0.9.0 -> v0.9.0");
    expect(exitCode).toBe(0);
  }, 120_000);

  it("says that a plan is missing", async () => {
    const { exitCode, errors } = await runDemo(["no-such-plan.md"]);

    expect(errors).toContain('Cannot read the plan "no-such-plan.md"');
    expect(exitCode).toBe(2);
  });
});
