import { describe, expect, it } from "vitest";
import { scrub } from "./scrub.ts";
import { growth } from "../../test/growth.ts";

const canaries: readonly [string, string][] = [
  ["an installation token", `ghs_${"aB3".repeat(12)}`],
  ["a personal token", `ghp_${"aB3".repeat(12)}`],
  ["an OAuth token", `gho_${"aB3".repeat(12)}`],
  ["a user token", `ghu_${"aB3".repeat(12)}`],
  ["a refresh token", `ghr_${"aB3".repeat(24)}`],
  ["a fine-grained token", `github_pat_${"11ABC_".repeat(12)}`],
  ["a private key", `-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----`],
  ["a private key that was cut", `-----BEGIN PRIVATE KEY-----\nMIIEow\nIBAAKC`],
  ["a JSON web token", `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl`],
  ["a signature", `sha256=${"0a".repeat(32)}`],
];

describe("scrub()", () => {
  it.each(canaries)("takes %s out of a sentence", (_name, canary) => {
    const text = `GET https://${canary}@github.com failed: ${canary} (${canary})`;

    const clean = scrub(text);

    expect(clean).not.toContain(canary);
    expect(clean).toContain("[secret]");
    expect(clean.startsWith("GET https://")).toBe(true);
  });

  it("takes credentials out of an address", () => {
    expect(scrub("push to https://x-access-token:s3cretvalue@github.com/o/r failed")).toBe(
      "push to https://[secret]@github.com/o/r failed",
    );
  });

  it("takes the token out of an authorization", () => {
    expect(scrub("authorization: Bearer abcdefghijklmnopqrst, next")).toBe(
      "authorization: Bearer [secret], next",
    );
  });

  it("leaves words, numbers, commits and addresses alone", () => {
    const text = `o/r#12 at ${"0a".repeat(20)}: https://github.com/o/r/issues/12 is closed (token bucket)`;

    expect(scrub(text)).toBe(text);
  });

  it("cuts what is too long", () => {
    expect(scrub("a".repeat(5_000))).toHaveLength(1_001);
  });

  it.each(["ghs_", "-----BEGIN A-----", "eyJ.", "://a:b", "bearer "])(
    "takes time in proportion on a text made of %s",
    (part) => {
      expect(growth((size) => part.repeat(size), 100_000, scrub)).toBeLessThan(9);
    },
  );
});
