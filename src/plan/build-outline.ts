import type {
  Code,
  Heading,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from "mdast";
import type { Block, Box, Label } from "./block.ts";
import type { InlineLine, Run } from "./inline-lines.ts";
import { inlineLines } from "./inline-lines.ts";
import { labelOf } from "./label.ts";
import { markerIn } from "./marker-words.ts";
import { takeOwnLink } from "./own-link.ts";
import type { Building } from "./outline-blocks.ts";
import { addBlock, addLine, newBlock, placeOfNode, widen, wordsOf } from "./outline-blocks.ts";
import { beginsWithEmoji } from "./readable.ts";
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
      inOwner(node, building, () => readList(node, building));
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
    readLines(node.children, node, building);
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
  readLines(node.children, node, building);
}

/** Lines go on with a label's value; a line with an emoji, or after an empty label, stands for itself. */
function readLines(children: readonly PhrasingContent[], node: Flow, building: Building): void {
  const lines = inlineLines(children, building.source, building.runs);
  const endLine = node.position?.end.line ?? 0;
  let label: Block | undefined;
  if (lines.some((line) => labelOf(line) !== undefined)) building.label = undefined;
  else if (building.label?.children.some((child) => child.kind !== "line") === true)
    building.label = undefined;

  for (const line of lines) {
    const found = labelOf(line);
    if (found !== undefined) {
      label = addLine("label", building, { line, label: found });
      building.label = undefined;
    } else if (label?.label !== undefined && label.label.value !== "" && !beginsWithEmoji(line.text)) {
      goOn(label, line);
    } else {
      const owner = label ?? building.label;
      const block = addLine("line", owner === undefined ? building : { ...building, container: owner }, {
        line,
      });
      if (owner !== undefined) widen(owner, block.endLine, block.endOffset);
    }
  }
  building.label = label ?? building.label;
  if (building.label !== undefined) building.label.endLine = Math.max(building.label.endLine, endLine);
}

function goOn(label: Block, line: InlineLine): void {
  label.words += ` ${line.text}`;
  if (label.label !== undefined) label.label.value += ` ${line.text}`;
  label.codes.push(...line.codes);
  label.markers.push(...line.markers);
  widen(label, line.line, line.endOffset);
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

function readList(list: List, building: Building): void {
  for (const item of list.children) readItem(item, list.ordered === true, building);
}

function readItem(item: ListItem, ordered: boolean, building: Building): void {
  const [first, ...rest] = item.children;
  const paragraph = first?.type === "paragraph" ? first : undefined;
  const linked = paragraph === undefined ? undefined : takeOwnLink(paragraph, building.source.text);
  const content = linked?.rest ?? paragraph?.children ?? [];
  const { own, labels } = partedLines(inlineLines(content, building.source, building.runs));
  const block = addBlock("item", building, {
    ...placeOfNode(item),
    ...wordsOf(own),
    ordered,
    ...labelOfItem(own),
    ...boxOf(item, paragraph),
    ...(linked === undefined ? {} : { link: linked.link }),
  });
  const { container } = building;
  building.container = block;
  building.label = undefined;
  for (const { line, label } of labels) addLine("label", building, { line, label });
  readFlow(paragraph === undefined ? item.children : rest, building);
  building.container = container;
  building.label = undefined;
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

/** A bold label right under a list goes on with its last item for GitHub; its author meant a line of its own. */
function partedLines(lines: readonly InlineLine[]): {
  own: readonly InlineLine[];
  labels: readonly { line: InlineLine; label: Label }[];
} {
  const own: InlineLine[] = [];
  const labels: { line: InlineLine; label: Label }[] = [];
  for (const [index, line] of lines.entries()) {
    const label = index === 0 || line.lead === undefined ? undefined : labelOf(line);
    if (label !== undefined) labels.push({ line, label });
    else if (labels.length === 0) own.push(line);
  }
  return { own, labels };
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
