import { describe, expect, it } from "vitest";
import { homeFacts, openFakeGitHub } from "../../test/shared/fake-github.ts";
import type { TagFact } from "../model/evidence.ts";
import type { CommitSha } from "../model/repository.ts";
import { openStore } from "../store/open-store.ts";
import { TerminalError } from "./errors.ts";
import type { GitHub } from "./github.ts";
import type { PastCheckFacts } from "./release-port.ts";
import { setBackOlder } from "./set-back.ts";

const now = new Date("2026-11-20T12:00:00Z");
const older = "c1" as CommitSha;
const home = { facts: homeFacts, commit: "c2" as CommitSha, problems: [] };

const green = (name: string, more: Partial<PastCheckFacts> = {}): PastCheckFacts => ({
  commit: older,
  name,
  conclusion: "success",
  externalId: "said by the branch's head",
  startedAt: "2026-11-20T11:59:00Z",
  ...more,
});

interface Past {
  readonly checks: readonly PastCheckFacts[] | "unreadable";
  readonly tags?: readonly TagFact[];
}

/** Names and conclusions of what was posted, with the commits. */
async function setBack({ checks, tags = [] }: Past): Promise<readonly string[]> {
  const fake = openFakeGitHub();
  const more: Partial<GitHub> = {
    checksBefore: async () => {
      if (checks === "unreadable") throw new TerminalError("Resource not accessible by integration");
      return checks;
    },
    tags: async () => tags,
  };
  const github = new Proxy(fake.connection, {
    get: (target, name) => (name in more ? Reflect.get(more, name) : (Reflect.get(target, name) as unknown)),
  });
  const store = openStore(":memory:", { now: () => now });
  const parser = {
    parse: () => Promise.reject(new Error("no plan is read")),
    close: () => Promise.resolve(),
  };
  const ground = { store, parser, now: () => now, quarantineMs: 0, webUrl: "https://github.com" };
  const ports = { ...ground, connect: async () => github };
  await setBackOlder(home, { github, ports, lease: undefined, signal: undefined });
  await store.close();
  return fake.checks.map(({ commit, name, conclusion }) => `${commit} ${name}: ${conclusion}`);
}

describe("setBackOlder()", () => {
  it("takes back every success that a release's check had on an older commit, and nothing else", async () => {
    const checks = [
      green("plangate/release v1.0.0"),
      green("plangate/release v2.0.0", { conclusion: "neutral" }),
      green("plangate/plan docs/plan.md"),
    ];

    expect(await setBack({ checks })).toEqual(["c1 plangate/release v1.0.0: cancelled"]);
  });

  it("leaves the proof of a tag at that very commit, by whichever form of the version", async () => {
    const checks = [green("plangate/release v0.2")];

    expect(await setBack({ checks, tags: [{ name: "v0.2.0", commit: older }] })).toEqual([]);
    expect(await setBack({ checks, tags: [{ name: "v0.2.0", commit: home.commit }] })).toHaveLength(1);
  });

  it("leaves what a release says that may still be on its way to its tag, for ten minutes", async () => {
    const ofRelease = { externalId: "release:abc" };
    const young = green("plangate/release v1.0.0", { ...ofRelease, startedAt: "2026-11-20T11:51:00Z" });
    const old = green("plangate/release v1.0.0", { ...ofRelease, startedAt: "2026-11-20T11:49:00Z" });

    expect(await setBack({ checks: [young] })).toEqual([]);
    expect(await setBack({ checks: [old] })).toHaveLength(1);
  });

  it("writes nothing where GitHub does not show the checks, and does not fail", async () => {
    expect(await setBack({ checks: "unreadable" })).toEqual([]);
  });
});
