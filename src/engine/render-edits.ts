import type { PlannedEdit } from "../model/operation.ts";
import type { ParsedPlan } from "../model/plan.ts";
import type { PlanEdit } from "../model/plan-edit.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import type { Subject } from "../model/subject.ts";
import { editPlan } from "../plan/edit-plan.ts";
import { verifyEdit } from "../plan/verify-edit.ts";
import type { RenderEdits } from "./apply-run.ts";
import type { Situation } from "./gather-plan.ts";
import type { PlanParser } from "./plan-parser.ts";

/** The plan that the edits were computed from, and what its links look like. */
export interface RenderInput {
  readonly parsed: ParsedPlan;
  readonly settings: PlanSettings;
  readonly home: RepositoryName;
  readonly webUrl: string;
  readonly parser: PlanParser;
}

/**
 * Puts ticks and links into a plan's bytes and reads the result once more: it must say what was wanted and nothing
 * else, or nothing of it is committed.
 */
export function renderEditsOf(input: RenderInput): RenderEdits {
  return async (bytes, edits, issueOf) => {
    const wanted = edits.flatMap((edit) => toPlanEdit(edit, input, issueOf));
    const edited = editPlan(bytes, wanted);
    if (edited.problems.length > 0) return { problems: edited.problems };
    const after = await input.parser.parse(edited.bytes, input.settings);
    const problems = verifyEdit(input.parsed, after, wanted);
    return problems.length > 0 ? { problems } : { bytes: edited.bytes };
  };
}

/** A plan's bytes with these edits in them, unread; undefined where they do not fit. */
export function editedBytes(
  { parsed, home, bytes, matches }: Pick<Situation, "parsed" | "home" | "bytes" | "matches">,
  edits: readonly PlannedEdit[],
  webUrl: string,
): Uint8Array | undefined {
  const place = { parsed, home: home.facts.name, webUrl };
  const wanted = edits.flatMap((edit) => toPlanEdit(edit, place, matches));
  const edited = editPlan(bytes, wanted);
  return edited.problems.length > 0 ? undefined : edited.bytes;
}

/** An edit with its bytes' place; none for a line that has no safe place for a link. */
function toPlanEdit(
  edit: PlannedEdit,
  { parsed, home, webUrl }: Omit<RenderInput, "settings" | "parser">,
  issueOf: ReadonlyMap<Subject, IssueRef>,
): readonly PlanEdit[] {
  const task = parsed.plan.tasks.find((one) => one.line === edit.line);
  switch (edit.kind) {
    case "tick-box": {
      const box = task ?? criteriaOf(parsed).find((one) => one.line === edit.line);
      if (box?.boxOffset === undefined) throw new Error(`Cannot tick line ${edit.line}: no box stands there`);
      return [{ kind: "tick", line: edit.line, boxOffset: box.boxOffset, checked: edit.checked }];
    }
    case "unlink-task": {
      if (task?.link === undefined) return [];
      const { offset, endOffset } = task.link;
      return [{ kind: "unlink", line: edit.line, offset, endOffset }];
    }
    case "link-task": {
      const issue = issueOf.get(edit.subject);
      if (issue === undefined || task?.linkOffset === undefined) return [];
      return [
        { kind: "link", line: edit.line, offset: task.linkOffset, text: linkText(issue, home, webUrl) },
      ];
    }
  }
}

/** plangate's own link shape, which is read back as "this task's issue". */
function linkText({ repository, number }: IssueRef, home: RepositoryName, webUrl: string): string {
  const words = repository === home ? `#${number}` : `${repository}#${number}`;
  return ` ([${words}](${webUrl}/${repository}/issues/${number}))`;
}

function criteriaOf(parsed: ParsedPlan): readonly { readonly line: number; readonly boxOffset?: number }[] {
  return parsed.plan.gates.flatMap((gate) => gate.criteria);
}
