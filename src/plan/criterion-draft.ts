import type { Criterion, CriterionKind, Threshold } from "../model/plan.ts";
import type { Block } from "./block.ts";
import { isCommand, requiredFile, requiredTags } from "./commands.ts";
import { commandsIn, isShell } from "./fence-commands.ts";
import { readable, withoutEmoji } from "./readable.ts";
import type { Span } from "./source.ts";
import { thresholdsIn } from "./thresholds.ts";

/** A criterion before its gate gives it a key. */
export interface CriterionDraft {
  readonly span: Span;
  readonly block: Block;
  readonly text: string;
  readonly kind: CriterionKind;
  readonly thresholds: readonly Threshold[];
  readonly command?: string;
  readonly expectation?: string;
  readonly file?: string;
  readonly tags?: Criterion["tags"];
  readonly day?: string;
}

type Proof = Omit<CriterionDraft, "span" | "block" | "text">;

/** What a line of a gate asks for, read from its words and code spans; boxes stay boxes. */
export function criterionOf(block: Block, text: string): CriterionDraft {
  const proof = proofIn(text, block.codes);
  return { ...proof, kind: block.box === undefined ? proof.kind : "box", span: block, block, text };
}

/** An approval by people, whatever its words. */
export function approvalOf(block: Block, text: string): CriterionDraft {
  return { span: block, block, text, kind: "approval", thresholds: [] };
}

function proofIn(text: string, codes: readonly string[]): Proof {
  const file = requiredFile(text, codes);
  if (file !== undefined)
    return { kind: "file", thresholds: [], file: file.file, ...expecting(file.expectation) };
  const command = codes.find((code) => isCommand(code));
  if (command !== undefined) return commandProof(command, afterCode(text, command));
  const day = firstDay(text);
  if (day !== undefined) return { kind: "date", thresholds: [], day };
  const thresholds = thresholdsIn(text);
  if (thresholds.length > 0) return { kind: "threshold", thresholds };
  return { kind: asksForApproval(text) ? "approval" : "statement", thresholds: [] };
}

function commandProof(command: string, expectation: string): Proof {
  const tags = requiredTags(command, expectation);
  const shared = { command, ...expecting(expectation) };
  if (tags !== undefined) return { kind: "tags", thresholds: [], tags, ...shared };
  return { kind: "command", thresholds: thresholdsIn(expectation), ...shared };
}

function expecting(expectation: string): { expectation?: string } {
  return expectation === "" ? {} : { expectation };
}

/** What is said of the command right after it, where it is said as an expectation. */
function afterCode(text: string, code: string): string {
  const at = text.indexOf(code);
  const rest = readable(at < 0 ? "" : text.slice(at + code.length)).replace(/^[\s:,–—→-]+/, "");
  return /^(?:succeeds?|pass(?:es)?|should|must|returns?|shows?|exits?|reports?|prints?|is|are|works?|green|clean|zero|no)\b/i.test(
    rest,
  )
    ? rest.trim()
    : "";
}

/** `Not before 2026-12-01`: a line that begins with a day of the calendar to wait for. */
function firstDay(text: string): string | undefined {
  const day = /^(?:not|no) (?:before|earlier than) (\d{4}-\d{2}-\d{2})(?![\d-])/i.exec(text)?.[1];
  if (day === undefined) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}

function asksForApproval(text: string): boolean {
  return /\b(?:approved by|approvals? (?:from|by|of|obtained|granted|received|required|given)|(?:requires?|needs?|get|obtain) (?:\S+ )?approval|must approve|signed[- ]off|sign-?off|lgtm)\b/i.test(
    text,
  );
}

/** One criterion per commented command of a shell fence. */
export function criteriaOfFence(fence: Block): readonly CriterionDraft[] {
  if (!isShell(fence)) return [];
  return commandsIn(fence).map(({ title, command, expectation, line }) => {
    const proof = commandProof(command, expectation);
    const span = { line, column: fence.column, offset: fence.offset, endOffset: fence.endOffset };
    return { ...proof, span, block: fence, text: title };
  });
}

/** A numbered heading of a gate with all under it: one criterion, proved by its `Verification` label. */
export function criterionOfSection(section: Block): CriterionDraft {
  const text = withoutEmoji(section.words).replace(/^\d+(?:\.\d+)*[.)]?\s+/, "");
  const verification = section.children.find((child) =>
    /^verif(?:y|ication)$/i.test(child.label?.title ?? ""),
  );
  const fence = verification?.children.find((child) => isShell(child));
  const found = fence === undefined ? undefined : criteriaOfFence(fence)[0];
  if (found !== undefined) return { ...found, span: section, block: section, text };
  const proof =
    verification === undefined ? undefined : proofIn(verification.label?.value ?? "", verification.codes);
  return { ...(proof ?? { kind: "statement", thresholds: [] }), span: section, block: section, text };
}
