import { digest } from "../model/digest.ts";
import type { CloseProposal, Operation } from "../model/operation.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha, RepositoryFacts } from "../model/repository.ts";
import { describeIssue } from "../model/repository.ts";
import { isProposalDone, proposalDeclinedWords, proposalWaitsWords } from "../report/proposal-words.ts";
import { isEqual } from "./commit-plan.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub, ProposalFacts } from "./github.ts";
import { editedBytes } from "./render-edits.ts";

/** Our pull request for a plan, as GitHub shows it. */
export interface Proposal {
  readonly branch: string;
  /** The newest one; absent where there never was one. */
  readonly pull?: ProposalFacts;
  /** Head of the branch, where it is there and something is to be written. */
  readonly tip?: CommitSha;
  /** The plan on it. */
  readonly bytes?: Uint8Array;
  /** True where it is asked for because the branch moved on before each commit of ours. */
  readonly isUnrest?: boolean;
}

/** The branch of a plan's pull request: `plangate/sync/docs-roadmap-md-1a2b3c`. */
function proposalBranch(path: string): string {
  const slug = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  // Two paths may have one slug.
  return `plangate/sync/${slug}-${digest(path).slice(0, 6)}`;
}

/** Reads it; the branch only with `whole`. */
export async function readProposal(
  github: GitHub,
  { home, path }: { readonly home: RepositoryFacts; readonly path: string },
  whole: boolean,
): Promise<Proposal> {
  const branch = proposalBranch(path);
  const pull = await github.pullRequestFrom(home.name, { head: branch, base: home.defaultBranch });
  const proposal = { branch, ...(pull === undefined ? {} : { pull }) };
  if (!whole) return proposal;
  const tip = await github.head(home.name, branch);
  if (tip === undefined) return proposal;
  const bytes = await github.file(home.name, path, tip);
  return { ...proposal, tip, ...(bytes === undefined ? {} : { bytes }) };
}

/** What is to be done so that the pull request brings these bytes. */
export function standingOf({ pull, bytes }: Proposal, wanted: Uint8Array): "waits" | "declined" | "write" {
  if (bytes === undefined || pull === undefined || !isEqual(bytes, wanted)) return "write";
  switch (pull.state) {
    case "open":
      return "waits";
    case "merged":
      return "write";
    case "closed":
      return isProposalDone(pull.body) ? "write" : "declined";
  }
}

/** The operations without what the pull request says already, and what waits there for a person. */
export function settleProposal(
  operations: readonly Operation[],
  situation: Situation,
  webUrl: string,
): { readonly operations: readonly Operation[]; readonly notes: readonly Problem[] } {
  const { proposal, path, home } = situation;
  if (proposal === undefined) return { operations, notes: [] };
  const proposes = operations.find((operation) => operation.kind === "propose-plan");
  const pull = proposal.pull;
  if (proposes === undefined)
    return { operations: [...operations, ...closing(operations, situation)], notes: [] };
  const isWhole = proposes.edits.every(
    (edit) => edit.kind !== "link-task" || situation.matches.has(edit.subject),
  );
  const wanted = isWhole ? editedBytes(situation, proposes.edits, webUrl) : undefined;
  const standing = wanted === undefined ? "write" : standingOf(proposal, wanted);
  if (standing === "write" || pull === undefined) return { operations, notes: [] };
  const name = describeIssue(pull.pullRequest, home.facts.name);
  const message =
    standing === "declined"
      ? proposalDeclinedWords(path, name)
      : proposalWaitsWords(path, name, proposal.isUnrest === true);
  return {
    operations: operations.filter((operation) => operation !== proposes),
    notes: [{ line: 1, column: 1, rule: `proposal-${standing}`, message, path }],
  };
}

/** Our open pull request has no place any more. While somebody undoes our commits it is left as it is. */
function closing(operations: readonly Operation[], situation: Situation): readonly CloseProposal[] {
  const { proposal, path, planSettings, stop } = situation;
  if (proposal?.pull?.state !== "open" || stop !== undefined) return [];
  const { branch, pull } = proposal;
  const { writeBack } = planSettings;
  const isUnasked = writeBack === "commit" || writeBack === "off";
  const isCommitted = operations.some(({ kind }) => kind === "commit-plan");
  const because = isUnasked ? "settings" : isCommitted ? "committed" : "done";
  return [{ kind: "close-proposal", path, pullRequest: pull.pullRequest, branch, because }];
}
