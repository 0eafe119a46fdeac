import type { BodyBox, LiveBody } from "../model/desired-issue.ts";
import { writeBoxMark } from "../model/marker.ts";
import type { Rollback, Step } from "../model/plan.ts";
import { inert } from "./inert.ts";

/** A heading with what stands under it; nothing where nothing does. */
export function section(title: string, words: string): string {
  return words === "" ? "" : `### ${title}\n\n${words}`;
}

/** Boxes as a task list; each line ends in the hidden mark that ties it to its task. */
export function boxList(boxes: readonly BodyBox[]): string {
  return boxes
    .map(({ task, depth, checked, base }) => {
      const words = task.id === undefined ? task.text : `${task.id} ${task.text}`;
      return `${"  ".repeat(depth)}- [${checked ? "x" : " "}] ${inert(words) || "…"} ${writeBoxMark(task.identity, base)}`;
    })
    .join("\n");
}

/** Steps that are no boxes, as they are nested in the plan. */
export function stepList(steps: readonly Step[]): string {
  const parents = new Map(steps.map((step) => [step.line, step.parent]));
  const depthOf = (step: Step) => {
    let depth = 0;
    for (let at = step.parent; at !== undefined && parents.has(at) && depth < 8; at = parents.get(at))
      depth += 1;
    return depth;
  };
  return steps
    .map(
      (step) =>
        `${"  ".repeat(depthOf(step))}- ${inert(step.id === undefined ? step.text : `${step.id} ${step.text}`) || "…"}`,
    )
    .join("\n");
}

/** Label lines and other attributes as the plan has them. */
export function attributeList(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `- **${inert(name.charAt(0).toUpperCase() + name.slice(1))}**: ${inert(value)}`)
    .join("\n");
}

/** Markdown of the plan shown as plain words, line by line, quoted: it shows what it says and does nothing. */
export function quoted(markdown: string): string {
  const lines = markdown.split(/\r\n?|\n/).map((line) => inert(line));
  while (lines.at(-1) === "") lines.pop();
  return lines.map((line) => (line === "" ? ">" : `> ${line}  `)).join("\n");
}

export function rollbackSection(rollbacks: readonly Rollback[]): string {
  return section(
    "Rollback",
    rollbacks
      .map(({ text }) => quoted(text))
      .filter((text) => text !== "")
      .join("\n\n"),
  );
}

/** Relations that GitHub does not take, in words. */
export function relationWords({ partOf, waitsFor }: LiveBody): string {
  const lines = [
    ...(partOf === undefined ? [] : [`- Part of: ${inert(partOf)}`]),
    ...waitsFor.map((title) => `- Waits for: ${inert(title)}`),
  ];
  return section("Relations", lines.join("\n"));
}
