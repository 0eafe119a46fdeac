import type { Code, Heading, List, ListItem, Paragraph, Root, RootContent, Table } from "mdast";
import type { Block, Box, Label } from "./block.ts";
import type { InlineLine, Run } from "./inline-lines.ts";
import { inlineLines } from "./inline-lines.ts";
import { labelOf } from "./label.ts";
import { markerIn } from "./marker-words.ts";
import { takeOwnLink } from "./own-link.ts";
import type { Building } from "./outline-blocks.ts";
import { addBlock, newBlock, placeOfNode, widen, wordsOf } from "./outline-blocks.ts";
import { readLines } from "./outline-lines.ts";
import type { Source } from "./source.ts";
import { rowsOf } from "./table-rows.ts";

/** A plan as a tree of sections, labels, items and lines. */
export interface Outline {
  readonly root: Block;
  /** Every block, in the order of the file. */
  readonly blocks: readonly Block[];
  /** Texts in which references may stand. */
  readonly runs: readonly Run[];
  readonly frontMatter: string;
}

/** Gives every heading what is under it, and every label the list, fence or table it owns (see docs/plan-format.md). */
export function buildOutline(tree: Root, source: Source): Outline {
  const end = tree.position?.end;
  const whole = { line: 1, column: 1, offset: 0, endOffset: source.text.length };
  const root = newBlock("root", { ...whole, endLine: end?.line ?? 1 });
  const building: Building = {
    source,
    blocks: [root],
    runs: [],
    container: root,
    label: undefined,
    quotes: 0,
    listColumn: undefined,
    lazy: [],
    frontMatter: "",
  };
  readFlow(tree.children, building);
  closeSections(building, 0, source.lineStarts.length);
  return { root, blocks: building.blocks, runs: building.runs, frontMatter: building.frontMatter };
}

type Flow = RootContent;

function readFlow(nodes: readonly Flow[], building: Building): void {
  for (const node of nodes) readNode(node, building);
}

function readNode(node: Flow, building: Building): void {
  switch (node.type) {
    case "heading":
      readHeading(node, building);
      return;
    case "paragraph":
      readParagraph(node, building);
      return;
    case "list":
      readList(node, building);
      return;
    case "code":
    case "table":
      inOwner(node, building, () => readLeaf(node, building));
      return;
    case "html":
      readComment(node, building);
      return;
    case "thematicBreak":
      building.label = undefined;
      addBlock("rule", building, placeOfNode(node));
      return;
    case "blockquote":
    case "footnoteDefinition":
      building.quotes += 1;
      readFlow(node.children, building);
      building.quotes -= 1;
      building.label = undefined;
      return;
    case "definition":
      addRun(node.url, node, building);
      return;
    case "yaml":
      building.frontMatter = node.value;
      return;
    case "listItem":
    case "tableRow":
    case "tableCell":
      return;
    case "text":
    case "inlineCode":
    case "break":
    case "strong":
    case "emphasis":
    case "delete":
    case "link":
    case "linkReference":
    case "image":
    case "imageReference":
    case "footnoteReference":
      return;
  }
}

function readLeaf(node: Code | Table, building: Building): void {
  const place = placeOfNode(node);
  if (node.type === "code") {
    addBlock("fence", building, { ...place, words: node.value, language: node.lang ?? "" });
  } else {
    addBlock("table", building, { ...place, rows: rowsOf(node, building.source, building.runs) });
  }
}

function readHeading(node: Heading, building: Building): void {
  // A heading in a quote or an item has nothing under it.
  if (building.container.kind === "item" || building.quotes > 0) {
    readLines(linesOf(node, building), building);
    return;
  }
  const start = node.position?.start.line ?? 0;
  closeSections(building, node.depth, start - 1);
  building.label = undefined;
  const lines = inlineLines(node.children, building.source, building.runs);
  building.container = addBlock("section", building, {
    ...placeOfNode(node),
    ...wordsOf(lines),
    depth: node.depth,
  });
}

function closeSections(building: Building, depth: number, endLine: number): void {
  while (building.container.kind === "section" && (building.container.depth ?? 0) >= depth) {
    building.container.endLine = Math.max(building.container.endLine, endLine);
    building.container = building.container.parent ?? building.container;
  }
}

function readParagraph(node: Paragraph, building: Building): void {
  readLines(linesOf(node, building), building);
}

function linesOf(node: Paragraph | Heading, building: Building): readonly InlineLine[] {
  return inlineLines(node.children, building.source, building.runs);
}

/** A label owns what follows when its value is empty or ends in a colon, or when that begins on the very next line. */
function inOwner(node: Flow, building: Building, readIt: () => void): void {
  const label = building.label;
  if (label === undefined || !owns(label, node)) {
    building.label = undefined;
    readIt();
    return;
  }
  const { container } = building;
  building.container = label;
  building.label = undefined;
  readIt();
  building.container = container;
  building.label = label;
  widen(label, node.position?.end.line ?? 0, node.position?.end.offset ?? 0);
}

function owns(label: Block, node: Flow): boolean {
  const value = label.label?.value ?? "";
  return value === "" || value.endsWith(":") || (node.position?.start.line ?? 0) === label.endLine + 1;
}

/** A list in an item belongs to the item; its labels that stand at the outer list's margin end both. */
function readList(list: List, building: Building): void {
  if (building.listColumn === undefined) readOuterList(list, building);
  else inOwner(list, building, () => list.children.forEach((item) => readItem(item, list, building)));
}

/**
 * A label right under a list goes on with its last item for GitHub; its author meant a line of its own, which owns the
 * items that follow it.
 */
function readOuterList(list: List, building: Building): void {
  const { container } = building;
  let owner = building.label !== undefined && owns(building.label, list) ? building.label : undefined;
  building.listColumn = list.position?.start.column ?? 1;
  building.label = undefined;
  for (const [index, item] of list.children.entries()) {
    building.container = owner ?? container;
    readItem(item, list, building);
    building.container = container;
    if (owner !== undefined) widen(owner, item.position?.end.line ?? 0, item.position?.end.offset ?? 0);
    if (building.lazy.length === 0) continue;
    building.label = undefined;
    readLines(building.lazy.splice(0), building);
    const next = list.children[index + 1];
    owner =
      building.label !== undefined && (next === undefined || owns(building.label, next))
        ? building.label
        : undefined;
  }
  building.listColumn = undefined;
  building.label = owner;
}

function readItem(item: ListItem, list: List, building: Building): void {
  const [first, ...rest] = item.children;
  const paragraph = first?.type === "paragraph" ? first : undefined;
  const linked = paragraph === undefined ? undefined : takeOwnLink(paragraph, building.source.text);
  const content = linked?.rest ?? paragraph?.children ?? [];
  const { own, below, lazy } = partedLines(inlineLines(content, building.source, building.runs), building);
  const block = addBlock("item", building, {
    ...placeOfNode(item),
    ...wordsOf(own),
    ordered: list.ordered === true,
    ...labelOfItem(own),
    ...boxOf(item, paragraph),
    ...(linked === undefined ? {} : { link: linked.link }),
  });
  const { container } = building;
  building.container = block;
  building.label = undefined;
  readLines(below, building);
  readFlow(paragraph === undefined ? item.children : rest, building);
  building.container = container;
  building.label = undefined;
  building.lazy.push(...lazy);
}

function labelOfItem(lines: readonly InlineLine[]): { label?: Label; lead?: string } {
  const [head, ...more] = lines;
  if (head === undefined) return {};
  const label = labelOf(head);
  const lead = head.lead === undefined ? {} : { lead: head.lead };
  if (label === undefined) return lead;
  return {
    ...lead,
    label: { ...label, value: [label.value, ...more.map((line) => line.text)].join(" ").trim() },
  };
}

/** Parts an item's words from the bold labels after them: `below` is indented, `lazy` stands at the list's margin. */
function partedLines(
  lines: readonly InlineLine[],
  { listColumn = 1 }: Building,
): { own: readonly InlineLine[]; below: readonly InlineLine[]; lazy: readonly InlineLine[] } {
  const at = lines.findIndex(
    (line, index) => index > 0 && line.lead !== undefined && labelOf(line) !== undefined,
  );
  if (at < 0) return { own: lines, below: [], lazy: [] };
  const [own, after] = [lines.slice(0, at), lines.slice(at)];
  const isLazy = (lines[at]?.column ?? 0) <= listColumn;
  return isLazy ? { own, below: [], lazy: after } : { own, below: after, lazy: [] };
}

function boxOf(item: ListItem, paragraph: Paragraph | undefined): { box?: Box } {
  const { boxOffset: offset, boxLine: line } = item.data ?? {};
  if (typeof item.checked !== "boolean" || offset === undefined || line === undefined) return {};
  return { box: { checked: item.checked, line, offset, paragraph } };
}

function readComment(node: Extract<Flow, { type: "html" }>, building: Building): void {
  const words = markerIn(node.value);
  const start = node.position?.start;
  const markers = words === undefined ? [] : [{ line: start?.line ?? 0, column: start?.column ?? 0, words }];
  const { label } = building;
  addBlock("comment", building, { ...placeOfNode(node), markers });
  // A comment between a label and its list parts them no more than a blank line does.
  if (label !== undefined && label.label?.value !== "") building.label = undefined;
}

function addRun(words: string, node: Flow, building: Building): void {
  const { start, end } = node.position ?? {};
  if (start === undefined || end === undefined) return;
  const place = {
    line: start.line,
    column: start.column,
    offset: start.offset ?? 0,
    endOffset: end.offset ?? 0,
  };
  building.runs.push({ ...place, words });
}
