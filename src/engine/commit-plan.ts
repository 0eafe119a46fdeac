import type { CommitPlan, PlannedEdit, ProposePlan } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { fileWords } from "../report/file-words.ts";
import type { Run } from "./apply-run.ts";
import { branchRefusal, branchUnrest } from "./branch-refusal.ts";
import { RetryableError, TerminalError } from "./errors.ts";

/** A branch that took no commit is asked again after so long. */
const refusedMs = 60 * 60_000;

/** So many looks in a row may find that the branch moved on before their commit. */
const missesMax = 5;

/**
 * Commits the edits of a plan in one commit, on the very head they were computed from. Links to issues that are not
 * there (yet) are left out; the next round adds them.
 */
export async function commitPlan(run: Run, operation: CommitPlan): Promise<Outcome> {
  const { name, defaultBranch } = run.input.observed.home;
  const rendered = await render(run, operation);
  if ("outcome" in rendered) return rendered.outcome;
  const { before, bytes, headline } = rendered;
  if (isEqual(before, bytes)) return { kind: "done", operation };
  const github = await run.input.connect(name);
  const commit = { repository: name, branch: defaultBranch, path: operation.path, bytes, headline };
  try {
    await github.commitFile({ ...commit, onto: operation.onto });
  } catch (error) {
    await rememberBranch(run, error);
    throw error;
  }
  return { kind: "done", operation };
}

/** For the next round, which asks by pull request where settings let it: the branch refuses, or is never still. */
async function rememberBranch({ input }: Run, error: unknown): Promise<void> {
  const { home } = input.observed;
  const isRefused = error instanceof TerminalError && error.code === "branch-refuses";
  const isMoved = error instanceof RetryableError && error.code === "head-moved";
  const misses = (input.lease?.attempts ?? 0) + 1;
  if (!isRefused && !(isMoved && misses >= missesMax)) return;
  const until = new Date(input.now().getTime() + refusedMs);
  const name = isRefused ? branchRefusal(home) : branchUnrest(home);
  await input.store.refuse(input.scope, name, { reason: error.message, until });
}

interface Rendered {
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  readonly headline: string;
}

/**
 * The plan with the edits in it, as far as the issues they link to are there, or what came of it where it cannot be.
 */
export async function render(
  run: Run,
  operation: CommitPlan | ProposePlan,
): Promise<Rendered | { readonly outcome: Outcome }> {
  const { observed, renderEdits } = run.input;
  const { path, onto } = operation;
  const refuse = (reason: string) => ({ outcome: { kind: "refused", operation, reason } as const });
  const edits = operation.edits.filter((edit) => edit.kind !== "link-task" || run.issueOf.has(edit.subject));
  if (edits.length === 0) {
    return { outcome: { kind: "held", operation, reason: "no issue it links to is there yet" } };
  }
  const github = await run.input.connect(observed.home.name);
  const before = await github.file(observed.home.name, path, onto);
  if (before === undefined) return refuse(`${path} is not there at ${onto}`);
  const rendered = await renderEdits(before, edits, run.issueOf);
  if ("problems" in rendered) {
    return refuse(
      rendered.problems.map((problem) => `${path}:${problem.line}: ${problem.message}`).join("; "),
    );
  }
  return { before, bytes: rendered.bytes, headline: headlineOf(path, edits) };
}

/** True where two files hold the same bytes. */
export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function headlineOf(path: string, edits: readonly PlannedEdit[]): string {
  const links = edits.filter((edit) => edit.kind === "link-task").length;
  const unlinks = edits.filter((edit) => edit.kind === "unlink-task").length;
  const boxes = edits.length - links - unlinks;
  const parts = [
    ...(boxes === 0 ? [] : [boxes === 1 ? "1 box" : `${boxes} boxes`]),
    ...(links === 0 ? [] : [links === 1 ? "1 issue link" : `${links} issue links`]),
  ];
  if (unlinks > 0)
    return `Take ${unlinks === 1 ? "1 issue link" : `${unlinks} issue links`} out of ${fileWords(path)}`;
  return `Update ${parts.join(" and ")} in ${fileWords(path)}`;
}
