import * as fc from "fast-check";
import { expect, it } from "vitest";
import { RetryableError, TerminalError } from "../../src/engine/errors.ts";
import type { GitHub } from "../../src/engine/github.ts";
import type { LogEntry } from "../../src/engine/log.ts";
import { reconcilerOf } from "../../src/engine/reconcile-target.ts";
import { workOnce } from "../../src/engine/work.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { openStore } from "../../src/store/open-store.ts";
import { openJsonLog } from "../../src/web/json-log.ts";
import { homeFacts } from "../shared/fake-github.ts";
import { openMemoryGitHub } from "./memory-github.ts";
import { settingsTextOf } from "./story.ts";
import { thousandRuns } from "./thousand-runs.ts";

const letters = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom("a", "b", "c", "D", "E", "F", "0", "5", "9"),
    minLength: length,
    maxLength: length,
  });

/** What must be seen nowhere, and around it what errors say. */
const canary = fc.oneof(
  letters(36).map((text) => `ghs_${text}`),
  letters(36).map((text) => `ghp_${text}`),
  letters(36).map((text) => `gho_${text}`),
  letters(36).map((text) => `ghu_${text}`),
  letters(72).map((text) => `ghr_${text}`),
  letters(60).map((text) => `github_pat_11${text}`),
  letters(40).map((text) => `-----BEGIN RSA PRIVATE KEY-----\n${text}\n-----END RSA PRIVATE KEY-----`),
  fc.tuple(letters(20), letters(30), letters(30)).map((parts) => `eyJ${parts.join(".")}`),
  letters(64).map((text) => `sha256=${text.toLowerCase()}`),
);
const around = fc.constantFrom("", " ", "(", '"', ": ", "\n", "token ", "https://x-access-token:");

const mishap = fc.record({
  canary,
  before: around,
  after: fc.constantFrom("", " ", ")", '"', "\n", "@github.com/o/r.git"),
  error: fc.constantFrom("retryable", "terminal", "our own" as const),
  /** At which call of the port it is thrown. */
  call: fc.integer({ min: 1, max: 25 }),
});
type Mishap = typeof mishap extends fc.Arbitrary<infer T> ? T : never;

function errorOf({ canary: secret, before, after, error }: Mishap): Error {
  const message = `Cannot do it: ${before}${secret}${after} was refused`;
  if (error === "retryable") return new RetryableError(message);
  return error === "terminal" ? new TerminalError(message, { status: 403 }) : new Error(message);
}

/** Everything that leaves plangate when one call to GitHub ends in that error. */
async function shownAfter(one: Mishap): Promise<string> {
  const world = openMemoryGitHub(
    "# Kite\n\n- [ ] write\n",
    settingsTextOf({ mode: "tasks", links: "inline" }),
  );
  let calls = 0;
  const github = new Proxy(world.github, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || name === "counts") return member;
      return async (...given: unknown[]): Promise<unknown> => {
        calls += 1;
        if (calls === one.call) throw errorOf(one);
        return Reflect.apply(member, target, given);
      };
    },
  }) satisfies GitHub;
  const store = openStore(":memory:", { now: world.now });
  const lines: string[] = [];
  const toLines = openJsonLog({ write: (line) => lines.push(line), now: world.now });
  const entries: LogEntry[] = [];
  const reconcile = reconcilerOf({
    connect: async () => github,
    parser: { parse: async (bytes, settings) => parsePlan(bytes, settings), close: async () => undefined },
    store,
    now: world.now,
    quarantineMs: 600_000,
    webUrl: "https://github.com",
  });
  await store.mark([{ kind: "repository", repository: homeFacts.id }]);
  const log = (entry: LogEntry): void => {
    entries.push(entry);
    toLines(entry);
  };
  for (let round = 0; round < 2; round += 1) {
    while (await workOnce({ store, reconcile, now: world.now, random: () => 0, leaseMs: 120_000, log }));
    world.pass(2 * 3_600_000);
    await store.mark([{ kind: "repository", repository: homeFacts.id }]);
  }
  const kept = [await store.recent(100), await store.waiting(), [...(await store.refusals("1:plan.md"))]];
  await store.close();
  return JSON.stringify([lines, kept, world.fake.checks, world.issues(), world.comments, world.file()]);
}

it("no secret is seen in log, history, status, checks or issues, wherever an error with one in it is thrown", async () => {
  const property = fc.asyncProperty(mishap, async (one) => {
    const shown = await shownAfter(one);

    const secret = JSON.stringify(one.canary).slice(1, -1);
    // Of a key only what stands between its lines is one.
    const parts = secret.split(String.raw`\n`).filter((part) => !part.startsWith("-----"));
    expect(parts.filter((part) => shown.includes(part))).toEqual([]);
  });

  await fc.assert(property, thousandRuns);
}, 120_000);
