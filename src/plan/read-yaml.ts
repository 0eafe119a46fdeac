import type { Node, Pair } from "yaml";
import { CST, Lexer, LineCounter, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Problem } from "../model/problem.ts";

/** Keys and list positions, outermost first. */
export type YamlPath = readonly PropertyKey[];

/** Where a value stands: itself, its key, and the text of a scalar as written. */
interface YamlPlace {
  readonly value: { readonly line: number; readonly column: number };
  readonly key: { readonly line: number; readonly column: number };
  readonly source?: string;
}

export interface YamlFile {
  /** Plain objects, lists and scalars. Keys without a value are left out, as if they were not written. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The place of what a path leads to, or of the innermost part of it that exists. */
  readonly placeOf: (path: YamlPath) => YamlPlace;
}

/**
 * Reads YAML as plain data: one document, without anchors, aliases, tags, merge keys, directives and doubled keys,
 * each of which is a problem. `value` is undefined where the text is no YAML at all.
 */
export function readYaml(text: string): YamlFile {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    merge: false,
    logLevel: "error",
    schema: "core",
  });
  const reading: Reading = { at: (offset) => placeAt(counter, offset), places: new Map(), problems: [] };

  reading.problems.push(...specialsIn(text, reading));
  for (const error of document.errors) {
    const doubled = error.code === "DUPLICATE_KEY";
    const message = doubled
      ? "Cannot read the settings: this key is already used above in the same block"
      : messageOf(error);
    reading.problems.push({
      ...reading.at(error.pos[0]),
      rule: doubled ? "settings-duplicate" : "settings-syntax",
      message,
    });
  }
  const unreadable = document.errors.some((error) => error.code !== "DUPLICATE_KEY");
  const value = unreadable ? undefined : valueOf(document.contents, [], reading);
  return { value, problems: reading.problems, placeOf: (path) => nearestPlace(path, reading) };
}

interface Reading {
  readonly at: (offset: number) => { line: number; column: number };
  readonly places: Map<string, YamlPlace>;
  readonly problems: Problem[];
}

const specials: Readonly<Record<string, string>> = {
  anchor: "an anchor (&)",
  alias: "an alias (*)",
  tag: "a tag (!)",
  "directive-line": "a directive (%)",
};

/** The lexer sees every one of them, also those that the parser resolves away. */
function specialsIn(text: string, reading: Reading): readonly Problem[] {
  const problems: Problem[] = [];
  let offset = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const mark = lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
    const special = scalar || mark ? undefined : specials[CST.tokenType(lexeme) ?? ""];
    scalar = lexeme === CST.SCALAR;
    if (special !== undefined) {
      const message = `Cannot read the settings: ${special} is not allowed here: write the value itself, in quotes if it is text`;
      problems.push({ ...reading.at(offset), rule: "settings-syntax", message });
    }
    if (!mark) offset += lexeme.length;
  }
  return problems;
}

function messageOf(error: { readonly code: string; readonly message: string }): string {
  if (error.code === "RESOURCE_EXHAUSTION")
    return "Cannot read the settings: too many blocks stand inside each other";
  if (error.code === "MULTIPLE_DOCS")
    return 'Cannot read the settings: a second document begins here: take "---" out';
  return `Cannot read the settings: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`;
}

function valueOf(node: unknown, path: YamlPath, reading: Reading): unknown {
  if (isMap<Node, Node | null>(node)) return mapOf(node.items, path, reading);
  if (isSeq<Node>(node)) {
    return node.items.map((item, index) => {
      const place = reading.at(item.range?.[0] ?? 0);
      return memberOf(item, [...path, index], { key: place, reading });
    });
  }
  return isScalar(node) ? node.value : undefined;
}

function mapOf(items: readonly Pair<Node, Node | null>[], path: YamlPath, reading: Reading): unknown {
  const entries: [string, unknown][] = [];
  for (const { key, value } of items) {
    const place = reading.at(key.range?.[0] ?? 0);
    const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
    if (name === undefined || name === "<<" || name === "__proto__") {
      const message = `Cannot read the settings: ${name === undefined ? "a key must be a word" : `the key "${name}" is not allowed`}`;
      reading.problems.push({ ...place, rule: "settings-key", message });
      continue;
    }
    if (value === null || (isScalar(value) && value.value === null)) continue;
    entries.push([name, memberOf(value, [...path, name], { key: place, reading })]);
  }
  return Object.fromEntries(entries);
}

function memberOf(
  node: Node,
  path: YamlPath,
  { key, reading }: { readonly key: YamlPlace["key"]; readonly reading: Reading },
): unknown {
  const value = reading.at(node.range?.[0] ?? 0);
  const source = isScalar(node) ? node.source : undefined;
  reading.places.set(nameOf(path), source === undefined ? { key, value } : { key, value, source });
  return valueOf(node, path, reading);
}

function nearestPlace(path: YamlPath, reading: Reading): YamlPlace {
  for (let length = path.length; length > 0; length -= 1) {
    const place = reading.places.get(nameOf(path.slice(0, length)));
    if (place !== undefined) return place;
  }
  return { key: { line: 1, column: 1 }, value: { line: 1, column: 1 } };
}

function nameOf(path: YamlPath): string {
  return JSON.stringify(path.map(String));
}

function placeAt(counter: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
