import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getInput, getBooleanInput, info, setFailed, setOutput, summary } from "@actions/core";
import { setTimeout } from "node:timers/promises";
import { connectToken } from "../github/connect-token.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import { plainPainter } from "../report/terminal-tree.ts";
import { openStore } from "../store/open-store.ts";
import { ThreadedParser } from "../threads/threaded-parser.ts";
import { guardOnline } from "./guard-online.ts";
import type { Online } from "./online.ts";
import { release } from "./release.ts";
import { status } from "./status.ts";
import { sync } from "./sync.ts";
import { report } from "./report.ts";
import type { Told } from "./told.ts";

/** What the runner says of the run; documented as default environment variables of GitHub Actions. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs one command of the Action, as its inputs say; a refusal fails the step with the whole tree. `worker` is the file
 * of the parser's thread where it was bundled.
 */
export async function runAction(env: Environment, worker?: URL): Promise<void> {
  // Reports are read where they lie: neither GitHub nor a plan is asked.
  if (getInput("command", { required: true }) === "report") return tell(await runReport(env), env);
  const parser = new ThreadedParser(worker === undefined ? {} : { worker });
  const now = (): Date => new Date();
  const store = openStore(":memory:", { now });
  try {
    const command = getInput("command", { required: true });
    const place = placeOf(env);
    const identity = command === "release" ? { appOf: place.repository } : {};
    const token = getInput("token", { required: true });
    const told = await runCommand(command, {
      ...place,
      connect: connectToken({ token, apiUrl: apiOf(env), ...identity }),
      parser,
      store,
      now,
      painter: plainPainter,
    });
    await tell(told, env);
  } finally {
    await parser.close();
    await store.close();
  }
}

async function runCommand(command: string, online: Online): Promise<Told> {
  switch (command) {
    case "guard": {
      const app = getInput("app");
      const named = app === "" ? {} : { app };
      const waitMs = minutesOf(getInput("wait-minutes")) * 60_000;
      return guardOnline({
        ...online,
        version: versionOf(),
        ...named,
        waitMs,
        sleep: (ms) => setTimeout(ms),
      });
    }
    case "release":
      return release({ ...online, version: versionOf() });
    case "check":
      return status(online);
    case "sync":
      return sync({ ...online, dryRun: getBooleanInput("dry-run") });
    default: {
      const message = `Cannot run command "${command}": it is none of guard, release, check, sync, report`;
      return { exitCode: 2, text: message, json: { error: message } };
    }
  }
}

function runReport(env: Environment): Promise<Told> {
  const folder = env["GITHUB_WORKSPACE"] ?? process.cwd();
  return report({
    files: getInput("files"),
    format: getInput("format") || "auto",
    folder,
    write: (name, text) => writeFile(join(folder, name), text),
  });
}

function placeOf(env: Environment): Pick<Online, "repository" | "plan" | "commit" | "webUrl"> {
  const repository = env["GITHUB_REPOSITORY"];
  if (repository === undefined) throw new Error("Cannot tell the repository: GITHUB_REPOSITORY is not set");
  const plan = getInput("plan");
  const commit = getInput("commit") || env["GITHUB_SHA"];
  return {
    repository: repository as RepositoryName,
    webUrl: env["GITHUB_SERVER_URL"] ?? "https://github.com",
    ...(plan === "" ? {} : { plan }),
    ...(commit === undefined ? {} : { commit: commit as CommitSha }),
  };
}

function versionOf(): string {
  const version = getInput("version") || process.env["GITHUB_REF_NAME"] || "";
  if (version === "") throw new Error('Cannot tell the version: give the input "version", or run for a tag');
  return version;
}

/** Six hours is the longest that GitHub lets a job run. */
function minutesOf(text: string): number {
  const minutes = text === "" ? 0 : Number(text);
  if (Number.isFinite(minutes) && minutes >= 0 && minutes <= 360) return minutes;
  throw new Error(`Cannot read the input "wait-minutes": give minutes from 0 to 360, not "${text}"`);
}

function apiOf(env: Environment): string {
  return env["GITHUB_API_URL"] ?? "https://api.github.com";
}

async function tell(told: Told, env: Environment): Promise<void> {
  info(told.text);
  setOutput("result", JSON.stringify(told.json));
  setOutput("verdict", told.exitCode === 0 ? "pass" : "fail");
  if (env["GITHUB_STEP_SUMMARY"] !== undefined) {
    await summary.addCodeBlock(told.text).write();
  }
  if (told.exitCode !== 0) setFailed(told.text.split("\n").at(-1) ?? "refused");
}
