import type { ObservedIssue } from "../model/observed.ts";
import type { Operation, PlannedEdit, UpdateIssue } from "../model/operation.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { readBody } from "../model/region.ts";
import type { CommitSha, RepositoryId } from "../model/repository.ts";
import { describeIssue } from "../model/repository.ts";
import { problemAt } from "./describe.ts";

export interface EjectInput {
  /** Absent where its file is gone. */
  readonly plan?: Plan;
  readonly path: string;
  readonly home: RepositoryId;
  readonly onto: CommitSha;
  /** Every issue that holds a region of plangate's. */
  readonly issues: readonly ObservedIssue[];
}

/**
 * What takes plangate out of a plan: its links out of the lines, its regions out of the bodies, of whichever
 * installation. Issues, their states and the people's words stay as they are.
 */
export function eject({ plan, path, home, onto, issues }: EjectInput): {
  readonly operations: readonly Operation[];
  readonly problems: readonly Problem[];
} {
  const updates: UpdateIssue[] = [];
  const problems: Problem[] = [];
  for (const issue of issues) {
    const body = readBody(issue.body);
    if (body.kind === "none" || body.marker?.home !== home || body.marker.plan !== path) continue;
    if (body.kind === "damaged") {
      const name = describeIssue(issue.ref);
      const message = `Cannot take plangate's part out of ${name}: ${body.reason}. Take it out by hand`;
      problems.push(problemAt(1, "marker-damaged", message));
      continue;
    }
    const { subject } = body.marker;
    const left = withoutRegion(body.before, body.after);
    updates.push({ kind: "update-issue", subject, issue: issue.ref, change: "eject", body: left });
  }
  const edits = (plan?.tasks ?? []).flatMap(({ line, link }): PlannedEdit[] =>
    link === undefined ? [] : [{ kind: "unlink-task", line }],
  );
  const commit: readonly Operation[] = edits.length === 0 ? [] : [{ kind: "commit-plan", path, onto, edits }];
  return { operations: [...commit, ...updates], problems };
}

/** The people's words; the empty line that was put before the region goes with it. */
function withoutRegion(before: string, after: string): string {
  const left =
    after.trim() === "" ? before.replace(/(?:\r?\n){1,2}$/, "") : before + after.replace(/^\r?\n/, "");
  return left.trim() === "" ? "" : left;
}
