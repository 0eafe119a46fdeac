import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { error, getInput, getBooleanInput, info, setFailed, setOutput, summary } from "@actions/core";
import { setTimeout } from "node:timers/promises";
import { connectToken } from "../github/connect-token.ts";
import type { TokenOptions } from "../github/connect-token.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import { cutMarkdown } from "../report/cut-markdown.ts";
import { listSummary } from "../report/step-summary.ts";
import { plainPainter } from "../report/terminal-tree.ts";
import { openStore } from "../store/open-store.ts";
import { ThreadedParser } from "../threads/threaded-parser.ts";
import { check } from "./check.ts";
import { guardOnline } from "./guard-online.ts";
import type { Online } from "./online.ts";
import { release } from "./release.ts";
import { sync } from "./sync.ts";
import { report } from "./report.ts";
import type { Told } from "./told.ts";
import { verify } from "./verify.ts";

/** The runner takes a mebibyte of a step's summary, and nothing of a longer one. */
const summaryBytesMax = 1_000_000;

/** What the runner says of the run; documented as default environment variables of GitHub Actions. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs one command of the Action, as its inputs say; a refusal fails the step with the whole tree. `worker` is the file
 * of the parser's thread where it was bundled.
 */
export async function runAction(env: Environment, worker?: URL): Promise<void> {
  const command = getInput("command", { required: true });
  // Reports are read where they lie: neither GitHub nor a plan is asked.
  if (command === "report") return tell(await runReport(env), env);
  const parser = new ThreadedParser(worker === undefined ? {} : { worker });
  const now = (): Date => new Date();
  const store = openStore(":memory:", { now });
  try {
    const place = placeOf(env);
    const token = getInput("token", { required: true });
    const told = await runCommand(
      command,
      {
        ...place,
        connect: connectToken({ token, apiUrl: apiOf(env), ...identityOf(command, place) }),
        parser,
        store,
        now,
        painter: plainPainter,
      },
      env,
    );
    await tell(told, env);
  } finally {
    await parser.close();
    await store.close();
  }
}

/**
 * As whom GitHub is read. Issues and answers are known by who made them: where an App keeps the plan, `check` has to
 * look for the App's.
 */
function identityOf(
  command: string,
  { repository }: Pick<Online, "repository">,
): Pick<TokenOptions, "self" | "appOf"> {
  const app = getInput("app");
  if (command === "check" && app !== "") {
    return { self: { login: `${app}[bot]`, appId: null }, appOf: repository };
  }
  return { appOf: repository };
}

async function runCommand(command: string, online: Online, env: Environment): Promise<Told> {
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
      return check({ ...online, ...pullRequestOf(env) });
    case "verify":
      return runVerify(online, env);
    case "sync":
      return sync({ ...online, dryRun: getBooleanInput("dry-run") });
    default: {
      const message = `Cannot run command "${command}": it is none of guard, release, check, sync, report, verify`;
      return { exitCode: 2, text: message, json: { error: message } };
    }
  }
}

function runReport(env: Environment): Promise<Told> {
  return report({
    files: getInput("files"),
    format: getInput("format") || "auto",
    ...workspaceOf(env),
  });
}

function runVerify(online: Online, env: Environment): Promise<Told> {
  const event = env["GITHUB_EVENT_NAME"] ?? "";
  const log = (text: string): void => void process.stdout.write(text);
  return unheeded(() => verify({ ...online, ...workspaceOf(env), env, event, log }));
}

/** What plans say and commands print is no word of ours: meanwhile the runner takes no workflow commands. */
async function unheeded<T>(print: () => Promise<T> | T): Promise<T> {
  const word = randomUUID();
  info(`::stop-commands::${word}`);
  try {
    return await print();
  } finally {
    info(`\n::${word}::`);
  }
}

function workspaceOf(env: Environment) {
  const folder = env["GITHUB_WORKSPACE"] ?? process.cwd();
  return { folder, write: (name: string, text: string) => writeFile(join(folder, name), text) };
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

/** For a pull request the commit is that of a merge that nobody made: its number tells which it is. */
function pullRequestOf(env: Environment): { readonly pullRequest?: number } {
  if (getInput("commit") !== "") return {};
  const number = /^refs\/pull\/([1-9]\d{0,9})\/(?:merge|head)$/.exec(env["GITHUB_REF"] ?? "")?.[1];
  return number === undefined ? {} : { pullRequest: Number(number) };
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
  await unheeded(() => info(told.text));
  for (const { path, line, title, message } of told.annotations ?? []) {
    error(message, { file: path, startLine: line, title });
  }
  setOutput("result", JSON.stringify(told.json));
  setOutput("verdict", told.exitCode === 0 ? "pass" : "fail");
  if (told.conclusion !== undefined) setOutput("conclusion", told.conclusion);
  if (env["GITHUB_STEP_SUMMARY"] !== undefined) {
    const [first = "", ...lines] = told.text.split("\n");
    const markdown = cutMarkdown(told.markdown ?? listSummary(first, lines), summaryBytesMax);
    await summary.addRaw(markdown, true).write();
  }
  if (told.exitCode !== 0) setFailed(told.text.split("\n").at(-1) ?? "refused");
}
