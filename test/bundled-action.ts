import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import config from "../rolldown.config.ts";
import type { House } from "./scenarios/house.ts";

/** What the runner saw of a step. */
export interface Step {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: string;
  readonly summary: string;
}

/** The Action as it is published, with the workspace of a job. */
export interface BundledAction {
  /** The bundle's files. */
  readonly folder: string;
  readonly workspace: string;
  /** Runs it as the runner does: inputs and places in the environment, files for outputs and summary. */
  readonly run: (
    house: House,
    inputs: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<Step>;
  readonly close: () => void;
}

/** Bundles it to a folder of its own. */
export async function bundleAction(): Promise<BundledAction> {
  const root = mkdtempSync(join(tmpdir(), "plangate-action-"));
  const [folder, workspace] = [join(root, "action"), join(root, "workspace")];
  mkdirSync(workspace);
  const bundle = await rolldown({ ...config, cwd: join(import.meta.dirname, "..") });
  const [output] = [config.output].flat();
  await bundle.write({ ...output, dir: folder });
  await bundle.close();
  return {
    folder,
    workspace,
    run: (house, inputs, env = {}) => {
      const [outputFile, summaryFile] = [join(root, "output"), join(root, "summary")];
      for (const file of [outputFile, summaryFile]) writeFileSync(file, "");
      const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
      const step = spawnStep(join(folder, "index.js"), {
        ...placesOf(house, workspace),
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        ...env,
        ...Object.fromEntries(given),
      });
      const read = (file: string): string => readFileSync(file, "utf8");
      return step.then((done) => ({ ...done, outputs: read(outputFile), summary: read(summaryFile) }));
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

function placesOf(house: House, workspace: string): Readonly<Record<string, string | undefined>> {
  return {
    PATH: process.env["PATH"],
    GITHUB_REPOSITORY: "acme/tool",
    GITHUB_WORKSPACE: workspace,
    GITHUB_SHA: house.tool.head(),
    GITHUB_EVENT_NAME: "push",
    GITHUB_API_URL: house.simulator.url,
    "INPUT_DRY-RUN": "false",
    INPUT_TOKEN: house.simulator.workflowToken("acme/tool"),
  };
}

async function spawnStep(
  index: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Pick<Step, "exitCode" | "log">> {
  const child = spawn(process.execPath, [index], { env });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exitCode, log };
}
