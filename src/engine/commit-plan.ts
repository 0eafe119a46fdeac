import type { CommitPlan, PlannedEdit } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Run } from "./apply-run.ts";

/**
 * Commits the edits of a plan in one commit, on the very head they were computed from. Links to issues that are not
 * there (yet) are left out; the next round adds them.
 */
export async function commitPlan(run: Run, operation: CommitPlan): Promise<Outcome> {
  const { observed, renderEdits } = run.input;
  const { name, defaultBranch } = observed.home;
  const edits = operation.edits.filter((edit) => edit.kind !== "link-task" || run.issueOf.has(edit.subject));
  if (edits.length === 0) return { kind: "held", operation, reason: "no issue it links to is there yet" };

  const github = await run.input.connect(name);
  const before = await github.file(name, operation.path, operation.onto);
  if (before === undefined) {
    return { kind: "refused", operation, reason: `${operation.path} is not there at ${operation.onto}` };
  }
  const rendered = await renderEdits(before, edits, run.issueOf);
  if ("problems" in rendered) {
    const reason = rendered.problems
      .map((problem) => `${operation.path}:${problem.line}: ${problem.message}`)
      .join("; ");
    return { kind: "refused", operation, reason };
  }
  if (isEqual(before, rendered.bytes)) return { kind: "done", operation };
  await github.commitFile({
    repository: name,
    branch: defaultBranch,
    path: operation.path,
    bytes: rendered.bytes,
    headline: headlineOf(operation.path, edits),
    onto: operation.onto,
  });
  return { kind: "done", operation };
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function headlineOf(path: string, edits: readonly PlannedEdit[]): string {
  const name = path.split("/").at(-1) ?? path;
  const links = edits.filter((edit) => edit.kind === "link-task").length;
  const boxes = edits.length - links;
  const parts = [
    ...(boxes === 0 ? [] : [boxes === 1 ? "1 box" : `${boxes} boxes`]),
    ...(links === 0 ? [] : [links === 1 ? "1 issue link" : `${links} issue links`]),
  ];
  return `Update ${parts.join(" and ")} in ${name}`;
}
