import { readFile } from "node:fs/promises";
import { isatty } from "node:tty";
import { Command, CommanderError, Option } from "commander";
import picocolors from "picocolors";
import { painterOf } from "./cli/colours.ts";
import { eject } from "./cli/eject.ts";
import { explain } from "./cli/explain.ts";
import { gates } from "./cli/gates.ts";
import { graph } from "./cli/graph.ts";
import { guard } from "./cli/guard.ts";
import { lint } from "./cli/lint.ts";
import { unreadable } from "./cli/offline.ts";
import type { Offline } from "./cli/offline.ts";
import type { Online } from "./cli/online.ts";
import { parse } from "./cli/parse.ts";
import { preview } from "./cli/preview.ts";
import { protect } from "./cli/protect.ts";
import { release } from "./cli/release.ts";
import { status } from "./cli/status.ts";
import { sync } from "./cli/sync.ts";
import type { Told } from "./cli/told.ts";
import { RetryableError, TerminalError } from "./engine/errors.ts";
import { connectToken } from "./github/connect-token.ts";
import { openRulesetAdmin } from "./github/ruleset-admin.ts";
import type { RepositoryName } from "./model/repository.ts";
import type { PlanSettings } from "./model/settings.ts";
import { openStore } from "./store/open-store.ts";
import { ThreadedParser } from "./threads/threaded-parser.ts";

const settingsPath = ".github/plangate.yml";

interface CommonOptions {
  readonly json?: true;
  readonly settings?: string;
}

interface OnlineOptions {
  readonly repo: string;
  readonly plan?: string;
  readonly apiUrl?: string;
  readonly json?: true;
}

interface EjectOptions {
  readonly dryRun?: true;
  readonly also?: readonly string[];
}

interface ProtectOptions {
  readonly appId: number;
  readonly apply?: boolean;
  readonly requiredCheck?: boolean;
  readonly apiUrl?: string;
  readonly json?: true;
}

interface DemoOptions {
  readonly once?: true;
  readonly issues: PlanSettings["issues"];
}

const program = new Command("plangate")
  .description(
    "Keeps a written plan and GitHub in lockstep, and keeps a release shut until the plan says it may go.",
  )
  .exitOverride();

verb("parse", "what the plan was understood to say")
  .argument("<file>")
  .action((file: string, options: CommonOptions) => offline(options, (given) => parse(file, given)));

verb("explain", "what a line was taken for, and by which rule")
  .argument("<file:line>")
  .action((place: string, options: CommonOptions) => offline(options, (given) => explain(place, given)));

verb("lint", "problems of the plan and its settings, and what looks like a gate and was not taken for one")
  .argument("<file>")
  .action((file: string, options: CommonOptions) => offline(options, (given) => lint(file, given)));

verb("gates", "every gate with its verdict")
  .argument("<file>")
  .action((file: string, options: CommonOptions) =>
    offline(options, (given) => gates(file, { ...given, now: new Date() })),
  );

verb("graph", "phases and what waits for what, as a mermaid graph")
  .argument("<file>")
  .action((file: string, options: CommonOptions) =>
    offline(options, (given) => graph(file, { ...given, now: new Date() })),
  );

verb("guard", "whether a version may be tagged")
  .argument("<version>")
  .requiredOption("--plan <file>", "the plan that declares it")
  .action((version: string, options: CommonOptions & { readonly plan: string }) =>
    offline(options, (given) => guard({ version, plan: options.plan }, { ...given, now: new Date() })),
  );

onlineVerb("preview", "every operation that a sync would apply now; applies none").action(
  (options: OnlineOptions) => online(options, preview),
);

onlineVerb("sync", "makes plans and GitHub say the same, once")
  .option("--dry-run", "as preview")
  .action((options: OnlineOptions & { readonly dryRun?: true }) =>
    online(options, (given) => sync({ ...given, dryRun: options.dryRun === true })),
  );

onlineVerb("release", "tags and publishes a version, or refuses it with what stands before it")
  .argument("<version>")
  .action((version: string, options: OnlineOptions) =>
    online(options, (given) => release({ ...given, version })),
  );

onlineVerb("eject", "takes plangate out of a plan and its issues, which are left to their people")
  .option("--dry-run", "only says what it would take out")
  .option("--also <owner/name...>", "further repositories that hold issues of the plan")
  .action((options: OnlineOptions & EjectOptions) =>
    online(options, (given) =>
      options.plan === undefined
        ? Promise.resolve(unreadable("Cannot eject: name the plan with --plan"))
        : eject({
            ...given,
            plan: options.plan,
            dryRun: options.dryRun === true,
            also: (options.also ?? []) as readonly RepositoryName[],
          }),
    ),
  );

program
  .command("protect")
  .description("the rulesets that keep tags shut, and which walls stand; an admin's token may create them")
  .argument("<owner/name>", "the plan's home")
  .requiredOption("--app-id <id>", "id of your plangate App: the only one that may pass", Number)
  .option("--apply", "create the rulesets that are not there")
  .option("--required-check", "also require the check of each planned version")
  .option("--api-url <url>", "GitHub's API (default: GITHUB_API_URL, or https://api.github.com)")
  .option("--json", "for machines")
  .action((repo: string, options: ProtectOptions) => {
    const { appId, apply = false, requiredCheck = false } = options;
    return online({ ...options, repo }, (given) =>
      protect({ ...given, appId, apply, requiredCheck, admin: openRulesetAdmin(wayOf(options)) }),
    );
  });

onlineVerb("status", "how far the plans are, and what stands before the next release").action(
  (options: OnlineOptions) => online(options, status),
);

program
  .command("demo")
  .description("a story told of a plan on a simulated GitHub: no credentials, no network")
  .argument("[file]", "the plan (default: a sample)")
  .option("--once", "end after the story; 1 where a step was not as told")
  .addOption(
    new Option("--issues <how>", "which issues to make").choices(["phases", "tasks"]).default("phases"),
  )
  .action(async (file: string | undefined, options: DemoOptions) => {
    // The simulated GitHub is loaded for nothing else.
    const { startDemo } = await import("./cli/demo/start-demo.ts");
    const painter = painterOf(isColoured());
    process.exitCode = await startDemo({
      file,
      issues: options.issues,
      once: options.once === true,
      painter,
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

/** A verb that speaks with GitHub. */
function onlineVerb(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption("--repo <owner/name>", "the plan's home")
    .option("--plan <path>", "one plan of it (default: every plan that its settings name)")
    .option("--api-url <url>", "GitHub's API (default: GITHUB_API_URL, or https://api.github.com)")
    .option("--json", "for machines");
}

/** Runs a verb against GitHub, with the token in GITHUB_TOKEN or GH_TOKEN. */
async function online(options: OnlineOptions, run: (given: Online) => Promise<Told>): Promise<void> {
  const { token, apiUrl } = wayOf(options);
  const isJson = options.json === true;
  if (token === "") {
    say(
      unreadable(
        "Cannot speak with GitHub: set GITHUB_TOKEN (or GH_TOKEN) to a token that may read the repository",
      ),
      isJson,
    );
    return;
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(options.repo)) {
    say(unreadable(`Cannot read "--repo ${options.repo}": give it as owner/name`), isJson);
    return;
  }
  const now = (): Date => new Date();
  const parser = new ThreadedParser();
  const store = openStore(":memory:", { now });
  try {
    const repository = options.repo as RepositoryName;
    const told = await run({
      connect: connectToken({ token, apiUrl, appOf: repository }),
      parser,
      store,
      now,
      webUrl: process.env["GITHUB_SERVER_URL"] ?? "https://github.com",
      painter: painterOf(isColoured()),
      repository,
      ...(options.plan === undefined ? {} : { plan: options.plan }),
    });
    say(told, isJson);
  } catch (error) {
    if (!(error instanceof TerminalError || error instanceof RetryableError)) throw error;
    say(unreadable(error.message), isJson);
  } finally {
    await parser.close();
    await store.close();
  }
}

/** Whose token it is to be, and where GitHub is; an empty token where none was given. */
function wayOf(options: Pick<OnlineOptions, "apiUrl">): { readonly token: string; readonly apiUrl: string } {
  return {
    token: process.env["GITHUB_TOKEN"] ?? process.env["GH_TOKEN"] ?? "",
    apiUrl: options.apiUrl ?? process.env["GITHUB_API_URL"] ?? "https://api.github.com",
  };
}

/** A verb with the options that all of them have. */
function verb(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option("--json", "for machines")
    .option("--settings <file>", `settings file (default: "${settingsPath}", where it is there)`);
}

/** Runs a verb on local files and says what it told. */
async function offline(options: CommonOptions, run: (given: Offline) => Promise<Told>): Promise<void> {
  const parser = new ThreadedParser();
  try {
    say(
      await run({
        read: readIfThere,
        parser,
        painter: painterOf(isColoured()),
        settings: { path: options.settings ?? settingsPath, asked: options.settings !== undefined },
      }),
      options.json === true,
    );
  } finally {
    await parser.close();
  }
}

/** What cannot be read is said where errors are; everything else is the answer. */
function say(told: Told, isJson: boolean): void {
  const words = isJson ? JSON.stringify(told.json, undefined, 2) : told.text;
  const stream = told.exitCode === 2 && !isJson ? process.stderr : process.stdout;
  stream.write(`${words}\n`);
  process.exitCode = told.exitCode;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** A terminal alone is coloured: a log or a pipe is not, whatever CI says that it shows. */
function isColoured(): boolean {
  return picocolors.isColorSupported && isatty(1);
}
