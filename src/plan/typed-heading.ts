import { gatePhraseIn } from "./gate-phrases.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { versionAtStart } from "./versions.ts";

/** What a heading's words declare: a version, a typed label such as `Phase 2`, or a number such as `4.` or `3.1`. */
export interface TypedHeading {
  readonly kind: "version" | "typed" | "numbered";
  readonly key: string;
  readonly version?: string;
  /** The words after the label and its separator. */
  readonly rest: string;
  /** True where a colon, dash or parenthesis parts the label from the rest. */
  readonly parted: boolean;
}

const typeWords = "phase|milestone|sprint|week|goal|stage|wave|iteration";
const number = "\\d{1,4}(?:\\.\\d{1,3})*[a-z]?(?:\\s*[-–]\\s*\\d{1,4}(?![\\d.]))?";
const typedPattern = new RegExp(`^(${typeWords})\\s+(${number})(?![\\w])`, "i");
const milestone = /^(M)(\d{1,3})(?=\s*[:–—-]|\s*$)/;
const named = /^((?:[\p{L}\p{N}&/-]+\s){1,3}phase)\s*[:–—]\s*/iu;
const numbered = /^(\d{1,3}(?:\.\d{1,3})+[a-z]?)[.):]?\s+(?=\S)|^(\d{1,3})[.)]\s+(?=\S)/;

/** Reads a heading as a phase's. Emoji before it and link brackets around a version are left out. */
export function typedHeading(words: string): TypedHeading | undefined {
  const text = withoutEmoji(readable(words));
  const version = versionAtStart(text.replace(/^(?:release|version)\s+(?=v\d)/i, ""));
  if (version !== undefined) return versionHeading(text, version);
  return typedLabel(text) ?? namedPhase(text) ?? numberedHeading(text);
}

function versionHeading(text: string, version: string): TypedHeading {
  const rest = text.slice(text.indexOf(version) + version.length);
  return { kind: "version", key: version, version, ...parting(rest) };
}

function typedLabel(text: string): TypedHeading | undefined {
  const match = typedPattern.exec(text) ?? milestone.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const word = match[1] === "M" ? "milestone" : match[1];
  const { rest, parted } = parting(text.slice(match[0].length));
  const version = parted ? versionAtStart(rest) : undefined;
  return withVersion({ kind: "typed", key: slug(`${word} ${match[2]}`), rest, parted }, version);
}

function namedPhase(text: string): TypedHeading | undefined {
  const match = /phase/i.test(text) ? named.exec(text) : null;
  if (match?.[1] === undefined) return undefined;
  const rest = text.slice(match[0].length);
  return withVersion({ kind: "typed", key: slug(match[1]), rest, parted: true }, versionAtStart(rest));
}

function numberedHeading(text: string): TypedHeading | undefined {
  const match = numbered.exec(text);
  const key = match?.[1] ?? match?.[2];
  if (match === null || key === undefined) return undefined;
  return { kind: "numbered", key, rest: text.slice(match[0].length), parted: true };
}

/** A phase whose heading declares a version has that version as its key. */
function withVersion(heading: TypedHeading, version: string | undefined): TypedHeading {
  return version === undefined ? heading : { ...heading, key: version, version };
}

function parting(rest: string): { rest: string; parted: boolean } {
  const match = /^[\])`*]*\s*(?:[:–—.([-]+\s*|$)/.exec(rest);
  return match === null
    ? { rest: rest.trim(), parted: false }
    : { rest: rest.slice(match[0].length).trim(), parted: true };
}

/** `Phase 1 Exit Criteria`, `v1.0.0 Release Checklist`: the gate of the phase or release it names, not one more. */
export function isGateOfPhase(typed: TypedHeading): boolean {
  return !typed.parted && typed.rest !== "" && gatePhraseIn(typed.rest) !== undefined;
}

/** Lower-case words joined by hyphens; letters of every script stay. */
export function slug(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}
