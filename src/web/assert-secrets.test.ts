import { describe, expect, it } from "vitest";
import { assertSecrets } from "./assert-secrets.ts";

const good = "9f2c4e7a1b8d3f605c9e2a7b4d1f8c36";

describe("assertSecrets()", () => {
  it.each([
    ["there are none", [], "there is no webhook secret"],
    ["one is empty", [good, ""], "webhook secret 2 is empty"],
    ["one is blank", [" ".repeat(40)], "webhook secret 1 is empty"],
    ["one is Probot's default", ["development"], "webhook secret 1 is a default that anybody knows"],
    ["one is a default made long", ["changeme".repeat(5)], "is a default that anybody knows"],
    ["one is GitHub's example", ["It's a Secret to Everybody"], "is a default that anybody knows"],
    ["one is short", [good.slice(1)], "has 31 bytes, fewer than 32"],
    ["one is no secret", ["ab".repeat(20)], "repeats a few characters"],
  ])("refuses to start where %s, and names the way out", (_name, secrets, problem) => {
    expect(() => assertSecrets(secrets)).toThrow(problem);
    expect(() => assertSecrets(secrets)).toThrow("openssl rand -hex 32");
  });

  it("does not repeat the secret in its words", () => {
    expect(() => assertSecrets([good.slice(1)])).not.toThrow(good.slice(1));
  });

  it("takes old and new while a secret is being changed", () => {
    expect(() => assertSecrets([good, `${good}${good}`])).not.toThrow();
  });
});
