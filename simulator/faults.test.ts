import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FaultKind } from "./faults.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";
import type { RepositoryView } from "./views/repository-view.ts";

const at = { owner: "acme", repo: "tool" };

let simulator: Simulator;
let tool: RepositoryView;
let octokit: Octokit;

beforeEach(async () => {
  simulator = await startSimulator({ now: new Date("2026-03-02T10:00:00Z") });
  simulator.organization("acme");
  tool = simulator.repository("acme/tool", { collaborators: { ada: "write" } });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  octokit = new Octokit({
    baseUrl: simulator.url,
    auth: simulator.app({ slug: "plangate" }).install("acme").token(),
    log,
  });
});

afterEach(() => simulator.close());

async function createUnder(kind: FaultKind): Promise<{ status: unknown; titles: string[] }> {
  simulator.faults.inject({ when: { nthWrite: 1 }, kind });
  const status = await octokit.rest.issues.create({ ...at, title: "T1" }).then(
    (answer) => answer.status,
    (error: { status?: number }) => error.status,
  );
  return { status, titles: tool.issues().map((issue) => issue.title) };
}

describe("Faults", () => {
  it.each<[FaultKind, number, boolean]>([
    ["500-not-applied", 500, false],
    ["502-applied", 502, true],
    ["reset-before", 500, false],
    ["reset-after", 500, true],
    ["403-limit", 403, false],
    ["401", 401, false],
    ["html-error", 503, false],
    ["applied-late", 502, false],
  ])("%s answers %d and has applied: %s", async (kind, status, isApplied) => {
    const answer = await createUnder(kind);

    expect(answer).toEqual({ status, titles: isApplied ? ["T1"] : [] });
    expect(simulator.violations).toEqual([]);
  });

  it("applies what is late when the clock moves on", async () => {
    await createUnder("applied-late");
    await simulator.advance(59_000);
    const before = tool.issues().length;
    await simulator.advance(1_000);

    expect([before, tool.issues().length]).toEqual([0, 1]);
    expect(simulator.writes).toHaveLength(1);
  });

  it("cuts the JSON of an answer in half", async () => {
    simulator.faults.inject({ when: (request) => request.path.endsWith("/issues"), kind: "truncated-json" });

    const response = await fetch(`${simulator.url}/repos/acme/tool/issues`);

    await expect(response.json()).rejects.toThrow(/JSON/);
  });

  it("strikes the k-th write alone", async () => {
    simulator.faults.inject({ when: { nthWrite: 2 }, kind: "500-not-applied" });
    const titles = ["T1", "T2", "T3"];

    const answers = await Promise.allSettled(
      titles.map((title) => octokit.rest.issues.create({ ...at, title })),
    );

    expect(answers.filter((answer) => answer.status === "rejected")).toHaveLength(1);
    expect(simulator.writes.map((write) => write.fault)).toContain("500-not-applied");
    expect(tool.issues()).toHaveLength(2);
  });

  it("lets a test change the world between the effect and the answer", async () => {
    simulator.faults.onRequest = (phase, request) => {
      if (phase === "after-effect" && request.kind === "write") simulator.as("ada", "acme/tool").close(1);
    };

    const { data } = await octokit.rest.issues.create({ ...at, title: "T1" });

    expect([data.state, tool.issue(1).state]).toEqual(["open", "closed"]);
  });

  it("lets a test kill the line before an effect", async () => {
    simulator.faults.onRequest = (phase) => (phase === "before" ? "cut" : undefined);

    await expect(octokit.rest.issues.create({ ...at, title: "T1" })).rejects.toThrow("other side closed");
    expect(tool.issues()).toEqual([]);
  });
});

describe("Lies", () => {
  it("leaves a new issue out of lists for a while", async () => {
    simulator.lies.listLagMs = 60_000;
    await octokit.rest.issues.create({ ...at, title: "T1" });

    const early = await octokit.rest.issues.listForRepo(at);
    await simulator.advance(60_000);
    const late = await octokit.rest.issues.listForRepo(at);

    expect([early.data.length, late.data.length]).toEqual([0, 1]);
  });

  it("does not know a new issue on a lagging replica", async () => {
    simulator.lies.replicaLagMs = 5_000;
    await octokit.rest.issues.create({ ...at, title: "T1" });

    await expect(octokit.rest.issues.get({ ...at, issue_number: 1 })).rejects.toMatchObject({ status: 404 });
    await simulator.advance(5_000);

    await expect(octokit.rest.issues.get({ ...at, issue_number: 1 })).resolves.toMatchObject({ status: 200 });
  });

  it("gives bodies back with CRLF", async () => {
    simulator.lies.crlf = true;

    const { data } = await octokit.rest.issues.create({ ...at, title: "T1", body: "a\nb" });

    expect(data.body).toBe("a\r\nb");
  });
});

describe("Limits", () => {
  it("takes 80 creations a minute and says when to come back", async () => {
    simulator.limits.contentPerMinute = 2;
    await octokit.rest.issues.create({ ...at, title: "T1" });
    await octokit.rest.issues.create({ ...at, title: "T2" });

    const third = octokit.rest.issues.create({ ...at, title: "T3" });

    await expect(third).rejects.toMatchObject({
      status: 403,
      response: { headers: { "retry-after": "60" } },
    });
    await simulator.advance(60_000);
    await octokit.rest.issues.create({ ...at, title: "T3" });
    expect(tool.issues()).toHaveLength(3);
  });

  it("refuses once the hour's requests are spent, and a 304 costs nothing", async () => {
    simulator.limits.corePerHour = 2;
    const first = await octokit.rest.repos.get(at);
    const headers = { "if-none-match": first.headers.etag ?? "" };

    await expect(octokit.rest.repos.get({ ...at, headers })).rejects.toMatchObject({ status: 304 });
    await octokit.rest.repos.get(at);
    const spent = octokit.rest.repos.get(at);

    await expect(spent).rejects.toMatchObject({
      status: 403,
      response: { headers: { "x-ratelimit-remaining": "0" } },
    });
  });
});
