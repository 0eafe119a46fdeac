import type { Plan } from "../model/plan.ts";
import type { Hint } from "../model/problem.ts";
import type { Block } from "./block.ts";
import type { Draft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { isShell } from "./fence-commands.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { seedOf } from "./seed-gate.ts";

const gateMarker = "<!-- plangate: gate -->";

/** What looks like a node of the plan and was not taken for one, with the marker that would make it one. */
export function findHints(draft: Draft, plan: Plan): readonly Hint[] {
  const gateLines = new Set(
    plan.gates.flatMap((gate) => [gate.line, ...gate.criteria.map((one) => one.line)]),
  );
  const hints = draft.outline.blocks.flatMap((block) => hintsAt(draft, block, gateLines));
  return [...hints, ...claims(plan, draft), ...releaseHints(plan)].sort((a, b) => a.line - b.line);
}

function hintsAt(draft: Draft, block: Block, gateLines: ReadonlySet<number>): readonly Hint[] {
  const scope = scopeAt(draft, block);
  const kept = scope.kept !== undefined && scope.kept !== "after";
  if (kept || scope.gate !== undefined) return emptyGate(draft, block, gateLines);
  if (block.kind === "fence") return arrows(block);
  if (block.kind !== "line" && block.kind !== "item" && block.kind !== "label") return [];
  if (gateLines.has(block.line)) return [];
  return [...prose(block), ...otherBoxes(block)];
}

function emptyGate(draft: Draft, block: Block, gateLines: ReadonlySet<number>): readonly Hint[] {
  const { gate } = scopeAt(draft, block);
  if (gate?.block !== block || gateLines.has(block.line) || seedOf(block, false) === undefined) return [];
  const message = `"${gate.title}" names a gate and nothing under it is a criterion: it holds nothing`;
  return [hint(block, "empty-gate", { message, marker: gateMarker })];
}

const prosePhrases: readonly RegExp[] = [
  /\b(?:exit|entry|success|acceptance|completion) criteria (?:include|are|is)\b/i,
  /\bBLOCKING (?:THE )?RELEASE\b|\bRELEASE[- ]BLOCKING\b/,
  /\b(?:is|are|remains?) \**BLOCKED\**\s+until\b/,
  /\b(?:CANNOT|MUST NOT) (?:begin|start|proceed|be released|be tagged)\b/,
  /\bhuman (?:approval|decision)\b.{0,20}\brequired\b|\brequires? human (?:approval|decision)\b/i,
];

/** One cheap look before the phrases are tried. */
const anyProse = /criteria|block|cannot|must not|human/i;

function prose(block: Block): readonly Hint[] {
  if (block.box !== undefined || !anyProse.test(block.words)) return [];
  if (!prosePhrases.some((pattern) => pattern.test(readable(block.words)))) return [];
  const message = "The line speaks as a gate does, but is no heading or label of one: it holds nothing";
  return [hint(block, "gate-in-prose", { message, marker: gateMarker })];
}

/** `[~]`, `[-]`, `[!]` mean different things in different plans. */
function otherBoxes(block: Block): readonly Hint[] {
  if (block.kind !== "item" || block.box !== undefined || !block.words.startsWith("[")) return [];
  const sign =
    /^\[([^\sxX\]]{1,2}|)\](?=[\s*]|$)/u.exec(block.words)?.[0] ?? /^\[[ xX]\]\*/.exec(block.words)?.[0];
  if (sign === undefined) return [];
  const message = `"${sign}" is no box that GitHub knows: the line is no task and is never changed`;
  return [hint(block, "other-box", { message, marker: "- [ ] …" })];
}

/** Arrows between names in a fence are a drawing: what they mean can be said by markers. */
function arrows(block: Block): readonly Hint[] {
  if (isShell(block) || block.language !== "") return [];
  const chains = block.words
    .split("\n")
    .filter((text) => /(?:task|phase|goal|milestone)\s+\d[\d.]*\s*(?:→|->|-->)\s*\S/i.test(readable(text)));
  const [first] = chains;
  if (first === undefined) return [];
  const [from = "", to = ""] = readable(first)
    .split(/\s*(?:→|-->|->)\s*/)
    .map((name) => name.trim());
  const message = `The drawing tells an order (${from} → ${to} …) that is not read: what stands in a fence yields nothing`;
  return [hint(block, "graph-in-fence", { message, marker: `<!-- plangate: depends-on ${from} -->` })];
}

/** A heading or label that says its work is complete, over open boxes. The box is the truth. */
function claims(plan: Plan, draft: Draft): readonly Hint[] {
  const open = openLines(plan);
  return draft.outline.blocks.flatMap((block): readonly Hint[] => {
    if (block.kind !== "section" && block.kind !== "label") return [];
    const claim = /(?:✅|⚠️|âœ…|‚úÖ)\s*(?:MOSTLY |PARTIALLY )?(?:COMPLETED?|DONE|SHIPPED)\b/iu.exec(
      block.words,
    )?.[0];
    if (claim === undefined) return [];
    const own = open.filter((line) => line > block.line && line <= block.endLine);
    if (own.length === 0) return [];
    const message = `The line says "${withoutEmoji(claim)}" and ${own.length} of its boxes are open (line ${own.join(", ")}): the boxes count`;
    return [hint(block, "claim-disagrees", { message, marker: "" })];
  });
}

function openLines(plan: Plan): readonly number[] {
  const criteria = plan.gates.flatMap((gate) => gate.criteria).filter((one) => one.checked === false);
  return [...plan.tasks.filter((task) => !task.checked), ...criteria].map((one) => one.line);
}

function releaseHints(plan: Plan): readonly Hint[] {
  const hasWork = plan.tasks.length + plan.steps.length + plan.gates.length > 0;
  if (plan.releases.length > 0 || !hasWork) return [];
  const message =
    "The plan declares no release and guards no tag: a version is declared by the title, a heading, a label or a task";
  return [{ line: 1, column: 1, rule: "no-release", message, marker: "<!-- plangate: release v1.0.0 -->" }];
}

function hint(block: Block, rule: string, { message, marker }: { message: string; marker: string }): Hint {
  return { line: block.line, column: block.column, rule, message, marker };
}
