import { describe, expect, it } from "vitest";
import type { Command } from "../model/statement.ts";
import { describeAnswers } from "./answers.ts";

const commands: readonly Command[] = [
  { kind: "approve", gate: "G3" },
  { kind: "attest", gate: "G3.2", because: "@org/everybody look" },
  { kind: "decide", decision: "D1", option: "proceed" },
  { kind: "waive", gate: "G2", until: "2026-12-01", because: "Fixes #1" },
  { kind: "revoke", gate: "G3" },
  { kind: "release", version: "v1.2.3" },
  { kind: "confirm" },
  { kind: "recheck" },
  { kind: "help" },
];

describe("describeAnswers()", () => {
  it("says what was taken", () => {
    expect(describeAnswers(commands.map((command) => ({ kind: "accepted", command })))).toMatchSnapshot();
  });

  it("says where it is the speaker's own work, and what the gate says now", () => {
    const command = { kind: "approve", gate: "G3" } as const;

    expect(
      describeAnswers([{ kind: "accepted", command, self: true, now: "1 of 2 approvals are there." }]),
    ).toBe(
      "Approval of `G3` noted. It holds while the gate's words stay as they are. It is shown as self-made. 1 of 2 approvals are there.",
    );
  });

  it("says why not, and the way out", () => {
    const reason = 'it needs the role "maintain" on the plan\'s repository: yours is "write"';
    const wayOut = "somebody who has it has to say it";

    expect(
      describeAnswers([
        { kind: "refused", command: { kind: "release", version: "v1.2.3" }, reason, wayOut },
        { kind: "edited" },
        { kind: "unreadable", problems: [{ line: 2, column: 1, rule: "x", message: "Cannot read this" }] },
        { kind: "help", rows: [{ form: "/plangate help", least: "read", selfAllowed: true }] },
      ]),
    ).toMatchSnapshot();
  });

  it("repeats nobody's words, and no line of it is anybody's command", () => {
    const text = describeAnswers([
      ...commands.map((command) => ({ kind: "accepted", command }) as const),
      ...commands.map((command) => ({ kind: "refused", command, reason: "no", wayOut: "ask" }) as const),
    ]);

    expect(text).not.toContain("everybody");
    expect(text).not.toContain("Fixes");
    expect(text.split("\n").filter((line) => /^\s*[/@]/.test(line))).toEqual([]);
  });
});
