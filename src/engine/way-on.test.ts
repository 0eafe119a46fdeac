import { describe, expect, it } from "vitest";
import { RetryableError, TerminalError } from "./errors.ts";
import { wayOn } from "./way-on.ts";

const now = new Date("2026-11-20T12:00:00Z");
const later = new Date("2026-11-20T12:42:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe("wayOn()", () => {
  it.each([
    [
      "the time the world named",
      new RetryableError("limit", { nextAt: later }),
      3,
      { kind: "park", until: later },
    ],
    ["5 s at first", new RetryableError("502"), 0, { kind: "park", until: after(5) }],
    ["twice as long each time", new RetryableError("502"), 3, { kind: "park", until: after(40) }],
    ["at most ten minutes", new RetryableError("502"), 500, { kind: "park", until: after(600) }],
    ["an hour for a refusal", new TerminalError("403"), 0, { kind: "fail", until: after(3_600) }],
    ["as an outage for our own mistakes", new Error("bug"), 6, { kind: "park", until: after(320) }],
    [
      "six hours at the eighth of our own mistakes",
      new Error("bug"),
      7,
      { kind: "fail", until: after(6 * 3_600), reason: "set aside after 8 attempts: bug" },
    ],
  ] as const)("waits %s", (...[, error, attempts, expected]) => {
    expect(wayOn({ error, attempts, now, jitter: 1 })).toEqual({ reason: error.message, ...expected });
  });

  it("spreads those who failed together over half of the time", () => {
    expect(wayOn({ error: new RetryableError("502"), attempts: 0, now, jitter: 0 }).until).toEqual(
      after(2.5),
    );
  });
});
