import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inert } from "../src/report/inert.ts";
import { bundleAction } from "./bundled-action.ts";
import type { BundledAction, Step } from "./bundled-action.ts";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";

const plan = `# Lamp

## v0.1.0 - First light

- [ ] T001 Wire the switch

## v0.2.0 - Dimmer

**Dependencies**: v0.1.0 complete

- [ ] T002 Turn the knob
`;

const reading = {
  contents: "read",
  metadata: "read",
  issues: "read",
  pull_requests: "read",
  checks: "read",
  statuses: "read",
  actions: "read",
} as const;

let action: BundledAction;
let house: House | undefined;

beforeAll(async () => {
  action = await bundleAction();
}, 60_000);

afterEach(async () => {
  await house?.close();
  house = undefined;
});

afterAll(() => action.close());

/** Runs the check in the pull request's own workflow, which may only read. */
async function checkPullRequest(
  of: House,
  number: number,
  inputs: Record<string, string> = {},
): Promise<Step> {
  const token = of.simulator.workflowToken("acme/tool", reading);
  return action.run(
    of,
    { command: "check", token, ...inputs },
    {
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_REF: `refs/pull/${number}/merge`,
      GITHUB_SHA: "0".repeat(40),
    },
  );
}

/** The App's check on the pull request. */
function checkRun(of: House, number: number) {
  const runs = of.tool.checkRuns(of.tool.pull(number).headSha).filter(({ name }) => name === "plangate");
  const run = runs.at(-1);
  if (run === undefined) throw new Error(`#${number} has no check`);
  return run;
}

function expectSame(step: Step, run: ReturnType<typeof checkRun>): void {
  expect(step.summary).toContain(`## ${inert(run.title ?? "")}\n`);
  expect(step.summary).toContain(run.summary ?? "no summary");
  expect(step.summary).toContain(run.text ?? "no text");
  expect(step.outputs).toMatch(new RegExp(`^conclusion<<(\\S+)\n${run.conclusion ?? ""}\n\\1$`, "m"));
}

describe("the Action's check on a pull request", () => {
  it("says what the App's check run says, with the same conclusion, and writes nothing", async () => {
    house = await openHouse({ plan });
    await house.settle();
    const issue = house.tool.issues().find(({ title }) => title.includes("v0.2.0"))?.number ?? 0;
    const bound = house.eve.openPullRequest({ files: { "knob.txt": "brass" }, body: `Part of #${issue}` });
    const free = house.eve.openPullRequest({ files: { "switch.txt": "brass" } });
    const changing = house.eve.openPullRequest({
      files: { [house.path]: plan.replace("T001 Wire", "T001 Solder") },
    });
    await house.settle();
    house.simulator.forget();

    for (const [number, conclusion] of [
      [bound, "neutral"],
      [free, "success"],
      [changing, "success"],
    ] as const) {
      const step = await checkPullRequest(house, number, { app: "plangate" });

      expect(checkRun(house, number).conclusion).toBe(conclusion);
      expectSame(step, checkRun(house, number));
      expect(step.exitCode).toBe(0);
      expect(step.summary).not.toContain("<pre>");
    }
    expect(house.simulator.writes).toEqual([]);
  }, 60_000);

  it("fails the step where the App's check would stop the merge, at the lines that are wrong", async () => {
    house = await openHouse({ plan, settings: ["enforcement: enforce"] });
    await house.settle();
    const settings = house.tool.file(".github/plangate.yml") ?? "";
    const issue = house.tool.issues().find(({ title }) => title.includes("v0.2.0"))?.number ?? 0;
    const bound = house.eve.openPullRequest({ files: { "knob.txt": "brass" }, body: `Part of #${issue}` });
    const broken = house.eve.openPullRequest({
      files: { ".github/plangate.yml": settings.replace("enforcement", "enforcment") },
    });
    await house.settle();

    const owing = await checkPullRequest(house, bound, { app: "plangate" });
    expectSame(owing, checkRun(house, bound));
    expect(owing.outputs).toContain("action_required");
    expect(owing.exitCode).toBe(1);

    const wrong = await checkPullRequest(house, broken, { app: "plangate" });
    expectSame(wrong, checkRun(house, broken));
    expect(wrong.exitCode).toBe(1);
    expect(wrong.log).toMatch(
      /^::error title=settings-key,file=\.github\/plangate\.yml,line=2::Unknown key/m,
    );
  }, 60_000);

  it("says on a fork, where the token may only read, what the App says there", async () => {
    house = await openHouse({ plan });
    await house.settle();
    house.simulator.user("mallory");
    house.simulator.fork("acme/tool", "mallory");
    const mallory = house.simulator.as("mallory", "acme/tool");
    const number = mallory.openPullRequest({
      files: { [house.path]: plan.replace("- [ ] T001", "- [x] T001") },
      title: "I did it",
    });
    await house.settle();

    const step = await checkPullRequest(house, number, { app: "plangate" });

    expect(step.exitCode).toBe(0);
    expectSame(step, checkRun(house, number));
  }, 60_000);

  it("says the same without an App, by what the workflow's own token made", async () => {
    house = await openHouse({ plan });
    const number = house.eve.openPullRequest({ files: { "switch.txt": "brass" } });
    const step = await checkPullRequest(house, number);

    expect(step.exitCode).toBe(0);
    expect(step.summary).toMatch(/^## Nothing stands before what this works on$/m);
    expect(step.outputs).toMatch(/^conclusion<<(\S+)\nsuccess\n\1$/m);
  }, 60_000);
});

it("says elsewhere how far the plans are, and what stands open", async () => {
  house = await openHouse({ plan });
  await house.settle();

  const step = await action.run(house, { command: "check", app: "plangate" });

  expect(step.exitCode).toBe(0);
  expect(step.summary).toMatch(/^## docs\/plan\.md$/m);
  expect(step.summary).toMatch(/^- tasks 0 of 2 done, \d+ issues$/m);
  expect(step.summary).toMatch(/^- ⏳ \*\*open\*\* v0\.1\.0 — /m);
}, 60_000);
