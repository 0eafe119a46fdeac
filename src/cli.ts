import { readFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import picocolors from "picocolors";
import { assertNodeVersion } from "../scripts/assert-node-version.ts";
import { painterOf } from "./cli/colours.ts";
import { explain } from "./cli/explain.ts";
import { gates } from "./cli/gates.ts";
import { guard } from "./cli/guard.ts";
import { lint } from "./cli/lint.ts";
import type { Offline } from "./cli/offline.ts";
import { parse } from "./cli/parse.ts";
import type { Told } from "./cli/told.ts";
import { ThreadedParser } from "./threads/threaded-parser.ts";

assertNodeVersion(process.version);

const settingsPath = ".github/plangate.yml";

interface CommonOptions {
  readonly json?: true;
  readonly settings?: string;
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

verb("guard", "whether a version may be tagged")
  .argument("<version>")
  .requiredOption("--plan <file>", "the plan that declares it")
  .action((version: string, options: CommonOptions & { readonly plan: string }) =>
    offline(options, (given) => guard({ version, plan: options.plan }, { ...given, now: new Date() })),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
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
        painter: painterOf(picocolors.isColorSupported && process.stdout.isTTY),
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
