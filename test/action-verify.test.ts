import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundleAction } from "./bundled-action.ts";
import type { BundledAction, Step } from "./bundled-action.ts";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";

const plan = `# Bell

## v1.0.0 - First ring

- [x] T001 Cast the bell

**Quality Gate**

- Ten bells: \`./count.sh bells\` should show 10 bells
- They ring: \`./ring.sh all\` passes
`;

const commands = ["./count.sh bells", "./ring.sh all"];
const allowing = (...allowed: readonly string[]): readonly string[] => [
  `verify: { commands: ${JSON.stringify(allowed)} }`,
];

let action: BundledAction;
let house: House | undefined;

beforeAll(async () => {
  action = await bundleAction();
}, 60_000);

afterEach(async () => {
  await house?.close();
  house = undefined;
  for (const name of readdirSync(action.workspace)) rmSync(join(action.workspace, name), { recursive: true });
});

afterAll(() => action.close());

/** What the commands do in the workspace. */
function script(name: string, text: string): void {
  const file = join(action.workspace, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

async function open(settings: readonly string[]): Promise<House> {
  house = await openHouse({ plan, settings });
  await house.settle();
  script("count.sh", 'ls "$1" | wc -l');
  script("ring.sh", "echo rang > rang.txt");
  mkdirSync(join(action.workspace, "bells"));
  for (let bell = 0; bell < 10; bell += 1) writeFileSync(join(action.workspace, "bells", `${bell}`), "");
  return house;
}

const verify = (of: House, env: Readonly<Record<string, string>> = {}): Promise<Step> =>
  action.run(of, { command: "verify" }, env);

/** What the step wrote, as a workflow keeps it. */
function kept(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const name = "plangate-verify.json";
  return { "plangate-verify": { [name]: readFileSync(join(action.workspace, name), "utf8") } };
}

const release = (of: House) =>
  of.tool.checkRuns(of.tool.head()).findLast(({ name }) => name === "plangate/release v1.0.0");

describe("the Action's verify", () => {
  it("opens a gate by what its commands did in a push to the default branch, and by nothing else", async () => {
    const of = await open(allowing(...commands));
    expect(release(of)?.text).toContain("no push to main has run its command at the commit");
    of.ada.comment(1, "/plangate attest G1 because I counted them");
    await of.settle();
    expect(release(of)?.conclusion).not.toBe("success");

    const step = await verify(of);
    expect(step.exitCode).toBe(0);
    expect(step.summary).toContain("✅ **holds** `G1.1` Ten bells");
    expect(step.summary).toContain("its command shows 10, asked is = 10");
    for (const other of [
      { event: "pull_request", branch: "change" },
      { event: "schedule" },
      { event: "workflow_dispatch" },
      { branch: "change" },
    ]) {
      of.ada.runWorkflow({ sha: of.tool.head(), ...other, artifacts: kept() });
    }
    await of.later();
    expect(release(of)?.conclusion).not.toBe("success");
    expect(release(of)?.text).toContain("which does not count");

    of.ada.runWorkflow({ artifacts: kept() });
    await of.later();
    expect(release(of)).toMatchObject({ conclusion: "success" });
    const guarded = await action.run(of, {
      command: "guard",
      version: "v1.0.0",
      token: of.simulator.workflowToken("acme/tool", {
        contents: "read",
        metadata: "read",
        issues: "read",
        actions: "read",
        checks: "read",
      }),
    });
    expect(guarded.log).toContain("v1.0.0 may be tagged");
    expect(of.simulator.violations).toEqual([]);
  }, 60_000);

  it("keeps it shut by a command that shows something else, and by a plan reworded since", async () => {
    const of = await open(allowing(...commands));
    rmSync(join(action.workspace, "bells", "9"));
    script("ring.sh", "echo no clapper >&2; exit 3");
    const step = await verify(of);
    expect(step.exitCode).toBe(0);
    expect(step.summary).toContain("❌ **misses** `G1.2` They ring");
    of.ada.runWorkflow({ artifacts: kept() });
    await of.later();

    expect(release(of)?.conclusion).not.toBe("success");
    expect(release(of)?.text).toContain("its command shows 9, asked is = 10");
    expect(release(of)?.text).toContain("its command ended with 3, asked is 0");

    of.ada.push({ [of.path]: plan.replace("./ring.sh all", "./ring.sh every") });
    of.ada.runWorkflow({ artifacts: kept() });
    await of.later();
    expect(release(of)?.text).toContain("not attested by a maintainer");
  }, 60_000);

  it("runs nothing that settings of the default branch do not allow, and says the line that would", async () => {
    const of = await open(allowing("./count.sh bells"));

    const step = await verify(of);

    expect(existsSync(join(action.workspace, "rang.txt"))).toBe(false);
    expect(step.exitCode).toBe(0);
    expect(step.summary).toContain('```yaml\nverify:\n  commands:\n    - "./ring.sh all"\n```');
    expect(kept()["plangate-verify"]?.["plangate-verify.json"]).not.toContain("ring.sh");
  }, 60_000);

  it("lets a pull request neither allow nor reword a command for itself", async () => {
    const of = await open(allowing("./count.sh bells"));
    const settings = of.tool.file(".github/plangate.yml") ?? "";
    const number = of.eve.openPullRequest({
      files: {
        ".github/plangate.yml": settings.replace('"./count.sh bells"', '"./count.sh bells","./ring.sh all"'),
        [of.path]: plan.replace("./count.sh bells", "./count.sh / && ./ring.sh all"),
      },
    });
    await of.settle();

    const step = await verify(of, {
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_REF: `refs/pull/${number}/merge`,
      GITHUB_SHA: of.tool.pull(number).headSha,
    });

    expect(step.exitCode).toBe(0);
    expect(existsSync(join(action.workspace, "rang.txt"))).toBe(false);

    const { headSha } = of.tool.pull(number);
    of.ada.runWorkflow({ sha: headSha, branch: "change", event: "pull_request", artifacts: kept() });
    await of.later();
    const check = of.tool.checkRuns(headSha).findLast(({ name }) => name === "plangate");
    expect(check?.text).toContain("Self-reported");
    expect(check?.text).toContain("would hold: its command shows 10");
  }, 60_000);

  it("lets commands see no secret, and say nothing to the runner", async () => {
    const of = await open(allowing("./ring.sh all"));
    script("ring.sh", 'env | grep -E "INPUT|TOKEN|GITHUB|ACTIONS" ; echo "::error::from the command"');

    const step = await verify(of, { ACTIONS_RUNTIME_TOKEN: "canary", MY_SECRET: "canary" });

    const [, token = ""] = /^::stop-commands::(\S+)$/m.exec(step.log) ?? [];
    const heeded = step.log.split("\n").filter((line) => line.startsWith("::error"));
    expect(token).not.toBe("");
    expect(step.log.indexOf("::error::from the command")).toBeGreaterThan(step.log.indexOf(token));
    expect(step.log.indexOf("::error::from the command")).toBeLessThan(step.log.indexOf(`::${token}::`));
    expect(heeded).toEqual(["::error::from the command"]);
    expect(step.log).not.toMatch(/canary|INPUT_|ghs_/);
  }, 60_000);

  it.each(["pull_request_target", "workflow_run", "issue_comment"])("runs nothing for %s", async (event) => {
    const of = await open(allowing(...commands));

    const step = await verify(of, { GITHUB_EVENT_NAME: event });

    expect(step.exitCode).toBe(1);
    expect(step.log).toContain(`Cannot run commands for the event "${event}"`);
    expect(existsSync(join(action.workspace, "rang.txt"))).toBe(false);
  });

  it("runs nothing where the settings have a problem", async () => {
    const of = await open(['verify: { commands: ["./ring.sh all"], minutes: 0 }']);

    const step = await verify(of);

    expect(step.exitCode).toBe(1);
    expect(step.log).toContain("verify.minutes");
    expect(existsSync(join(action.workspace, "rang.txt"))).toBe(false);
  });
});
