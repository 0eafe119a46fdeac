import { describe, expect, it } from "vitest";
import type { LogEntry } from "../engine/log.ts";
import { openJsonLog } from "./json-log.ts";

const now = () => new Date("2026-11-20T12:00:00Z");

function logged(...entries: readonly LogEntry[]): string {
  const lines: string[] = [];
  const log = openJsonLog({ write: (line) => lines.push(line), now });
  for (const entry of entries) log(entry);
  return lines.join("");
}

describe("openJsonLog()", () => {
  it("writes one line for each entry", () => {
    const text = logged(
      { kind: "delivery", status: 202, delivery: "d1", event: "push", repositories: 1, reason: "accepted" },
      { kind: "swept", repositories: 12 },
    );

    expect(text).toBe(
      `{"at":"2026-11-20T12:00:00.000Z","kind":"delivery","status":202,"delivery":"d1","event":"push","repositories":1,"reason":"accepted"}
{"at":"2026-11-20T12:00:00.000Z","kind":"swept","repositories":12}
`,
    );
  });

  it("leaves out what is not on its list, and whatever looks like a secret", () => {
    const token = `ghs_${"aB3".repeat(12)}`;
    const entry = {
      kind: "note",
      reason: `Cannot fetch with ${token}`,
      headers: { authorization: token },
      body: "the canary in the payload",
    } as LogEntry;

    const text = logged(entry);

    expect(text).toBe(
      '{"at":"2026-11-20T12:00:00.000Z","kind":"note","reason":"Cannot fetch with [secret]"}\n',
    );
  });

  it("lets no text begin a line of its own", () => {
    const text = logged({ kind: "note", reason: 'a\n{"kind":"delivery","status":202}\u2028b' });

    expect(text.trimEnd().split("\n")).toHaveLength(1);
  });
});
