import { isDeepStrictEqual } from "node:util";
import { plainLine } from "../../report/plain-line.ts";
import type { Painter } from "../../report/terminal-tree.ts";

/** A step that did not go as told: the story ends there. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";

  constructor(what: string, expected: unknown, seen: unknown) {
    super(`${what}\n  expected: ${shown(expected)}\n  seen:     ${shown(seen)}`);
  }
}

const charactersMax = 2_000;

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > charactersMax ? `${text.slice(0, charactersMax)} …` : text;
}

/** Lines of one list before the rest is only counted. */
const linesMax = 12;

/** Says what happens, in short lines, and holds the story against the state of the simulated world. */
export class Teller {
  readonly painter: Painter;
  readonly #write: (line: string) => void;
  #step = 0;

  constructor(painter: Painter, write: (line: string) => void) {
    this.painter = painter;
    this.#write = write;
  }

  step(title: string): void {
    this.#step += 1;
    this.#write(`\n${this.painter.bold(`${this.#step}. ${title}`)}`);
  }

  /** A sentence of the story. */
  say(words: string): void {
    this.#write(`   ${plainLine(words)}`);
  }

  /** What a person does. */
  person(login: string, words: string): void {
    this.#write(`   ${this.painter.bold(login)} ${plainLine(words)}`);
  }

  /** What plangate does or says. */
  plangate(words: string): void {
    this.#write(`   ${this.painter.verdict("pass", "plangate")} ${plainLine(words)}`);
  }

  /** Lines to look at, as they are; what is more than `most` is counted. */
  show(lines: readonly string[], most: number = linesMax): void {
    for (const line of lines.slice(0, most)) this.#write(`     ${line}`);
    if (lines.length > most) this.#write(`     ${this.painter.dim(`… and ${lines.length - most} more`)}`);
  }

  /** A line without indent. */
  plain(words: string): void {
    this.#write(words);
  }

  /** Throws a `Mismatch` unless both are equal. */
  expect<Value>(what: string, seen: Value, expected: Value): void {
    if (!isDeepStrictEqual(seen, expected)) throw new Mismatch(what, expected, seen);
  }

  /** Throws a `Mismatch` unless `text` holds `part`. */
  expectPart(what: string, text: string, part: string): void {
    if (!text.includes(part)) throw new Mismatch(what, `… ${part} …`, text);
  }
}
