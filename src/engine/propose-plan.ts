import type { CloseProposal, ProposePlan } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { CommitSha } from "../model/repository.ts";
import { proposalDoneWords, proposalWords } from "../report/proposal-words.ts";
import type { Run } from "./apply-run.ts";
import { render } from "./commit-plan.ts";
import type { GitHub } from "./github.ts";
import type { Proposal } from "./proposal.ts";
import { readProposal, standingOf } from "./proposal.ts";

/**
 * Brings our branch to the default branch's head with the edits on it, and opens its pull request where none is open.
 * The branch only ever moves forward: each commit stands on the default branch's head and on the branch's own. Every
 * step is one that GitHub refuses to do twice.
 */
export async function proposePlan(run: Run, operation: ProposePlan): Promise<Outcome> {
  const { home } = run.input.observed;
  const { path, onto } = operation;
  const rendered = await render(run, operation);
  if ("outcome" in rendered) return rendered.outcome;
  const github = await run.input.connect(home.name);
  const proposal = await readProposal(github, { home, path }, true);
  if (standingOf(proposal, rendered.bytes) !== "write") return { kind: "done", operation };
  if (await isAnothers(github, run, { proposal, operation })) {
    const reason = `somebody else changed ${path} on ${proposal.branch}: merge that branch, or delete it`;
    return { kind: "refused", operation, reason };
  }

  const { branch, tip, pull } = proposal;
  const parents: [CommitSha, ...CommitSha[]] = tip === undefined ? [onto] : [onto, tip];
  const { bytes, headline } = rendered;
  const commit = await github.commitObject({ repository: home.name, path, bytes, headline, parents });
  if (tip === undefined) await github.createBranch(home.name, branch, commit);
  else await github.moveBranch(home.name, branch, commit);
  if (pull?.state !== "open") {
    const words = proposalWords(path);
    await github.openPullRequest(home.name, { head: branch, base: home.defaultBranch, ...words });
  }
  return { kind: "done", operation };
}

/** True where the newest change of the plan on our branch is neither ours nor the default branch's. */
async function isAnothers(
  github: GitHub,
  run: Run,
  of: { readonly proposal: Proposal; readonly operation: ProposePlan },
): Promise<boolean> {
  const { tip } = of.proposal;
  const { path, onto } = of.operation;
  const repository = run.input.observed.home.name;
  if (tip === undefined) return false;
  const [newest] = await github.commits(repository, { at: tip, path });
  if (newest === undefined || newest.own) return false;
  const known = await github.commits(repository, { at: onto, path });
  return known.every(({ sha }) => sha !== newest.sha);
}

/** Closes our pull request, says in it why, and takes its branch away where its head is a commit of our own. */
export async function closeProposal(run: Run, operation: CloseProposal): Promise<Outcome> {
  const { pullRequest, path, branch } = operation;
  const { repository } = pullRequest;
  const github = await run.input.connect(repository);
  await github.closePullRequest(pullRequest, proposalDoneWords(operation));
  const tip = await github.head(repository, branch);
  const [newest] = tip === undefined ? [] : await github.commits(repository, { at: tip, path });
  if (newest !== undefined && newest.own && newest.sha === tip) {
    await github.deleteBranch(run.input.observed.home, branch, newest.sha);
  }
  return { kind: "done", operation };
}
