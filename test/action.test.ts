import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleAction } from "./bundled-action.ts";
import type { BundledAction } from "./bundled-action.ts";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";

const plan = `# Bell

## v1.0.0 - First ring

- [ ] T001 Cast the bell
`;

let action: BundledAction;
let house: House;

beforeAll(async () => {
  action = await bundleAction();
  house = await openHouse({ plan });
  await house.settle();
}, 60_000);

afterAll(async () => {
  await house.close();
  action.close();
});

const runStep = (inputs: Readonly<Record<string, string>>) => action.run(house, inputs);

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

  it("puts nothing of an event into a script: it has none, and takes the token alone from an expression", () => {
    const text = readFileSync(join(import.meta.dirname, "../action.yml"), "utf8");

    expect(text.match(/\$\{\{.*?\}\}/g)).toEqual(["${{ github.token }}"]);
    expect(Object.keys((parse(text) as { readonly runs: object }).runs).toSorted()).toEqual([
      "main",
      "using",
    ]);
  });

  it("weighs less than a megabyte, without an HTTP client besides Node's own", () => {
    const files = readdirSync(action.folder).filter((name) => name.endsWith(".js"));
    const bytes = files.reduce((sum, name) => sum + statSync(join(action.folder, name)).size, 0);

    expect(bytes).toBeLessThan(1_000_000);
    expect(readFileSync(join(action.folder, "index.js"), "utf8")).not.toContain("undici");
  });

  it("fails the step with the whole tree while a gate stands, and lets it go on when none does", async () => {
    const refused = await runStep({ command: "guard", version: "v1.0.0" });

    expect(refused.exitCode).toBe(1);
    expect(refused.log).toContain("1 of 1 task is open");
    expect(refused.log).toContain("::error::v1.0.0 may not be tagged");
    expect(refused.outputs).toContain("verdict");
    expect(refused.summary).toMatch(/^## v1\.0\.0 may not be tagged: 1 thing stands before it$/m);
    expect(refused.summary).toMatch(/^ *- ⏳ \*\*open\*\* .*1 of 1 task is open: "T001 Cast the bell"/m);
    expect(refused.summary).not.toContain("<pre>");

    house.ada.push({ [house.path]: plan.replace("[ ] T001", "[x] T001") });
    await house.settle();
    const passed = await runStep({ command: "guard", version: "v1.0.0" });

    expect(passed.log).toContain("v1.0.0 may be tagged");
    expect(passed.exitCode).toBe(0);
  }, 60_000);

  it("reads the workflow's reports into one file, without a token or a plan", async () => {
    writeFileSync(
      join(action.workspace, "junit.xml"),
      "<testsuite><testcase/><testcase><failure/></testcase></testsuite>",
    );

    const step = await runStep({ command: "report", files: "junit.xml", token: "" });

    expect(step).toMatchObject({ exitCode: 0 });
    expect(step.log).toContain("junit:tests.failed = 1 tests (junit.xml)");
    expect(step.summary).toContain("| `junit:tests.failed` | 1 tests | junit.xml |");
    expect(readFileSync(join(action.workspace, "plangate-metrics.json"), "utf8")).toContain(
      '"tests.pass-rate"',
    );
  });

  it("syncs where no App keeps the plan, and shows before what it would do", async () => {
    const alone = await openHouse({ plan: "# Anvil\n\n- [ ] T001 Light the fire\n" });
    const token = alone.simulator.workflowToken("acme/tool", {
      contents: "write",
      issues: "write",
      metadata: "read",
    });

    const preview = await action.run(alone, { command: "sync", token, "dry-run": "true" });
    expect(preview.summary).toMatch(/^- create the issue "Anvil"/m);
    expect(alone.tool.issues()).toEqual([]);

    const synced = await action.run(alone, { command: "sync", token });
    expect(synced.exitCode).toBe(0);
    expect(synced.summary).toMatch(/^## \d+ writes$/m);
    expect(alone.tool.issues().map(({ title }) => title)).toContain("Anvil");
    await alone.close();
  }, 60_000);

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
