import picomatch from "picomatch";
import type { PlanParser } from "../engine/plan-parser.ts";
import type { Evidence } from "../model/evidence.ts";
import { unknown } from "../model/known.ts";
import type { ParsedPlan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { defaultSettings } from "../model/settings.ts";
import { parseSettings } from "../plan/parse-settings.ts";
import type { Painter } from "../report/terminal-tree.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Told } from "./told.ts";

/** What verbs that work on local files are given. */
export interface Offline {
  /** A file's bytes; undefined where there is none. Rejects where it is there and cannot be read. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  readonly parser: PlanParser;
  readonly painter: Painter;
  /** The settings file. Where none was asked for and none is there, the defaults hold. */
  readonly settings: { readonly path: string; readonly asked: boolean };
}

/** A plan file and the settings that hold for it. */
export interface OfflinePlan {
  readonly kind: "read";
  readonly path: string;
  readonly parsed: ParsedPlan;
  readonly settings: Settings;
  /** Of the settings file, each with its path. With any of them the defaults hold. */
  readonly settingsProblems: readonly Problem[];
}

/** Reads a plan file, or tells why it cannot be read. */
export async function readOffline(path: string, offline: Offline): Promise<OfflinePlan | Told> {
  const found = await readSettings(offline);
  if ("exitCode" in found) return found;
  const bytes = await readOr(path, offline);
  if (bytes === undefined) return unreadable(`Cannot read the plan "${path}": there is no such file`);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const entry = found.settings.plans.find((plan) => plan.path === path || picomatch(plan.path)(path));
  const parsed = await offline.parser.parse(bytes, entry);
  if (parsed.refused) {
    const json = { error: "refused", problems: parsed.problems };
    return { exitCode: 2, text: describeProblems(parsed.problems, path), json };
  }
  return { kind: "read", path, parsed, ...found };
}

/** Without a network nothing is known but the plan's own boxes. */
export const offlineEvidence: Evidence = {
  tags: unknown("tags are not known offline"),
  files: {},
  checks: unknown("checks are not known offline"),
  issues: unknown("issues are not known offline"),
  statements: unknown("what people said is not known offline"),
  blockers: unknown("blocker issues are not known offline"),
};

export function unreadable(message: string): Told {
  return { exitCode: 2, text: message, json: { error: message } };
}

async function readSettings({
  read,
  settings,
}: Offline): Promise<Pick<OfflinePlan, "settings" | "settingsProblems"> | Told> {
  const bytes = await readOr(settings.path, { read });
  if (bytes === undefined && settings.asked) {
    return unreadable(`Cannot read the settings "${settings.path}": there is no such file`);
  }
  if (bytes === undefined) return { settings: defaultSettings, settingsProblems: [] };
  if (!(bytes instanceof Uint8Array)) return bytes;
  const parsed = parseSettings(bytes);
  const settingsProblems = parsed.problems.map((problem) => ({ ...problem, path: settings.path }));
  return { settings: parsed.settings, settingsProblems };
}

/** Whatever the file system says is the reader's to hear, in one line. */
async function readOr(path: string, { read }: Pick<Offline, "read">): Promise<Uint8Array | undefined | Told> {
  try {
    return await read(path);
  } catch (error) {
    return unreadable(`Cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`);
  }
}
