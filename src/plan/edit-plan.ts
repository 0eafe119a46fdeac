import type { LinkEdit, PlanEdit, TickEdit, UnlinkEdit } from "../model/plan-edit.ts";
import type { Problem } from "../model/problem.ts";

/** Replaces bytes `start` to `end` by `bytes`. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly line: number;
}

/**
 * Applies edits to a plan's bytes and changes nothing else: a tick is one byte, a link one insertion. An edit whose
 * offset does not hold what it says (the file is not the one that was parsed), that is no link of plangate's, or that
 * meets another one is refused with a problem and left out; the others are applied. `verifyEdit` tells whether the
 * result reads as wanted.
 */
export function editPlan(
  bytes: Uint8Array,
  edits: readonly PlanEdit[],
): { bytes: Uint8Array; problems: readonly Problem[] } {
  const starts = lineStartsOf(bytes);
  const problems: Problem[] = [];
  const splices: Splice[] = [];
  let tick: number | undefined;
  for (const edit of edits) {
    tick ??= tickOf(bytes);
    const splice = spliceOf(bytes, edit, { starts, tick });
    if (typeof splice === "string") problems.push(problemAt(edit.line, splice));
    else if (splice !== undefined) splices.push(splice);
  }
  const { kept, doubled } = withoutOverlaps(splices);
  for (const { line } of doubled) problems.push(problemAt(line, "another edit changes the same place"));
  return { bytes: apply(bytes, kept), problems };
}

interface Setting {
  readonly starts: readonly number[];
  /** The letter that ticks a box in this file. */
  readonly tick: number;
}

/** An item's marker, its box and its first words may stand on a line each. */
const linesOfItemMax = 3;

/** The splice, undefined where nothing is to change, or why the edit is refused. */
function spliceOf(bytes: Uint8Array, edit: PlanEdit, { starts, tick }: Setting): Splice | string | undefined {
  const offset = edit.kind === "tick" ? edit.boxOffset : edit.offset;
  const start = starts[edit.line - 1];
  const after = starts[edit.line - 1 + linesOfItemMax];
  if (start === undefined || offset < start || offset > (after === undefined ? bytes.length : after - 1)) {
    return `byte ${offset} is not on this line: the file has changed since it was read`;
  }
  switch (edit.kind) {
    case "tick":
      return spliceOfTick(bytes, edit, tick);
    case "link":
      return spliceOfLink(bytes, edit);
    case "unlink":
      return spliceOfUnlink(bytes, edit);
  }
}

const [space, letterSmall, letterLarge, open, close, slash] = [0x20, 0x78, 0x58, 0x5b, 0x5d, 0x5c];

function spliceOfTick(bytes: Uint8Array, edit: TickEdit, tick: number): Splice | string | undefined {
  const { boxOffset, checked, line } = edit;
  const state = bytes[boxOffset];
  const isTicked = state === letterSmall || state === letterLarge;
  if (bytes[boxOffset - 1] === open && (state === 0x0d || state === 0x0a)) {
    return "the box is broken over two lines: write it as [ ]";
  }
  const isBox = bytes[boxOffset - 1] === open && bytes[boxOffset + 1] === close;
  if (!isBox || (!isTicked && state !== space && state !== 0x09)) {
    return `byte ${boxOffset} is no box: the file has changed since it was read`;
  }
  if (isTicked === checked) return undefined;
  return { start: boxOffset, end: boxOffset + 1, bytes: Uint8Array.of(checked ? tick : space), line };
}

/** plangate's own link: nothing else is ever inserted into a plan or taken out of it. */
const ownLink =
  /^(?=[ -~]+$) \(\[(?:[\w-]+\/[\w.-]+)?#\d{1,10}\]\(https?:\/\/[^\s()<>\\]{1,2000}\/issues\/\d{1,10}\)\)$/;

function spliceOfLink(bytes: Uint8Array, { offset, text, line }: LinkEdit): Splice | string {
  if (!ownLink.test(text)) return `"${text}" is not the shape of plangate's links`;
  if (!isSafePlace(bytes, offset))
    return "this is no safe place for a link: the file has changed since it was read";
  return { start: offset, end: offset, bytes: new TextEncoder().encode(text), line };
}

function spliceOfUnlink(bytes: Uint8Array, edit: UnlinkEdit): Splice | string {
  const { offset, endOffset, line } = edit;
  const text = new TextDecoder().decode(bytes.subarray(offset, endOffset));
  if (!ownLink.test(text)) return `bytes ${offset} to ${endOffset} are no link of plangate's`;
  return { start: offset, end: endOffset, bytes: new Uint8Array(), line };
}

/** After words and before white space, the file's end, or a `\` that breaks the line. */
function isSafePlace(bytes: Uint8Array, offset: number): boolean {
  if (offset === 0 || isSpace(bytes[offset - 1])) return false;
  const next = bytes[offset] === slash ? bytes[offset + 1] : bytes[offset];
  return next === undefined || isSpace(next);
}

function isSpace(byte: number | undefined): boolean {
  return byte === space || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** `X` where the author's ticks are mostly `X`. */
function tickOf(bytes: Uint8Array): number {
  let large = 0;
  for (let at = 1; at < bytes.length - 1; at += 1) {
    if (bytes[at - 1] !== open || bytes[at + 1] !== close) continue;
    if (bytes[at] === letterLarge) large += 1;
    if (bytes[at] === letterSmall) large -= 1;
  }
  return large > 0 ? letterLarge : letterSmall;
}

/** Where lines begin, as markdown counts them: `\n`, `\r\n` and a lone `\r` end one. */
function lineStartsOf(bytes: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) starts.push(at + 1);
  }
  return starts;
}

/** In the order of the file. Equal edits count once. */
function withoutOverlaps(splices: readonly Splice[]): {
  kept: readonly Splice[];
  doubled: readonly Splice[];
} {
  const kept: Splice[] = [];
  const doubled: Splice[] = [];
  for (const splice of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = kept.at(-1);
    const meets = last !== undefined && (splice.start < last.end || splice.start === last.start);
    if (!meets) kept.push(splice);
    else if (!isEqual(splice, last)) doubled.push(splice);
  }
  return { kept, doubled };
}

function isEqual(a: Splice, b: Splice): boolean {
  const sameBytes =
    a.bytes.length === b.bytes.length && a.bytes.every((byte, index) => byte === b.bytes[index]);
  return a.start === b.start && a.end === b.end && sameBytes;
}

function apply(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const growth = splices.reduce((sum, splice) => sum + splice.bytes.length - (splice.end - splice.start), 0);
  const edited = new Uint8Array(bytes.length + growth);
  let from = 0;
  let to = 0;
  for (const splice of splices) {
    edited.set(bytes.subarray(from, splice.start), to);
    to += splice.start - from;
    edited.set(splice.bytes, to);
    to += splice.bytes.length;
    from = splice.end;
  }
  edited.set(bytes.subarray(from), to);
  return edited;
}

function problemAt(line: number, reason: string): Problem {
  return { line, column: 1, rule: "plan-edit", message: `Cannot edit the plan: ${reason}` };
}
