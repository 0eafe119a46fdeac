import type { Problem } from "../model/problem.ts";
import { nearestName } from "../model/nearest-name.ts";
import type { Block, Marker } from "./block.ts";
import type { Outline } from "./build-outline.ts";

/** What an author can say outright, in a comment that does not render. Documented in docs/plan-format.md. */
const markerNames = ["gate", "phase", "release", "depends-on", "ignore", "issue"] as const;
export type MarkerName = (typeof markerNames)[number];

export interface ParsedMarker {
  readonly name: MarkerName;
  /** Words without `=`, in order. */
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly source: Marker;
}

const valueNames: Readonly<Record<MarkerName, readonly string[]>> = {
  gate: ["id", "before", "approve", "count"],
  phase: [],
  release: [],
  "depends-on": [],
  ignore: [],
  issue: ["issue"],
};

/** The block's first marker of that name. */
export function markerNamed(block: Block, name: MarkerName): ParsedMarker | undefined {
  for (const marker of block.markers) {
    const parsed = parseMarker(marker);
    if (parsed?.name === name) return parsed;
  }
  return undefined;
}

/** Reads a marker; undefined where its first word is none of `markerNames`. */
function parseMarker(source: Marker): ParsedMarker | undefined {
  const [first = "", ...rest] = source.words.split(/\s+/);
  const head = first.split("=")[0]?.toLowerCase();
  const name = markerNames.find((known) => known === head);
  if (name === undefined) return undefined;

  const words: string[] = [];
  const values: Record<string, string> = {};
  for (const piece of first.includes("=") ? [first, ...rest] : rest) {
    const at = piece.indexOf("=");
    if (at < 0) words.push(piece);
    else values[piece.slice(0, at).toLowerCase()] = piece.slice(at + 1).replace(/^["']|["']$/g, "");
  }
  return { name, words, values, source };
}

/**
 * Gives each marker on a line of its own to what it speaks of: a heading that follows it, else the section whose first
 * block it is, else the block after it. Markers on a heading's, label's or item's own line are there already.
 */
export function attachMarkers(outline: Outline): void {
  const { blocks } = outline;
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== "comment" || block.markers.length === 0) continue;
    targetOf(block, blocks.slice(index + 1, index + 8))?.markers.push(...block.markers);
  }
}

function targetOf(comment: Block, following: readonly Block[]): Block | undefined {
  const next = following.find((block) => block.kind !== "comment" && block.kind !== "rule");
  if (next?.kind === "section") return next;
  const siblings = comment.parent?.children ?? [];
  const first = siblings.find((block) => block.kind !== "comment");
  const isFirst = first === undefined || siblings.indexOf(first) > siblings.indexOf(comment);
  if (isFirst && comment.parent?.kind === "section") return comment.parent;
  return next;
}

/** Markers whose words plangate does not know, each with the nearest known word. */
export function markerProblems(outline: Outline): readonly Problem[] {
  return outline.blocks.flatMap((block) => block.markers.flatMap((marker) => problemsOf(block, marker)));
}

function problemsOf(block: Block, marker: Marker): readonly Problem[] {
  // Each marker of its own line stands in two blocks: its comment speaks for it.
  if (block.kind !== "comment" && block.line !== marker.line) return [];
  const parsed = parseMarker(marker);
  if (parsed === undefined) {
    const word = marker.words.split(/[\s=]/)[0] ?? "";
    return [unknownWord(marker, word, markerNames)];
  }
  const known = valueNames[parsed.name];
  return Object.keys(parsed.values)
    .filter((name) => !known.includes(name))
    .map((name) => unknownWord(marker, name, known));
}

function unknownWord(marker: Marker, word: string, known: readonly string[]): Problem {
  const nearest = nearestName(word, known);
  const wayOut = nearest === undefined ? `known are ${known.join(", ")}` : `did you mean "${nearest}"`;
  const message = `Cannot read the marker: the word "${word}" is not known: ${wayOut}`;
  return { line: marker.line, column: marker.column, rule: "unknown-marker-word", message };
}
