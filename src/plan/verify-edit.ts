import type { ParsedPlan } from "../model/plan.ts";
import type { PlanEdit } from "../model/plan-edit.ts";
import type { Problem } from "../model/problem.ts";

/** A box of a plan, task or criterion, by what an edit must not change about it. */
interface Box {
  readonly line: number;
  readonly boxOffset: number;
  readonly checked: boolean;
  readonly words: string;
  readonly identity: string;
  /** `owner/repository#12` of its link; empty where it has none. */
  readonly link: string;
}

/**
 * Whether an edited plan, parsed again, reads as the edits wanted: the same boxes with the same words on the same
 * lines, each byte offset moved by the insertions before it, ticked and linked as wanted and otherwise as before. Any
 * problem means that the edited bytes must be thrown away.
 */
export function verifyEdit(
  before: ParsedPlan,
  after: ParsedPlan,
  edits: readonly PlanEdit[],
): readonly Problem[] {
  if (before.refused || after.refused) return [problemAt(1, "it cannot be read")];
  const boxes = boxesOf(before);
  const wanted = boxes.map((box, index) => boxAfter(box, boxes[index + 1], edits));
  const found = boxesOf(after);
  if (wanted.length !== found.length) {
    const line =
      wanted.find((box, index) => box.line !== found[index]?.line)?.line ?? found.at(-1)?.line ?? 1;
    return [problemAt(line, `it has ${found.length} boxes and not ${wanted.length}`)];
  }
  return wanted.flatMap((box, index) => {
    const other = found[index];
    const difference = other === undefined ? "is lost" : differenceOf(box, other);
    return difference === undefined ? [] : [problemAt(box.line, `the box "${box.words}" ${difference}`)];
  });
}

function boxesOf({ plan }: ParsedPlan): readonly Box[] {
  const tasks = plan.tasks.map(({ line, boxOffset, checked, text, identity, link }) => ({
    line,
    boxOffset,
    checked,
    words: text,
    identity,
    link: link === undefined ? "" : `${link.owner}/${link.repository}#${link.number}`,
  }));
  const criteria = plan.gates
    .flatMap((gate) => gate.criteria)
    .flatMap(({ line, boxOffset, checked, text, identity }) =>
      boxOffset === undefined || checked === null
        ? []
        : [{ line, boxOffset, checked, words: text, identity, link: "" }],
    );
  return [...tasks, ...criteria].toSorted((a, b) => a.boxOffset - b.boxOffset);
}

function boxAfter(box: Box, next: Box | undefined, edits: readonly PlanEdit[]): Box {
  const isOwn = (offset: number) => offset > box.boxOffset && (next === undefined || offset < next.boxOffset);
  let { boxOffset, checked, link } = box;
  for (const edit of edits) {
    switch (edit.kind) {
      case "tick":
        if (edit.boxOffset === box.boxOffset) checked = edit.checked;
        break;
      case "link":
        if (isOwn(edit.offset)) link = issueIn(edit.text);
        if (edit.offset < box.boxOffset) boxOffset += edit.text.length;
        break;
      case "unlink":
        if (isOwn(edit.offset)) link = "";
        if (edit.offset < box.boxOffset) boxOffset -= edit.endOffset - edit.offset;
        break;
    }
  }
  return { ...box, boxOffset, checked, link };
}

function issueIn(text: string): string {
  const [, owner = "", repository = "", number = ""] =
    /\/([\w.-]+)\/([\w.-]+)\/issues\/(\d+)\)\)$/.exec(text) ?? [];
  return `${owner}/${repository}#${number}`;
}

function differenceOf(wanted: Box, found: Box): string | undefined {
  const { line, boxOffset, checked, words, identity, link } = wanted;
  if (line !== found.line) return `stands on line ${found.line}`;
  if (words !== found.words || identity !== found.identity) return `has become "${found.words}"`;
  if (checked !== found.checked) return found.checked ? "is ticked" : "is not ticked";
  if (link !== found.link) return found.link === "" ? "has lost its link" : `is linked to ${found.link}`;
  return boxOffset === found.boxOffset ? undefined : "stands at another byte";
}

function problemAt(line: number, reason: string): Problem {
  return { line, column: 1, rule: "plan-edit", message: `Cannot edit the plan: afterwards ${reason}` };
}
