import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifiable } from "../../src/gates/verifiable.ts";
import { defaultSettings } from "../../src/model/settings.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { bundleAction } from "../bundled-action.ts";
import type { BundledAction } from "../bundled-action.ts";
import { openHouse } from "../scenarios/house.ts";
import type { House } from "../scenarios/house.ts";
import { seedPlans } from "./plans-folder.ts";

/** What the tools of the seeds print when all is well; a fence expects more of some than that they succeed. */
const tools: Readonly<Record<string, string>> = {
  pytest: "echo 'TOTAL 1200 180'; echo '85%'",
  ruff: "echo 'Found 0 errors, 3 warnings.'",
  bandit: "echo '0 findings'",
  mypy: "echo 'Success: no issues found in 40 source files'",
  cargo: "echo 'Finished dev profile' >&2",
  uv: "echo done",
  python: "echo 1%",
};

/** Lines that no command can prove by what it shows: a metric has to. */
const unclear: Readonly<Record<string, readonly string[]>> = {
  "seeds/execution-playbook.md": ["G8.5"],
};

const seeds = seedPlans()
  .map(({ name, bytes }) => ({
    name,
    text: new TextDecoder().decode(bytes),
    lines: verifiable(parsePlan(bytes).plan, defaultSettings),
  }))
  .filter(({ lines }) => lines.length > 0);

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

/** Makes every tool end so, and say what it says. */
function install(ending: "well" | "badly"): void {
  const bin = join(action.workspace, "bin");
  mkdirSync(bin, { recursive: true });
  for (const [name, says] of Object.entries(tools)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${says}\nexit ${ending === "well" ? 0 : 1}\n`);
    chmodSync(join(bin, name), 0o755);
  }
}

/** Runs the commands in a push to the default branch, keeps what they did, and lets the App look. */
async function verifyIn(of: House): Promise<void> {
  const env = { PATH: `${join(action.workspace, "bin")}:${process.env["PATH"] ?? ""}` };
  const step = await action.run(of, { command: "verify" }, env);
  expect(step.log).toContain("Wrote plangate-verify.json");
  const file = readFileSync(join(action.workspace, "plangate-verify.json"), "utf8");
  of.ada.runWorkflow({ artifacts: { "plangate-verify": { "plangate-verify.json": file } } });
  await of.later();
}

/** Which of these lines stand open, as the plan's issues and the latest checks of its releases say. */
function openKeys(of: House, keys: readonly string[]): readonly string[] {
  const latest = new Map(of.tool.checkRuns(of.tool.head()).map(({ name, text }) => [name, text ?? ""]));
  const told = [...of.tool.issues().map(({ body }) => body), ...latest.values()].join("\n");
  return keys.filter((key) => new RegExp(`\\*\\*(?:open|fails)\\*\\* \`${key}\``).test(told));
}

it("three of the seeds prove lines by commands", () => {
  expect(seeds.map(({ name, lines }) => [name, lines.length])).toEqual([
    ["seeds/enterprise-hardening-execplan.md", 3],
    ["seeds/execution-playbook.md", 8],
    ["seeds/goap-execution-plan.md", 4],
  ]);
});

describe.each(seeds)("$name", ({ name, text, lines }) => {
  const keys = lines.map(({ criterion }) => criterion.key);
  const commands = [...new Set(lines.map(({ command }) => command))];

  it("is opened line by line by what its commands do, and shut again by what they do badly", async () => {
    house = await openHouse({
      plan: text,
      settings: [`verify: { commands: ${JSON.stringify(commands)} }`],
    });
    await house.settle();
    expect(openKeys(house, keys)).toEqual(keys);

    install("badly");
    await verifyIn(house);
    expect(openKeys(house, keys)).toEqual(keys);

    install("well");
    house.ada.push({ "fixed.txt": "yes" });
    await house.settle();
    await verifyIn(house);
    expect(openKeys(house, keys)).toEqual(unclear[name] ?? []);
    expect(house.simulator.violations).toEqual([]);
  }, 120_000);
});
