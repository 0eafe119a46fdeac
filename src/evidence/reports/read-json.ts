import { ReportError } from "./report-error.ts";

/** Nesting beyond this is no report. */
const depthMax = 64;
/** Values, objects and lists of one document. */
const valuesMax = 5_000_000;

/** What JSON says. Objects are without prototype. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Reads JSON strictly: a key that an object has twice, a number that is not finite, and deep nesting are refused. */
export function readJson(text: string): Json {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

class JsonReader {
  readonly #text: string;
  readonly #number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  readonly #plain = /[^"\\\n\r\t]*/y;
  readonly #word = /true|false|null/y;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > depthMax) throw new ReportError(`it is nested deeper than ${depthMax}`);
    this.#values += 1;
    if (this.#values > valuesMax) throw new ReportError(`it holds more than ${valuesMax} values`);
    const sign = this.#next();
    if (sign === "{") return this.#object(depth);
    if (sign === "[") return this.#list(depth);
    if (sign === '"') return this.#string();
    const word = this.#match(this.#word);
    if (word !== undefined) return word === "null" ? null : word === "true";
    const digits = this.#match(this.#number);
    if (digits === undefined) throw this.#broken();
    const number = Number(digits);
    if (!Number.isFinite(number))
      throw new ReportError(`${digits.slice(0, 30)} is no number that can be held`);
    return number;
  }

  end(): void {
    if (this.#next() !== undefined) throw this.#broken();
  }

  #object(depth: number): Json {
    const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
    this.#at += 1;
    if (this.#take("}")) return object;
    do {
      if (this.#next() !== '"') throw this.#broken();
      const key = this.#string();
      if (Object.hasOwn(object, key))
        throw new ReportError(`the key ${JSON.stringify(key.slice(0, 60))} is there twice`);
      this.#expect(":");
      object[key] = this.value(depth + 1);
    } while (this.#take(","));
    this.#expect("}");
    return object;
  }

  #list(depth: number): Json {
    const list: Json[] = [];
    this.#at += 1;
    if (this.#take("]")) return list;
    do list.push(this.value(depth + 1));
    while (this.#take(","));
    this.#expect("]");
    return list;
  }

  #string(): string {
    this.#at += 1;
    const parts: string[] = [];
    for (;;) {
      parts.push(this.#match(this.#plain) ?? "");
      const sign = this.#text[this.#at];
      if (sign === '"') break;
      if (sign !== "\\") throw this.#broken();
      parts.push(this.#escape());
    }
    this.#at += 1;
    return parts.length === 1 ? (parts[0] ?? "") : parts.join("");
  }

  #escape(): string {
    const sign = this.#text[this.#at + 1] ?? "";
    if (sign === "u") {
      const code = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[\da-fA-F]{4}$/.test(code)) throw this.#broken();
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    const found = escapes.get(sign);
    if (found === undefined) throw this.#broken();
    this.#at += 2;
    return found;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** The next sign after white space; undefined at the end. */
  #next(): string | undefined {
    while (" \n\r\t".includes(this.#text[this.#at] ?? "-")) this.#at += 1;
    return this.#text[this.#at];
  }

  #take(sign: string): boolean {
    if (this.#next() !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw this.#broken();
  }

  #broken(): ReportError {
    if (this.#at >= this.#text.length) return new ReportError("the report is cut off: its JSON does not end");
    const near = JSON.stringify(this.#text.slice(this.#at, this.#at + 20));
    return new ReportError(`it is no JSON at character ${this.#at + 1}, near ${near}`);
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
