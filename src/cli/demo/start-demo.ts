import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Painter } from "../../report/terminal-tree.ts";
import { ThreadedParser } from "../../threads/threaded-parser.ts";
import type { Told } from "../told.ts";
import { demo } from "./demo.ts";
import type { DemoPlan } from "./furnish.ts";

const sample = join(import.meta.dirname, "../../../examples/rocket-mail.md");

/** How the demo is started from a terminal. */
export interface StartDemoInput {
  /** The sample where absent. */
  readonly file: string | undefined;
  readonly issues: DemoPlan["issues"];
  /** Ends after the story; else it stays up until Ctrl-C. */
  readonly once: boolean;
  readonly painter: Painter;
}

/** Reads the plan, tells the story to standard output, and stays up until it is interrupted. */
export async function startDemo(input: StartDemoInput): Promise<Told["exitCode"]> {
  const file = input.file ?? sample;
  const bytes = await readPlan(file);
  if (bytes === undefined) return 2;
  // The plan is the reader's own: a busy machine may take its time.
  const parser = new ThreadedParser({ timeoutMs: 60_000 });
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const { issues, painter } = input;
  const given = { file, bytes, issues, parser, painter, write };
  try {
    return await demo(input.once ? given : { ...given, stay });
  } finally {
    await parser.close();
  }
}

async function readPlan(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Cannot read the plan "${file}": ${reason}\n`);
    return undefined;
  }
}

async function stay(): Promise<void> {
  // A signal alone does not keep a process alive, and the servers do.
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
