import type { Block } from "./block.ts";
import { readable, withoutEmoji } from "./readable.ts";

/** Labels whose value tells something about the section they stand in. */
const attributeLabel =
  /^(?:goal|purpose|objective|status|priority|timeline|duration|effort|owner|labels?|complexity|agents?|responsible|assignees?|milestone|target|target date|due(?: date)?|started|completed|risk|blocking|when to start|(?:estimated|total) (?:effort|time|duration)|estimate)$/i;

const aliases: Readonly<Record<string, string>> = {
  "estimated effort": "effort",
  "estimated time": "effort",
  "estimated duration": "duration",
  "total effort": "effort",
  estimate: "effort",
  label: "labels",
};

/** Labels that say what a section needs, blocks or must hold: with attributes they make a heading more than a group. */
const relationLabel = /^(?:dependencies|depends on|blocked(?: by)?|requires|blocks|blocker for)$/i;

/** The attribute key a label stands for, in lower case, or undefined for any other label. */
export function attributeKey(title: string): string | undefined {
  const name = title.trim().toLowerCase();
  if (!attributeLabel.test(name)) return undefined;
  return aliases[name] ?? name;
}

/** Whether a label tells something of the section it stands in: an attribute or a relation. */
export function isSectionLabel(title: string): boolean {
  return attributeKey(title) !== undefined || relationLabel.test(title.trim());
}

/** The label lines directly in a section, those of its own lists too, up to the first thematic break or heading. */
export function ownLabels(section: Block): readonly Block[] {
  const labels: Block[] = [];
  for (const child of section.children) {
    if (child.kind === "rule" || child.kind === "section") break;
    const isLabel = child.kind === "label" || (child.kind === "item" && child.box === undefined);
    if (isLabel && child.label !== undefined) labels.push(child);
  }
  return labels;
}

const amount = "[~≈<>]?\\d+(?:\\.\\d+)?(?:\\s?[-–]\\s?\\d+(?:\\.\\d+)?)?\\+?";
const effort = new RegExp(`^${amount}\\s?(?:hours?|hrs?|h|days?|d|weeks?|w|months?|minutes?|min)$`, "i");

/** What a heading says in parentheses: effort (`25-30 hours`), priority (`P0`, `Priority: HIGH`), timeline (`Week 1`). */
export function headingAttributes(words: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, inside = ""] of readable(words).matchAll(/\(([^()]*)\)/g)) {
    for (const part of inside.split(/,|\s[-–—]\s/)) {
      const text = part.trim();
      const priority = /^(?:priority:?\s*)(\S.*)$/i.exec(text)?.[1] ?? /^P[0-3]$/.exec(text)?.[0];
      if (priority !== undefined) found["priority"] ??= priority;
      else if (effort.test(text)) found["effort"] ??= text;
      else if (/^(?:weeks?|days?|sprints?|months?|Q[1-4])\s*\d/i.test(text)) found["timeline"] ??= text;
    }
  }
  return found;
}

/** A section's attributes: its label lines, then what its heading says in parentheses. */
export function attributesOf(section: Block): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const block of ownLabels(section)) {
    const key = attributeKey(block.label?.title ?? "");
    const value = withoutEmoji(block.label?.value ?? "");
    if (key !== undefined && value !== "") found[key] ??= value;
  }
  return { ...headingAttributes(section.words), ...found };
}
