import type { Block } from "./block.ts";
import type { InlineLine } from "./inline-lines.ts";
import { labelOf } from "./label.ts";
import type { Building } from "./outline-blocks.ts";
import { addLine, widen } from "./outline-blocks.ts";
import { beginsWithEmoji } from "./readable.ts";

/**
 * Adds a paragraph's lines. A line goes on with the value of the label before it; a line that begins with an emoji, or
 * comes after a label without a value, stands for itself under that label.
 */
export function readLines(lines: readonly InlineLine[], building: Building): void {
  if (lines.length === 0) return;
  const open = building.label;
  // Prose after a list belongs to the list's label no more.
  const isOver =
    lines.some((line) => labelOf(line) !== undefined) ||
    open?.children.some((child) => child.kind !== "line");
  if (isOver === true) building.label = undefined;

  let label: Block | undefined;
  for (const line of lines) {
    const found = labelOf(line);
    if (found !== undefined) {
      label = addLine("label", building, { line, label: found });
      building.label = undefined;
    } else if (label?.label !== undefined && label.label.value !== "" && !beginsWithEmoji(line.text)) {
      goOn(label, line);
    } else {
      addUnder(label ?? building.label, line, building);
    }
  }
  building.label = label ?? building.label;
  if (building.label !== undefined) widen(building.label, lines.at(-1)?.line ?? 0, 0);
}

function addUnder(owner: Block | undefined, line: InlineLine, building: Building): void {
  const block = addLine("line", owner === undefined ? building : { ...building, container: owner }, { line });
  if (owner !== undefined) widen(owner, block.endLine, block.endOffset);
}

function goOn(label: Block, line: InlineLine): void {
  label.words += ` ${line.text}`;
  if (label.label !== undefined) label.label.value += ` ${line.text}`;
  label.codes.push(...line.codes);
  label.markers.push(...line.markers);
  widen(label, line.line, line.endOffset);
}
