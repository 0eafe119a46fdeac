import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../rolldown.config.ts";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";

const plan = `# Bell

## v1.0.0 - First ring

- [ ] T001 Cast the bell
`;

const folder = mkdtempSync(join(tmpdir(), "plangate-action-"));
let house: House;

beforeAll(async () => {
  const bundle = await rolldown({ ...config, cwd: join(import.meta.dirname, "..") });
  const [output] = [config.output].flat();
  await bundle.write({ ...output, dir: folder });
  await bundle.close();
  house = await openHouse({ plan });
  await house.settle();
}, 60_000);

afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Step {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: string;
  readonly summary: string;
}

/** Runs the bundle as the runner does: inputs and places in the environment, files for outputs and summary. */
async function runStep(inputs: Readonly<Record<string, string>>): Promise<Step> {
  const outputFile = join(folder, "output");
  const summaryFile = join(folder, "summary");
  for (const file of [outputFile, summaryFile]) writeFileSync(file, "");
  const given = Object.entries(inputs).map(
    ([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const,
  );
  const child = spawn(process.execPath, [join(folder, "index.js")], {
    env: {
      PATH: process.env["PATH"],
      GITHUB_REPOSITORY: "acme/tool",
      GITHUB_WORKSPACE: folder,
      GITHUB_SHA: house.tool.head(),
      GITHUB_API_URL: house.simulator.url,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      "INPUT_DRY-RUN": "false",
      INPUT_TOKEN: house.simulator.workflowToken("acme/tool"),
      ...Object.fromEntries(given),
    },
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    exitCode,
    log,
    outputs: readFileSync(outputFile, "utf8"),
    summary: readFileSync(summaryFile, "utf8"),
  };
}

describe("the Action, bundled", () => {
  it("has the inputs that action.yml tells of, and no other", () => {
    const told = parse(readFileSync(join(import.meta.dirname, "../action.yml"), "utf8")) as {
      readonly inputs: Readonly<Record<string, unknown>>;
      readonly runs: { readonly using: string };
    };
    const source = readFileSync(join(import.meta.dirname, "../src/cli/run-action.ts"), "utf8");
    const read = [...source.matchAll(/get(?:Boolean)?Input\("([a-z-]+)"/g)].map((match) => match[1] ?? "");

    expect([...new Set(read)].toSorted()).toEqual(Object.keys(told.inputs).toSorted());
    expect(told.runs.using).toBe("node24");
  });

  it("weighs less than a megabyte, without an HTTP client besides Node's own", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".js"));
    const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

    expect(bytes).toBeLessThan(1_000_000);
    expect(readFileSync(join(folder, "index.js"), "utf8")).not.toContain("undici");
  });

  it("fails the step with the whole tree while a gate stands, and lets it go on when none does", async () => {
    const refused = await runStep({ command: "guard", version: "v1.0.0" });

    expect(refused.exitCode).toBe(1);
    expect(refused.log).toContain("1 of 1 task is open");
    expect(refused.log).toContain("::error::v1.0.0 may not be tagged");
    expect(refused.outputs).toContain("verdict");
    expect(refused.summary).toContain("T001");

    house.ada.push({ [house.path]: plan.replace("[ ] T001", "[x] T001") });
    await house.settle();
    const passed = await runStep({ command: "guard", version: "v1.0.0" });

    expect(passed.log).toContain("v1.0.0 may be tagged");
    expect(passed.exitCode).toBe(0);
  }, 60_000);

  it("reads the workflow's reports into one file, without a token or a plan", async () => {
    writeFileSync(
      join(folder, "junit.xml"),
      "<testsuite><testcase/><testcase><failure/></testcase></testsuite>",
    );

    const step = await runStep({ command: "report", files: "junit.xml", token: "" });

    expect(step).toMatchObject({ exitCode: 0 });
    expect(step.log).toContain("junit:tests.failed = 1 tests (junit.xml)");
    expect(readFileSync(join(folder, "plangate-metrics.json"), "utf8")).toContain('"tests.pass-rate"');
  });

  it("takes the word of the App that is named, about this commit alone", async () => {
    const named = await runStep({ command: "guard", version: "v1.0.0", app: "plangate" });
    const stranger = await runStep({ command: "guard", version: "v1.0.0", app: "somebody-else" });

    expect(named).toMatchObject({ exitCode: 0 });
    expect(stranger.exitCode).toBe(1);
    expect(stranger.log).toContain('no check "plangate/release v1.0.0" by the App "somebody-else"');
  }, 60_000);

  it("releases with an App's token, and says why not with the workflow's own", async () => {
    const own = await runStep({ command: "release", version: "v1.0.0" });
    expect(own.exitCode).toBe(1);
    expect(own.log).toContain("this is the workflow's own token");
    expect(own.log).toContain("actions/create-github-app-token");
    expect(house.tool.tags()).toEqual({});

    const token = house.installation.token();
    const made = await runStep({ command: "release", version: "v1.0.0", token });
    expect(made.log).toContain("v1.0.0 is tagged and published");
    expect(made.exitCode).toBe(0);
    expect(Object.keys(house.tool.tags())).toEqual(["v1.0.0"]);
  }, 60_000);

  it("says what it cannot do, and how to go on", async () => {
    const unknown = await runStep({ command: "gaurd" });

    expect(unknown.exitCode).toBe(1);
    expect(unknown.log).toContain('Cannot run command "gaurd": it is none of guard, release, check, sync');
  }, 60_000);
});
