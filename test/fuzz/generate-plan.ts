import type { Random } from "./random.ts";
import { randomOf } from "./random.ts";

const markers = [
  "- ",
  "* ",
  "+ ",
  "1. ",
  "2. ",
  "10) ",
  "> ",
  ">",
  "  ",
  "    ",
  "\t",
  "   ",
  " ",
  "-",
  "[^a]: ",
];
const boxes = ["[ ] ", "[x] ", "[X] ", "[\t] ", "[ ]", "[] ", "[-] ", "[ ]\t", "[\u00a0] ", "**[ ]** "];
const openers = [
  "```",
  "~~~",
  "```sh",
  "<!--",
  "-->",
  "<!-- plangate: gate id=a before=v1.0.0 -->",
  "<details>",
  "</details>",
  "---",
  "===",
  "***",
  "| a | b |",
  "|---|---|",
  "<pre>",
  "</pre>",
  "$$",
];
const headings = [
  "# Plan",
  "## Phase 1: Start",
  "## Phase 2: v0.2.0",
  "### Success criteria",
  "## v1.0.0 Release",
  "### Dependencies",
  "#### Rollback",
  "## Definition of Done",
  "### SECURITY GATE: BLOCKED until audit passes",
  "## Decision point",
  "## Milestone 3",
  "### For web Repository",
  "# [a](b) `c`",
  "**Success Criteria:**",
  "**Exit criteria**",
  "Prerequisites:",
  "Setext\n---",
  "Setext\n===",
];
const words = [
  "a",
  "T001 write it",
  "**bold** rest",
  "*over\n  the line*",
  "[link](https://example.com/a_b)",
  "[over\n  lines](https://example.com)",
  "`code`",
  "`over\n  code`",
  "<!-- note -->",
  "<!-- over\n note -->",
  "x\\",
  "x  ",
  "\\",
  "#12",
  "octo/plans#7",
  " ([#12](https://github.com/octo/plans/issues/12))",
  "Depends on: T001",
  "(depends on T001)",
  "≥80% coverage",
  "<500ms",
  "✅ done",
  "‚úÖ ready",
  "$V",
  "{{NAME}}",
  "...",
  "&amp;",
  "a | b",
  "[^a]",
  "[ref]",
  "![i](j)",
  "<b>x",
  "</b>",
  "_u_ __v__",
  "~~s~~",
  "Tag v1.0.0",
  "git tag created",
  "https://github.com/octo/plans/issues/3",
  "v0.4.8 complete OR skipped",
  "Proceed / Defer",
  "[x](y)",
  "[x]",
  "[ ]",
  "𝒳🎉",
  "é",
  "\u00a0",
  "\uFEFF",
  "\u0000",
  "\u2028",
  "Task 1.1 → Task 1.2",
  "1.2 do",
  "P0",
  "[P] [US1] go",
];
const lineEnds = ["\n", "\n", "\n", "\r\n", "\r", "\r\r\n", "\n\n", "  \n", "\\\n", "\t\n"];

/** A document that the seed determines: a soup of markdown, something like a plan, or one of `samples` spoilt. */
export function generatePlan(seed: number, samples: readonly Uint8Array[]): Uint8Array {
  const random = randomOf(seed);
  const kind = random.integer(samples.length === 0 ? 2 : 3);
  if (kind === 2) return spoilt(pieceOf(random.pick(samples), random), random);
  const written = new TextEncoder().encode(kind === 0 ? soup(random) : planLike(random));
  return random.once(4) ? spoilt(written, random) : written;
}

function soup(random: Random): string {
  const steady = random.once(2) ? random.pick(lineEnds) : undefined;
  let text = random.once(20) ? "\uFEFF" : "";
  if (random.once(10)) text += random.pick(["---\n", "---\ntitle: a\n---\n", "---\n\n"]);
  for (let left = 1 + random.integer(12); left > 0; left -= 1) {
    for (let count = random.integer(4); count > 0; count -= 1) text += random.pick(markers);
    if (random.once(2)) text += random.pick(boxes);
    for (let count = random.integer(3); count > 0; count -= 1)
      text += random.pick(random.once(6) ? openers : words);
    text += steady ?? random.pick(lineEnds);
  }
  return random.once(4) ? text.trimEnd() : text;
}

function planLike(random: Random): string {
  const lines: string[] = [];
  for (let sections = 1 + random.integer(4); sections > 0; sections -= 1) {
    lines.push(random.pick(headings), "");
    for (let count = random.integer(6); count > 0; count -= 1) {
      const indent = "  ".repeat(random.integer(4));
      const box = random.once(5) ? "" : random.pick(boxes);
      lines.push(
        `${indent}${random.pick(["-", "*", "1.", "2)"])} ${box}${random.pick(words)} ${random.pick(words)}`,
      );
      if (random.once(5)) lines.push(random.pick(openers));
      if (random.once(6)) lines.push("");
    }
    lines.push("");
  }
  return lines.join(random.pick(["\n", "\n", "\r\n", "\r\r\n"]));
}

/** Some lines of a document, so that many runs stay quick. */
function pieceOf(bytes: Uint8Array, random: Random): Uint8Array {
  const length = Math.min(bytes.length, 200 + random.integer(2_500));
  const start = random.once(3) ? 0 : random.integer(bytes.length - length + 1);
  return bytes.slice(start, start + length);
}

const insertions = [
  "\r",
  "\n",
  "\r\n",
  "\0",
  "\t",
  "`",
  "```\n",
  "<!--",
  "-->",
  "[",
  "]",
  "*",
  "_",
  ">",
  "- [ ] ",
  "\\",
  "  ",
  "|",
  "\uFEFF",
  "<",
  "&",
];

/** Between one and six bytes or runs of bytes changed, wherever they stand. */
function spoilt(bytes: Uint8Array, random: Random): Uint8Array {
  let changed = [...bytes];
  for (let left = 1 + random.integer(6); left > 0; left -= 1) {
    const at = random.integer(changed.length + 1);
    const run = changed.slice(at, at + 1 + random.integer(40));
    const kind = random.integer(5);
    if (kind === 0) changed[Math.min(at, Math.max(changed.length - 1, 0))] = random.integer(256);
    if (kind === 1) changed.splice(at, run.length);
    if (kind === 2) changed.splice(at, 0, ...run);
    if (kind === 3) changed.splice(at, 0, ...new TextEncoder().encode(random.pick(insertions)));
    if (kind === 4) changed = [...changed.slice(at), ...changed.slice(0, at)];
  }
  return Uint8Array.from(changed);
}
