import { isDocuments, isNone } from "./label-values.ts";
import { readable, withoutEmoji } from "./readable.ts";
import type { Reference, References } from "./references.ts";
import { lookUp, nodeAtStart } from "./references.ts";
import { versionAtStart } from "./versions.ts";

/** One thing that a dependency's value names. */
export type NeededThing =
  | { readonly kind: "node"; readonly key: string; readonly state: string | undefined }
  | { readonly kind: "version"; readonly version: string; readonly state: string | undefined }
  | { readonly kind: "ambiguous"; readonly reference: Extract<Reference, { kind: "ambiguous" }> }
  | { readonly kind: "words"; readonly words: string; readonly state: string | undefined };

const stateWord =
  "completed?|passed|passes|available|approved|done|shipped|merged|released|tagged|published|ready|finished|signed off";
const state = new RegExp(`\\b(${stateWord})\\b(\\s+or\\s+(?:skipped|deferred|waived)\\b)?`, "i");

/** Longer values are prose; the patterns are not linear in every text. */
const valueMax = 5000;

/**
 * What a value names: nodes of the plan and versions, in lists (`Phases 1, 2, 5`) and ranges (`T001-T004`), each with
 * its state word. Nothing for `None` and for documents. A value that begins with no node is words, as a whole.
 */
export function neededThings(references: References, value: string): readonly NeededThing[] {
  if (value.length > valueMax) return [words(value)];
  const text = withoutEmoji(readable(value))
    .replace(/\s*\((?:[^()]|\([^()]*\))*\)/g, "")
    .replace(/[\s.]+$/, "");
  if (text === "" || isNone(text) || isDocuments(text)) return [];

  const pieces = piecesOf(references, text);
  if (pieces.every((piece) => piece.names.length === 0))
    return [words(withoutEmoji(readable(value)).replace(/\s*\(see [^()]*\)/i, ""))];
  return pieces.flatMap((piece) =>
    piece.names.length === 0 ? [words(piece.text)] : thingsOf(references, piece),
  );
}

function words(text: string): NeededThing {
  return { kind: "words", words: text.trim(), state: stateIn(text) };
}

function stateIn(text: string): string | undefined {
  return state.exec(text)?.[0].toLowerCase().replace(/\s+/g, " ");
}

interface Piece {
  readonly text: string;
  readonly names: readonly string[];
}

const listSign = /\s*(?:[,;、+&]|\band\b|\bund\b|\bor\b(?=\s+(?:phase|v\d|T\d)))\s*/iu;

/** Cuts at commas; at `and`, `&` and `+` only before another name. A bare number goes on with the word before it. */
function piecesOf(references: References, text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let word = "";
  for (const part of text.split(listSign)) {
    const names = namesIn(references, part, word);
    word = /^(\p{L}+?)s?\s+\d/u.exec(part)?.[1] ?? word;
    const last = pieces.at(-1);
    const separated = text.includes(`, ${part}`) || text.includes(`; ${part}`) || text.includes(`,${part}`);
    if (names.length === 0 && last !== undefined && !separated) {
      pieces[pieces.length - 1] = { ...last, text: `${last.text} and ${part}` };
    } else if (part !== "") {
      pieces.push({ text: part, names });
    }
  }
  return pieces;
}

/** The names a piece begins with: one, or all of a range. */
function namesIn(references: References, part: string, word: string): readonly string[] {
  const text = part.replace(/^(?:after|the|completion of|requires?|needs?|plans?)\s+/i, "");
  const bare = /^\d{1,4}[a-z]?(?:\s*[-–]\s*\d{1,4})?(?!\w|\.\d)/i.test(text) && word !== "";
  const worded = bare && nodeAtStart(references, text)?.target === undefined ? `${word} ${text}` : text;
  const found = nodeAtStart(references, worded);
  if (found === undefined || (found.target === undefined && versionAtStart(worded) === undefined)) return [];
  return rangeFrom(references, found.name, worded.slice(found.length)) ?? [found.name];
}

const rangeMax = 200;

function rangeFrom(references: References, first: string, rest: string): readonly string[] | undefined {
  const end = /^\s*(?:-|–|to|through)\s*(?:[A-Za-z]+[\s-]?)?(?:\d+\.)*(\d{1,4})(?![\w.])/.exec(rest)?.[1];
  const [, stem, digits] = /^(.*?)(\d+)$/.exec(first) ?? [];
  if (end === undefined || stem === undefined || digits === undefined || stem.startsWith("v"))
    return undefined;
  const count = Number(end) - Number(digits) + 1;
  if (count < 2 || count > rangeMax) return undefined;
  const names = Array.from(
    { length: count },
    (_, index) => stem + String(Number(digits) + index).padStart(digits.length, "0"),
  );
  return names.filter((name) => target(references, name) !== undefined);
}

function target(references: References, name: string): Reference | undefined {
  return lookUp(references, name) ?? lookUp(references, name.replace(/^task-/, ""));
}

function thingsOf(references: References, piece: Piece): readonly NeededThing[] {
  const said = stateIn(piece.text);
  return piece.names.map((name): NeededThing => {
    const found = target(references, name);
    if (found?.kind === "node") return { kind: "node", key: found.key, state: said };
    if (found?.kind === "ambiguous") return { kind: "ambiguous", reference: found };
    return { kind: "version", version: name, state: said };
  });
}
