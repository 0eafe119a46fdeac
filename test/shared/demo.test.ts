import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runDemo } from "../run-demo.ts";
import { plansFolder, seedPlans } from "./plans-folder.ts";

describe("plangate demo on the plans it was conceived for", () => {
  it.each(seedPlans())(
    "$name",
    async ({ name }) => {
      const { exitCode, text, errors } = await runDemo([join(plansFolder(), name)]);

      expect(text).not.toContain("Not as told");
      expect(errors).toBe("");
      expect(text).toMatch(/\d+ reads, 0 writes/);
      expect(exitCode).toBe(0);
    },
    180_000,
  );

  it("tasks as issues, over two repositories", async () => {
    const plan = join(plansFolder(), "seeds/memory-packaging-roadmap.md");
    const { exitCode, text } = await runDemo([plan, "--issues", "tasks"]);

    expect(text).not.toContain("Not as told");
    expect(exitCode).toBe(0);
  }, 180_000);
});
