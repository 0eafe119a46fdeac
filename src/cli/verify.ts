import type { GitHub } from "../engine/github.ts";
import type { Home, PlanOfHome } from "../engine/home.ts";
import { printVerifications, verificationsFileName } from "../evidence/reports/verifications-file.ts";
import { judgeVerification } from "../gates/judge-verification.ts";
import type { Verifiable } from "../gates/verifiable.ts";
import { verifiable } from "../gates/verifiable.ts";
import type { VerifySettings } from "../model/settings.ts";
import { defaultSettings } from "../model/settings.ts";
import type { Verification } from "../model/verification.ts";
import type { VerifiedLine } from "../report/verification-words.ts";
import { verificationMarkdown, verificationTerminal } from "../report/verification-words.ts";
import type { Online } from "./online.ts";
import { findHome } from "./online.ts";
import type { RunningOptions } from "./run-verification.ts";
import { runVerification } from "./run-verification.ts";
import type { Told } from "./told.ts";

export interface VerifyOptions extends Online, Pick<RunningOptions, "folder" | "env" | "log"> {
  /** What the workflow runs for: `push`, `pull_request` … */
  readonly event: string;
  /** Writes the file that the workflow then keeps as an artifact. */
  readonly write: (name: string, text: string) => Promise<void>;
}

/** Events whose workflow may have a stranger's code checked out beside this repository's secrets. */
const unsafeEvents: readonly string[] = ["pull_request_target", "workflow_run", "issue_comment"];

/**
 * `command: verify`: runs the verification commands of the plans, as far as settings of the default branch allow their
 * exact text, and writes what each did into one file. A command that misses what its line expects does not fail the
 * step: the file carries what it did, and the gate that asks for it fails with the reason.
 */
export async function verify(options: VerifyOptions): Promise<Told> {
  if (unsafeEvents.includes(options.event)) {
    return refused(
      `Cannot run commands for the event "${options.event}": its workflow may hold a stranger's code beside your secrets. Run them for push, merge_group or pull_request`,
    );
  }
  if (process.platform === "win32") {
    return refused(
      "Cannot run commands on Windows: what they start could not be ended. Run the step on Linux or macOS",
    );
  }
  const found = await findHome(options);
  if ("exitCode" in found) return found;
  const { github, home } = found;
  const asked: Asked[] = [];
  for (const plan of found.plans) {
    const read = await readPlan(plan, { github, home }, options);
    if ("exitCode" in read) return read;
    asked.push(...read.map((line) => ({ ...line, path: plan.path })));
  }
  const settings = (home.settings ?? defaultSettings).verify;
  const commands = new Set(asked.flatMap(({ command, isAllowed }) => (isAllowed ? [command] : [])));
  const done = await runAll([...commands], settings, options);
  await options.write(verificationsFileName, printVerifications([...done.values()]));
  const lines = asked.map((line) => judge(line, done));
  return {
    exitCode: 0,
    text: [verificationTerminal(lines), "", `Wrote ${verificationsFileName}`].join("\n"),
    markdown: verificationMarkdown(lines),
    json: { lines },
  };
}

interface Asked extends Verifiable {
  readonly path: string;
}

async function readPlan(
  { path, settings, copy }: PlanOfHome,
  { github, home }: { readonly github: GitHub; readonly home: Home },
  { parser }: Online,
): Promise<readonly Verifiable[] | Told> {
  const bytes = await github.file(home.facts.name, copy?.file ?? path, home.commit);
  if (bytes === undefined) return refused(`Cannot read the plan "${path}": there is no such file`);
  const { plan, problems, refused: isRefused } = await parser.parse(bytes, settings);
  if (isRefused) return refused(`Cannot read the plan "${path}": ${problems[0]?.message ?? "refused"}`);
  return verifiable(plan, home.settings ?? defaultSettings);
}

/** One at a time, so that none slows another down, until the time for all of them is up. */
async function runAll(
  commands: readonly string[],
  { minutes, minutesPerCommand }: VerifySettings,
  { now, folder, env, log }: VerifyOptions,
): Promise<ReadonlyMap<string, Verification>> {
  const until = now().getTime() + minutes * 60_000;
  const done = new Map<string, Verification>();
  for (const command of commands) {
    const timeoutMs = Math.min(until - now().getTime(), minutesPerCommand * 60_000);
    if (timeoutMs <= 0) {
      done.set(command, { command, end: { kind: "not-started" }, output: "", isCut: false });
      continue;
    }
    log(`$ ${command}\n`);
    done.set(command, await runVerification(command, { folder, env, log, timeoutMs }));
  }
  return done;
}

function judge({ path, criterion, command }: Asked, done: ReadonlyMap<string, Verification>): VerifiedLine {
  const { key, text: title } = criterion;
  const verification = done.get(command);
  const judged = verification === undefined ? {} : { judged: judgeVerification(criterion, verification) };
  return { path, key, title, command, ...judged };
}

function refused(message: string): Told {
  return { exitCode: 2, text: message, json: { error: message } };
}
