import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { printMetrics } from "../../src/evidence/reports/metrics-file.ts";
import { parseReport } from "../../src/evidence/reports/parse-report.ts";
import { toMetrics } from "../../src/evidence/reports/to-metrics.ts";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Kite

## v0.1.0 - First flight

- [x] T001 Tie the knot

**Quality Gate**

- Test coverage ≥ 80%
- No regression >5% from baseline
`;

const settings = [
  "gates: [{ match: G1, criteria: [{ match: coverage, metric: coverage.lines }, { match: regression, metric: bench.* }] }]",
];

/** What \`command: report\` would have kept of a coverage and a benchmark. */
function kept(covered: number, ms: number) {
  const reports = {
    "coverage.xml": `<coverage lines-valid="100" lines-covered="${covered}"/>`,
    "bench.txt": `bench.fly=${ms} ms`,
  };
  const metrics = toMetrics(
    Object.entries(reports).map(([path, text]) =>
      parseReport({ path, bytes: new TextEncoder().encode(text) }),
    ),
  );
  return { "plangate-metrics": { "plangate-metrics.json": printMetrics(metrics) } };
}

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const release = (of: House) =>
  of.tool.checkRuns(of.tool.head()).findLast(({ name }) => name === "plangate/release v0.1.0");

async function open(): Promise<House> {
  house = await openHouse({ plan, settings });
  await house.settle();
  return house;
}

/** Another commit, so that there is one before it. */
async function next(of: House): Promise<void> {
  of.ada.push({ "string.txt": String(of.tool.commits().length) });
  await of.settle();
}

/** T17: runs that claim good numbers for the commit, each with one thing that is not so. */
function notOurs({ simulator, tool }: House): readonly Parameters<House["ada"]["runWorkflow"]>[0][] {
  const fork = simulator.fork("acme/tool", "bob").id;
  const [file = ""] = Object.values(kept(100, 1)["plangate-metrics"]);
  const forged = file.replace('"version": 1,', `"version": 1, "commit": "${tool.head()}", "branch": "main",`);
  return [
    { event: "pull_request", branch: "change" },
    { event: "pull_request", branch: "main" },
    { event: "pull_request_target" },
    { event: "workflow_run" },
    { event: "workflow_call" },
    { event: "schedule" },
    { event: "workflow_dispatch" },
    { event: "repository_dispatch" },
    { event: "release", branch: "v0.1.0" },
    { branch: "v0.1.0" },
    { branch: "change" },
    { branch: "Main" },
    { event: "merge_group", branch: "gh-readonly-queue/change/pr-1-abc" },
    { event: "merge_group", branch: "main" },
    { headRepositoryId: fork },
    { event: "pull_request", branch: "main", headRepositoryId: fork },
    { event: "merge_group", branch: "gh-readonly-queue/main/pr-1-abc", headRepositoryId: fork },
    { artifacts: { metrics: { "plangate-metrics.json": file } } },
    {
      event: "pull_request",
      branch: "change",
      artifacts: { "plangate-metrics": { "plangate-metrics.json": forged } },
    },
  ];
}

describe("a gate that reports prove", () => {
  it("opens by the default branch's own runs against the last that passed, and by nothing else", async () => {
    const of = await open();
    expect(release(of)?.summary).toContain("coverage.lines");
    of.ada.runWorkflow({ artifacts: kept(85, 100) });
    await next(of);

    for (const other of notOurs(of)) {
      of.ada.runWorkflow({ sha: of.tool.head(), artifacts: kept(100, 1), ...other });
    }
    of.simulator.as("ada", "acme/web").runWorkflow({ artifacts: kept(100, 1) });
    await of.later();
    expect(release(of)?.conclusion).not.toBe("success");
    expect(release(of)?.text).toMatch(/"coverage\.lines" is reported by .* alone, which does not count/);

    of.ada.runWorkflow({ artifacts: kept(81, 104) });
    await of.later();
    expect(release(of)).toMatchObject({ conclusion: "success" });
    expect(of.simulator.violations).toEqual([]);
  });

  it("says both numbers where one misses", async () => {
    const of = await open();
    of.ada.runWorkflow({ artifacts: kept(85, 100) });
    await next(of);
    of.ada.runWorkflow({ artifacts: kept(79, 120) });
    await of.later();

    expect(release(of)?.conclusion).not.toBe("success");
    expect(release(of)?.text).toContain("coverage.lines is 79 %, asked is ≥ 80 %");
    expect(release(of)?.text).toContain("bench.fly is 120 ms and was 100 ms");
  });

  it("keeps the numbers in the release's text, where a later gate finds its baseline", async () => {
    const of = await open();
    of.ada.runWorkflow({ artifacts: kept(85, 100) });
    await next(of);
    of.ada.runWorkflow({ artifacts: kept(85, 102) });
    await of.later();
    of.ada.comment(1, "/plangate release v0.1.0");
    await of.settle();
    const [made] = of.tool.releases();
    expect(made?.body).toContain("plangate: metrics");

    const second = plan.replace(
      "# Kite\n",
      "# Kite\n\n## v0.2.0 - Second flight\n\n- [x] T002 Longer string\n\n**Quality Gate**\n\n- No regression >5% from baseline\n",
    );
    const against =
      "gates: [{ match: G1, criteria: [{ match: regression, metric: bench.*, baseline: v0.1.0 }] }]";
    const file = of.tool.file(".github/plangate.yml") ?? "";
    of.ada.push({ [of.path]: second, ".github/plangate.yml": file.replace(/gates: .*/, against) });
    of.ada.runWorkflow({ artifacts: kept(85, 120) });
    await of.later();

    const check = of.tool
      .checkRuns(of.tool.head())
      .findLast(({ name }) => name === "plangate/release v0.2.0");
    expect(check?.text).toContain("bench.fly is 120 ms and was 102 ms at v0.1.0");
  });

  it("keeps run and digest of every number with the release, after the artifacts are gone", async () => {
    const of = await open();
    of.ada.runWorkflow({ artifacts: kept(85, 100) });
    await next(of);
    const run = of.ada.runWorkflow({ artifacts: kept(84, 102) });
    await of.later();
    of.ada.comment(1, "/plangate release v0.1.0");
    await of.settle();

    await of.simulator.advance(91 * 86_400_000);
    await of.later();

    const token = of.installation.token();
    const response = await fetch(`${of.simulator.url}/repos/acme/tool/actions/runs/${run}/artifacts`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ artifacts: [{ expired: true }] });
    const [file = ""] = Object.values(kept(84, 102)["plangate-metrics"]);
    const sha256 = createHash("sha256").update(file).digest("hex");
    const notes = of.tool.releases()[0]?.body ?? "";
    for (const line of ["`coverage.lines` 84 %: coverage.xml", "`bench.fly` 102 ms: bench.txt"]) {
      expect(notes).toContain(
        `- ${line} of [run ${run} (push)](<https://github.com/acme/tool/actions/runs/${run}>), kept as \`plangate-metrics\`, sha256 \`${sha256}\``,
      );
    }
    expect(of.tool.issues().some(({ body }) => body?.includes("/releases/tag/v0.1.0"))).toBe(true);
  });

  it("shows a pull request's own numbers as that, and opens nothing by them", async () => {
    const of = await open();
    const pullRequest = of.eve.openPullRequest({ files: { "tail.txt": "long" }, title: "Tail" });
    await of.settle();
    const { headSha } = of.tool.pull(pullRequest);
    of.ada.runWorkflow({ sha: headSha, branch: "change", event: "pull_request", artifacts: kept(40, 1) });
    await of.later();

    const check = of.tool
      .checkRuns(headSha)
      .filter(({ name }) => name === "plangate")
      .at(-1);
    expect(check?.text).toContain("Self-reported");
    expect(check?.text).toContain("would not hold");
    expect(check?.conclusion).toBe("neutral");
    expect(release(of)?.conclusion).not.toBe("success");
  });
});
