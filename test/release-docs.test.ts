import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { startSimulator } from "../simulator/start-simulator.ts";
import { wantedRulesets } from "../src/gates/wanted-rulesets.ts";
import { parseSettings } from "../src/plan/parse-settings.ts";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/release.md"), "utf8");
const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(root, "src", name), "utf8"))
  .join("\n");

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^ *\`\`\`${language}\n([^]*?)^ *\`\`\``, "gm"))].map(([, text = ""]) => text);

/** The page's workflows, with the steps that are plangate's. */
const steps = blocks("yaml").flatMap((text) =>
  Object.values((parse(text) as Workflow).jobs).flatMap((job) =>
    job.steps.filter(({ uses }) => uses?.startsWith("plangate/") === true),
  ),
);

describe("docs/release.md", () => {
  it("has workflows whose steps give the Action inputs that it has", () => {
    const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
      readonly inputs: Readonly<Record<string, unknown>>;
    };

    expect(steps.map((step) => step.with?.["command"])).toEqual(["guard", "release"]);
    const unknown = steps.flatMap((step) =>
      Object.keys(step.with ?? {}).filter((input) => !Object.hasOwn(action.inputs, input)),
    );
    expect(unknown).toEqual([]);
  });

  const settings = [...page.matchAll(/`(releases: \{.*?\})`/g)].map(([, words = ""]) => words);

  it.each(settings)("names settings that can be written so: %s", (words) => {
    const text = `version: 1\nplans: [{ path: docs/plan.md }]\n${words}\n`;

    expect(parseSettings(new TextEncoder().encode(text)).problems).toEqual([]);
  });

  it("shows what git prints under the ruleset that protect makes", async () => {
    const simulator = await startSimulator();
    simulator.organization("acme");
    simulator.repository("acme/tool", { files: {}, collaborators: { ada: "admin", eve: "write" } });
    const app = simulator.app({ slug: "plangate" });
    app.install("acme");
    for (const { rules, ...ruleset } of wantedRulesets({ appId: app.id, tags: "v*", versions: [] })) {
      simulator.as("ada", "acme/tool").createRuleset({ ...ruleset, rules: [...rules] });
    }
    const shown =
      blocks("text")[0]
        ?.split("\n")
        .map((line) => line.replace(/^ {3}/, "")) ?? [];

    const push = (): string => simulator.as("eve", "acme/tool").tag("v9.9.9");

    expect(shown.filter((line) => line !== "")).toHaveLength(3);
    for (const line of shown) expect(push).toThrow(line);
    await simulator.close();
  });

  const refusals = [...page.matchAll(/^\| (`.*?`(?:, `.*?`)*)[^|]*\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`(.*?)`/g)].map(([, words = ""]) => words),
  );

  it.each(refusals)("explains what plangate says, or hands on: %s", (words) => {
    // GitHub's own words are nowhere in plangate.
    const text = words === "was used by an immutable release" ? simulated() : sources;

    for (const part of words.split("…").map((one) => one.trim())) expect(text).toContain(part);
  });
});

function simulated(): string {
  return readFileSync(join(root, "simulator/effects/releases.ts"), "utf8");
}
