import type { PhrasingContent } from "mdast";
import type { Marker } from "./block.ts";
import { markerIn } from "./marker-words.ts";
import type { Source } from "./source.ts";
import { endOfWords, startOfWords } from "./source.ts";

/** One line of a paragraph, heading or cell, as plain words. */
export interface InlineLine {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  endOffset: number;
  text: string;
  /** Bold words it begins with; what goes before them is at most an emoji. */
  lead: string | undefined;
  /** Length of `text` up to the end of the lead. */
  leadEnd: number;
  readonly codes: string[];
  readonly markers: Marker[];
}

/** A piece of text in which references may stand; links give their address. */
export interface Run {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly endOffset: number;
  readonly words: string;
}

interface Reading {
  readonly source: Source;
  readonly lines: InlineLine[];
  readonly runs: Run[];
}

/** The lines of inline content, plain: marks, HTML and image sources are left out, code spans give their content. */
export function inlineLines(
  children: readonly PhrasingContent[],
  source: Source,
  runs: Run[],
): readonly InlineLine[] {
  const reading: Reading = { source, lines: [], runs };
  for (const child of children) read(child, reading);
  for (const line of reading.lines) line.text = line.text.replace(/[\t\f ]+$/, "");
  return reading.lines;
}

function read(node: PhrasingContent, reading: Reading): void {
  switch (node.type) {
    case "text":
      readText(node.value, node, reading);
      return;
    case "inlineCode": {
      const line = currentLine(node, reading);
      const code = node.value.replace(/\s{20,}/g, " ");
      line.text += code;
      line.codes.push(code);
      close(line, node);
      return;
    }
    case "break":
      addLine((node.position?.start.line ?? 0) + 1, reading);
      return;
    case "html":
      readHtml(node.value, node, reading);
      return;
    case "strong":
      readStrong(node, reading);
      return;
    case "link":
      addRun(node.url, node, reading);
      for (const child of node.children) read(child, reading);
      return;
    case "emphasis":
    case "delete":
    case "linkReference":
      for (const child of node.children) read(child, reading);
      return;
    case "image":
    case "imageReference":
      currentLine(node, reading).text += node.alt ?? "";
      return;
    case "footnoteReference":
      return;
  }
}

type Positioned = Pick<PhrasingContent, "position">;

function readText(value: string, node: Positioned, reading: Reading): void {
  if (value.includes("#") || value.includes("/")) addRun(value, node, reading);
  // As a page shows it; runs of spaces also make patterns slow.
  const pieces = value.replace(/[\t\f\v ]{2,}/g, " ").split("\n");
  currentLine(node, reading).text += pieces[0] ?? "";
  const start = node.position?.start.line ?? 0;
  for (let index = 1; index < pieces.length; index += 1) {
    addLine(start + index, reading).text = pieces[index] ?? "";
  }
  const last = reading.lines.at(-1);
  if (last !== undefined) close(last, node);
}

function readStrong(node: Extract<PhrasingContent, { type: "strong" }>, reading: Reading): void {
  const line = currentLine(node, reading);
  const first = line.lead === undefined && !/[\p{L}\p{N}]/u.test(line.text.replace(/[^\x20-\x7e]/g, ""));
  const before = line.text.length;
  for (const child of node.children) read(child, reading);
  if (first && reading.lines.at(-1) === line) {
    line.lead = line.text.slice(before);
    line.leadEnd = line.text.length;
  }
  close(reading.lines.at(-1) ?? line, node);
}

function readHtml(value: string, node: Positioned, reading: Reading): void {
  const words = markerIn(value);
  const start = node.position?.start;
  const line = currentLine(node, reading);
  if (words !== undefined) line.markers.push({ line: start?.line ?? 0, column: start?.column ?? 0, words });
  if (value.includes("\n")) addLine(node.position?.end.line ?? 0, reading);
}

function addRun(words: string, node: Positioned, reading: Reading): void {
  const { start, end } = node.position ?? {};
  if (start === undefined || end === undefined) return;
  const place = {
    line: start.line,
    column: start.column,
    offset: start.offset ?? 0,
    endOffset: end.offset ?? 0,
  };
  reading.runs.push({ ...place, words });
}

function currentLine(node: Positioned, reading: Reading): InlineLine {
  const last = reading.lines.at(-1);
  if (last !== undefined) return last;
  const start = node.position?.start;
  return push(reading, { line: start?.line ?? 0, column: start?.column ?? 1, offset: start?.offset ?? 0 });
}

function addLine(line: number, reading: Reading): InlineLine {
  const last = reading.lines.at(-1);
  if (last !== undefined) last.endOffset = endOfWords(reading.source, last.line);
  const offset = startOfWords(reading.source, line);
  return push(reading, { line, column: offset - (reading.source.lineStarts[line - 1] ?? 0) + 1, offset });
}

function push(reading: Reading, place: { line: number; column: number; offset: number }): InlineLine {
  const line = {
    ...place,
    endOffset: place.offset,
    text: "",
    lead: undefined,
    leadEnd: 0,
    codes: [],
    markers: [],
  };
  reading.lines.push(line);
  return line;
}

function close(line: InlineLine, node: Positioned): void {
  line.endOffset = Math.max(line.endOffset, node.position?.end.offset ?? 0);
}
