import type { Json } from "./read-json.ts";
import { isList, isObject, readJson } from "./read-json.ts";
import { ReportError } from "./report-error.ts";

/** Reads back what a workflow kept, strictly; what does not fit is one reason, and nothing of it counts. */
export function parseKeptFile<T>(
  bytes: Uint8Array,
  read: (file: { readonly [key: string]: Json }) => T,
): { readonly content: T } | { readonly reason: string } {
  try {
    const file = readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!isObject(file) || file["version"] !== 1) throw new ReportError("it is not of version 1");
    return { content: read(file) };
  } catch (error) {
    if (error instanceof ReportError) return { reason: error.message };
    if (error instanceof TypeError) return { reason: "it is no UTF-8 text" };
    throw error;
  }
}

/** A list of such a file as its JSON: one line per entry, so that a person can read it. */
export function printList(entries: readonly unknown[]): string {
  return entries.length === 0
    ? "[]"
    : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
}

export function fieldsIn(entry: Json | undefined, keys: readonly string[]): { readonly [key: string]: Json } {
  if (
    !isObject(entry) ||
    Object.keys(entry).length !== keys.length ||
    !keys.every((key) => Object.hasOwn(entry, key))
  ) {
    throw new ReportError(`an entry has not just ${keys.join(", ")}`);
  }
  return entry;
}

export function listIn(value: Json | undefined, max: number): readonly Json[] {
  if (!isList(value)) throw new ReportError("a list is missing");
  if (value.length > max) throw new ReportError(`it has more than ${max} entries`);
  return value;
}

export function textIn(value: Json | undefined, charactersMax: number): string {
  if (typeof value !== "string" || value.length > charactersMax)
    throw new ReportError("a text is missing or too long");
  return value;
}
