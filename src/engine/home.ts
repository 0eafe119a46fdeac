import picomatch from "picomatch";
import type { Problem } from "../model/problem.ts";
import type { CommitSha, RepositoryFacts, RepositoryId, RepositoryName } from "../model/repository.ts";
import { parseVersion } from "../model/version.ts";
import type { PlanSettings, Settings } from "../model/settings.ts";
import { parseSettings } from "../plan/parse-settings.ts";
import { TerminalError } from "./errors.ts";
import type { GitHub } from "./github.ts";

export const settingsPath = ".github/plangate.yml";

/** A repository that keeps plans, at one commit: authority for every decision about them. */
export interface Home {
  readonly facts: RepositoryFacts;
  readonly commit: CommitSha;
  /** Absent where the repository has no settings file: then plangate posts nothing there. */
  readonly settings?: Settings;
  readonly problems: readonly Problem[];
}

/** Reads a repository and its settings at the head of its default branch, or at `at`. */
export async function readHome(
  github: GitHub,
  repository: RepositoryId | RepositoryName,
  at?: CommitSha,
): Promise<Home> {
  const facts = await github.repository(repository);
  const commit = at ?? (await github.head(facts.name, facts.defaultBranch));
  if (commit === undefined) {
    throw new TerminalError(
      `Cannot read ${facts.name}: its default branch "${facts.defaultBranch}" has no commit`,
    );
  }
  const bytes = await github.file(facts.name, settingsPath, commit);
  if (bytes === undefined) return { facts, commit, problems: [] };
  const { settings, problems } = parseSettings(bytes);
  return {
    facts,
    commit,
    settings,
    problems: problems.map((problem) => ({ ...problem, path: settingsPath })),
  };
}

/** A plan of a home: its path, and the settings that name it. */
export interface PlanOfHome {
  readonly path: string;
  readonly settings: PlanSettings;
  /** One release's copy of a checklist; its path is then that of the file with the version: `RELEASE.md@v1.2.0`. */
  readonly copy?: CopyOf;
}

/** A checklist that is used again for every release, and the release. */
export interface CopyOf {
  readonly file: string;
  readonly version: string;
}

/**
 * The plans that the settings name, each once, by the first entry that matches it. A plain path counts also where the
 * file is missing: that is a problem to show, not a plan less. A checklist with `per: release` is one plan for each open
 * milestone that is named by a version, and none while there is no such milestone.
 */
export async function plansOf(home: Home, github: GitHub): Promise<readonly PlanOfHome[]> {
  const entries = home.settings?.plans ?? [];
  const isGlob = (path: string): boolean => picomatch.scan(path).isGlob;
  const paths = entries.some((entry) => isGlob(entry.path))
    ? await github.paths(home.facts.name, home.commit)
    : [];
  const found = new Map<string, PlanSettings>();
  for (const entry of entries) {
    const named = isGlob(entry.path) ? matching(paths, entry.path) : [entry.path];
    for (const path of named) if (!found.has(path)) found.set(path, entry);
  }
  const plans = [...found].map(([path, settings]) => ({ path, settings }));
  if (plans.every(({ settings }) => settings.per === undefined)) return plans;
  const versions = await versionsUnderWay(home, github);
  return plans.flatMap((plan) => (plan.settings.per === undefined ? [plan] : copiesOf(plan, versions)));
}

async function versionsUnderWay(home: Home, github: GitHub): Promise<readonly string[]> {
  const milestones = await github.milestones(home.facts.name);
  return milestones
    .filter(({ state, title }) => state === "open" && parseVersion(title) !== undefined)
    .map(({ title }) => title);
}

/** The template itself is never written to. */
function copiesOf({ path, settings }: PlanOfHome, versions: readonly string[]): readonly PlanOfHome[] {
  const { per: _per, ...own } = settings;
  const unwritten = { ...own, issues: "phases", links: "off", writeBack: "off" } as const;
  return versions.map((version) => ({
    path: `${path}@${version}`,
    settings: unwritten,
    copy: { file: path, version },
  }));
}

function matching(paths: readonly string[], glob: string): readonly string[] {
  const matches = picomatch(glob);
  return paths.filter((path) => matches(path));
}
