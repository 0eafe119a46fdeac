import { decode, readMarker, writeMarker } from "./marker.ts";
import type { Marker } from "./marker.ts";

/** An issue's body, taken apart: our marked region and the people's words around it. */
export type ReadBody =
  | { readonly kind: "none" }
  /** Our comments are there but not as we write them: reported, never guessed at. */
  | { readonly kind: "damaged"; readonly reason: string; readonly marker?: Marker }
  | Region;

export interface Region {
  readonly kind: "region";
  readonly marker: Marker;
  /** The people's words before and after, byte for byte. */
  readonly before: string;
  readonly after: string;
  /** Boxes of the region by the identity of their task. One that stands there twice is left out. */
  readonly boxes: ReadonlyMap<string, RegionBox>;
}

/** A box as it stands in an issue's body. */
export interface RegionBox {
  readonly checked: boolean;
  readonly base: "open" | "done";
  /** Its words as the body shows them. */
  readonly text: string;
}

const beginning = /^<!-- plangate: begin\b(.*)$/gm;
const ending = /^<!-- plangate: end -->[ \t]*\r?$/gm;
const boxLine = /^[ \t]*[-*+] \[([ xX])\] (.*?) ?<!-- box=([^\s"<>]+) base=(open|done) -->[ \t]*$/;

/** Takes a body apart, whatever its line ends. */
export function readBody(body: string): ReadBody {
  const begins = body.includes("<!-- plangate: begin") ? [...body.matchAll(beginning)] : [];
  const ends = body.includes(closing) ? [...body.matchAll(ending)] : [];
  const begin = begins[0];
  const end = ends[0];
  if (begin === undefined) {
    return end === undefined ? { kind: "none" } : damaged("the region ends and does not begin");
  }
  const attributes = /^ (.*?) -->[ \t]*\r?$/.exec(begin[1] ?? "")?.[1];
  const marker = attributes === undefined ? undefined : readMarker(attributes);
  if (begins.length > 1) return damaged("two regions begin");
  if (marker === undefined) return damaged("the opening comment cannot be read");
  if (end === undefined) return damaged("the closing comment is missing", marker);
  if (ends.length > 1) return damaged("the region ends twice", marker);
  if (end.index < begin.index) return damaged("the region ends before it begins", marker);

  const words = body.slice(begin.index + begin[0].length, end.index);
  return {
    kind: "region",
    marker,
    before: body.slice(0, begin.index),
    after: body.slice(end.index + closing.length),
    boxes: boxesOf(words),
  };
}

/** Our region with its comments, to stand alone or between the people's words. */
export function writeRegion(marker: Marker, words: string): string {
  return regionWith(marker, Number.POSITIVE_INFINITY, () => words);
}

/** A region of at most `charactersMax`: `wordsIn` is asked for words of at most as many as its comments leave. */
export function regionWith(
  marker: Marker,
  charactersMax: number,
  wordsIn: (charactersMax: number) => string,
): string {
  const opening = writeMarker(marker);
  const words = wordsIn(charactersMax - opening.length - closing.length - 2);
  return `${opening}\n${words.replace(/\n+$/, "")}\n${closing}`;
}

const closing = "<!-- plangate: end -->";

/** True where GitHub would show the same: line ends and trailing white space aside. */
export function isSameBody(left: string, right: string): boolean {
  return left === right || normalised(left) === normalised(right);
}

function normalised(body: string): string {
  return body.replace(/\r\n?/g, "\n").trimEnd();
}

function damaged(reason: string, marker?: Marker): ReadBody {
  return marker === undefined ? { kind: "damaged", reason } : { kind: "damaged", reason, marker };
}

const noBoxes: ReadonlyMap<string, RegionBox> = new Map();

function boxesOf(words: string): ReadonlyMap<string, RegionBox> {
  // Most issues stand for one task: thousands of maps and lists of lines would only be thrown away.
  if (!words.includes("<!-- box=")) return noBoxes;
  const boxes = new Map<string, RegionBox>();
  const doubled = new Set<string>();
  for (const line of words.split(/\r\n?|\n/)) {
    const match = line.includes("<!-- box=") ? boxLine.exec(line) : null;
    const identity = decode(match?.[3]);
    if (match === null || identity === undefined) continue;
    if (boxes.has(identity)) doubled.add(identity);
    boxes.set(identity, {
      checked: match[1] !== " ",
      base: match[4] === "done" ? "done" : "open",
      text: match[2] ?? "",
    });
  }
  for (const identity of doubled) boxes.delete(identity);
  return boxes;
}
