import type { BlockerFact, Evidence, IssueStateFact, Needs } from "../model/evidence.ts";
import type { Known } from "../model/known.ts";
import { known, unknown } from "../model/known.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Statement } from "../model/statement.ts";
import { attempt } from "./attempt.ts";
import { gatherAuthors } from "./gather-authors.ts";
import type { GitHub } from "./github.ts";
import { gatherMetrics } from "./gather-metrics.ts";
import type { Home } from "./home.ts";
import { treeDigest } from "./tree-digest.ts";

/** What is asked for, where, and what was read of the plan's issues already. */
export interface EvidenceInput {
  readonly github: GitHub;
  readonly home: Home;
  /** Where files and checks are asked about. */
  readonly commit: CommitSha;
  /** Paths of every plan of the home. */
  readonly plans: readonly string[];
  readonly needs: Needs;
  readonly issues: Known<Readonly<Record<string, IssueStateFact>>>;
  readonly statements: Known<readonly Statement[]>;
  /** True where it matters whose work is judged. */
  readonly authors: boolean;
}

/** Reads what the gates ask for. What GitHub refuses is unknown, with the reason. */
export async function gatherEvidence(input: EvidenceInput): Promise<Evidence> {
  const { github, home, commit, needs } = input;
  const name = home.facts.name;
  const areTagsAsked = needs.tags || needs.versions.length > 0 || input.authors;
  const tags = areTagsAsked ? await attempt("Tags", github.tags(name)) : known([]);
  return {
    commit,
    tree: await treeDigest(github, home, input),
    tags,
    ...(input.authors ? { authors: await gatherAuthors(github, home, { commit, tags }) } : {}),
    files: await gatherFiles(input),
    checks: needs.checks ? await attempt("Checks", github.checks(name, commit)) : known([]),
    issues: input.issues,
    statements: input.statements,
    blockers: await gatherBlockers(input),
    ...(await gatherMetrics(input)),
  };
}

async function gatherFiles({ github, home, commit, needs }: EvidenceInput): Promise<Evidence["files"]> {
  if (needs.files.length === 0) return {};
  const paths = await attempt("The commit's files", github.paths(home.facts.name, commit));
  const files: Record<string, Known<boolean>> = {};
  for (const path of needs.files) {
    files[path] = paths.kind === "known" ? known(exists(path, paths.value)) : paths;
  }
  return files;
}

/** True for a file, and for a folder with something in it. */
function exists(path: string, paths: readonly string[]): boolean {
  const folder = path.endsWith("/") ? path : `${path}/`;
  return paths.some((one) => one === path || one.startsWith(folder));
}

async function gatherBlockers(input: EvidenceInput): Promise<Evidence["blockers"]> {
  const labels = input.needs.blockerLabels;
  if (labels === undefined) return unknown("no version was asked about");
  return attempt("Blocker issues", readBlockers(input, labels));
}

async function readBlockers(
  { github, home }: EvidenceInput,
  labels: readonly string[],
): Promise<readonly BlockerFact[]> {
  const blockers = new Map<number, BlockerFact>();
  for (const label of labels) {
    for (const { ref, title, milestone } of await github.labelled(home.facts.name, label)) {
      blockers.set(ref.number, { issue: ref, title, ...(milestone === undefined ? {} : { milestone }) });
    }
  }
  return [...blockers.values()];
}
