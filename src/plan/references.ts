import type { PhaseDraft, ReleaseDraft } from "./draft.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { slug } from "./typed-heading.ts";
import { versionAtStart } from "./versions.ts";

/** What a name of the plan stands for: one node, or several that share it. */
export type Reference =
  | { readonly kind: "node"; readonly key: string }
  | { readonly kind: "ambiguous"; readonly name: string; readonly lines: readonly number[] };

/** A name at the start of some words, how long it is there, and what it stands for; `target` undefined: nothing here. */
export interface NamedNode {
  readonly name: string;
  readonly length: number;
  readonly target: Reference | undefined;
}

interface Node {
  readonly key: string;
  readonly line: number;
}

/** The plan's nodes by the names that its text may call them: keys, typed labels, versions, ids. */
export interface References {
  readonly nodesByName: ReadonlyMap<string, readonly Node[]>;
}

interface Identified {
  readonly id?: string;
  readonly line: number;
}

export function referencesOf(
  phases: readonly PhaseDraft[],
  releases: readonly ReleaseDraft[],
  identified: readonly Identified[],
): References {
  const nodesByName = new Map<string, Node[]>();
  const add = (name: string, node: Node): void => {
    const nodes = nodesByName.get(name);
    if (nodes === undefined) nodesByName.set(name, [node]);
    else if (!nodes.some((one) => one.key === node.key && one.line === node.line)) nodes.push(node);
  };
  for (const phase of phases) {
    for (const name of namesOf(phase)) add(name, { key: phase.key, line: phase.block.line });
  }
  for (const release of releases) {
    if (!nodesByName.has(release.version))
      add(release.version, { key: release.version, line: release.block.line });
  }
  for (const { id, line } of identified) {
    if (id === undefined) continue;
    for (const name of new Set([slug(id), slug(id.replace(/^task\s+/i, ""))])) add(name, { key: id, line });
  }
  return { nodesByName };
}

/** Also the typed label of a phase whose key is its version: `Phase 2: v1.0.0 …` answers to both. */
function namesOf(phase: PhaseDraft): readonly string[] {
  const label = typedName(withoutEmoji(readable(phase.title)))?.name;
  return [...new Set([phase.label, phase.key, ...(label === undefined ? [] : [label])])];
}

const typeWords = "phase|milestone|sprint|week|goal|stage|wave|iteration";
const typed = new RegExp(`^(${typeWords}|task)s?\\s+(\\d{1,4}(?:\\.\\d{1,3})*[a-z]?)(?![\\w])`, "i");
const milestone = /^M(\d{1,3})(?!\w)/;
const named = /^((?:[\p{L}\p{N}&/-]+\s){1,3}phase)(?!\w)/iu;
const id = /^(?:T\d{1,4}[a-z]?|[A-Z][A-Z0-9]*-\d{1,6}|\d{1,3}(?:\.\d{1,3})+[a-z]?|\d\d-\d\d)(?![\w%]|[.-]\w)/;

function typedName(text: string): { name: string; length: number } | undefined {
  const match = typed.exec(text);
  if (match !== null) return { name: slug(`${match[1]} ${match[2]}`), length: match[0].length };
  const short = milestone.exec(text);
  return short === null ? undefined : { name: `milestone-${short[1]}`, length: short[0].length };
}

/** The node that `words` begin with by name. Words that only look like prose have none. */
export function nodeAtStart(references: References, words: string): NamedNode | undefined {
  const text = readable(words);
  const version = versionAtStart(text);
  const typedMatch = typedName(text);
  const found =
    version === undefined
      ? (typedMatch ?? idName(text) ?? knownName(references, text))
      : { name: version, length: text.indexOf(version) + version.length };
  if (found === undefined) return undefined;
  const target = lookUp(references, found.name) ?? lookUp(references, found.name.replace(/^task-/, ""));
  return { ...found, target };
}

function idName(text: string): { name: string; length: number } | undefined {
  const match = id.exec(text);
  return match === null ? undefined : { name: slug(match[0]), length: match[0].length };
}

function knownName(references: References, text: string): { name: string; length: number } | undefined {
  const match = named.exec(text);
  if (match?.[1] === undefined) return undefined;
  const name = slug(match[1]);
  return references.nodesByName.has(name) ? { name, length: match[0].length } : undefined;
}

/** What a name stands for. */
export function lookUp(references: References, name: string): Reference | undefined {
  const nodes = references.nodesByName.get(name);
  const [only, ...others] = nodes ?? [];
  if (only === undefined || nodes === undefined) return undefined;
  if (others.length === 0) return { kind: "node", key: only.key };
  return { kind: "ambiguous", name, lines: nodes.map((node) => node.line) };
}
