import { digest } from "../model/digest.ts";
import type { Task } from "../model/plan.ts";
import type { Block } from "./block.ts";
import { blocksIn } from "./block.ts";
import type { Draft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { markerNamed } from "./markers.ts";
import { isCriterionBox } from "./placeholder.ts";
import { safeLinkPosition } from "./safe-link-position.ts";
import type { Source } from "./source.ts";
import { placeOf } from "./source.ts";
import { idsOf } from "./task-ids.ts";
import { roleOf } from "./task-role.ts";
import { taskWords } from "./task-words.ts";

/** The tasks with the blocks they came from. */
export interface FoundTasks {
  readonly tasks: readonly Task[];
  readonly idOf: ReadonlyMap<Block, string>;
}

/** Every box that is no criterion, as a task, in the order of the file. */
export function findTasks(draft: Draft): FoundTasks {
  const boxes = draft.outline.blocks.filter((block) => block.box !== undefined);
  const own = boxes.filter((box) => !isCriterionBox(box, scopeAt(draft, box)));
  const { idOf, repeated } = idsOf(own);
  for (const [box, other] of repeated) addRepeated(draft, box, other);

  const equals = new Map<string, number>();
  const tasks: Task[] = [];
  const ids = new Map<Block, string>();
  for (const box of own) {
    const leading = idOf.get(box);
    if (leading !== undefined) ids.set(box, leading.id);
    tasks.push(taskOf(draft, box, { id: leading?.id, words: leading?.rest ?? box.words, equals }));
  }
  return { tasks, idOf: ids };
}

/** Only ids that their author numbers through the whole file: dotted ones begin anew in every section. */
function addRepeated(draft: Draft, box: Block, other: Block): void {
  const [id] = /^(?:T\d{3,4}|[A-Z]{2,}-\d+)\b/.exec(box.words) ?? [];
  if (id === undefined) return;
  const message = `Cannot use the id "${id}": it is already used at line ${other.line}: give one of the tasks another id`;
  draft.problems.push({ line: box.line, column: box.column, rule: "duplicate-id", message });
}

interface Identity {
  readonly id: string | undefined;
  readonly words: string;
  /** How many tasks of the same section and words came before. */
  readonly equals: Map<string, number>;
}

function taskOf(draft: Draft, block: Block, { id, words, equals }: Identity): Task {
  const { source } = draft;
  const scope = scopeAt(draft, block);
  const { text, attributes } = taskWords(words, block.codes);
  const { role, names } = roleOf(draft, block, text);
  const name = `${scope.identitySections}\n${text}`;
  const ordinal = equals.get(name) ?? 0;
  equals.set(name, ordinal + 1);
  const box = block.box;
  const linkOffset = box?.paragraph === undefined ? undefined : safeLinkPosition(box.paragraph, source.text);
  const link = linkOf(source, block);
  const { phase, repository, task } = scope;
  return {
    ...placeOf(source, { ...block, line: box?.line ?? block.line }),
    checked: box?.checked ?? false,
    text,
    role,
    ...(id === undefined ? {} : { id }),
    ...(phase === undefined ? {} : { phase: phase.key }),
    section: scope.sections,
    ...(task === undefined ? {} : { parent: task.box?.line ?? task.line }),
    ...(names === undefined ? {} : { names }),
    boxOffset: source.byteOffsetOf(box?.offset ?? 0),
    ...(linkOffset === undefined ? {} : { linkOffset: source.byteOffsetOf(linkOffset) }),
    ...(link === undefined ? {} : { link }),
    body: bodyOf(source, block),
    identity: digest(`${name}\n${ordinal}`),
    ...(repository === undefined ? {} : { repository }),
    attributes: { ...attributes, ...requirementsOf(block) },
  };
}

function linkOf(source: Source, block: Block): Task["link"] {
  if (block.link !== undefined) {
    const { offset, endOffset, ...issue } = block.link;
    return { ...issue, offset: source.byteOffsetOf(offset), endOffset: source.byteOffsetOf(endOffset) };
  }
  const marker = markerNamed(block, "issue");
  const [, owner, repository, number] =
    /^([\w.-]+)\/([\w.-]+)#(\d{1,10})$/.exec(marker?.values["issue"] ?? "") ?? [];
  if (marker === undefined || owner === undefined || repository === undefined) return undefined;
  const start = (source.lineStarts[marker.source.line - 1] ?? 0) + marker.source.column - 1;
  const end = source.text.indexOf("-->", start) + 3;
  const place = { offset: source.byteOffsetOf(start), endOffset: source.byteOffsetOf(end) };
  return { owner, repository, number: Number(number), ...place };
}

/** Kiro's `_Requirements: 1.2_`, as the task's own bullet. */
function requirementsOf(block: Block): { requirements?: string } {
  for (const child of block.children) {
    const found = /^requirements?:\s*(\S.*)$/i.exec(child.box === undefined ? child.words : "")?.[1];
    if (found !== undefined) return { requirements: found };
  }
  return {};
}

/** The item's lines after its first paragraph, without its subtasks', with their common indentation taken off. */
function bodyOf(source: Source, block: Block): string {
  const first = (block.box?.paragraph?.position?.end.line ?? block.line) + 1;
  if (block.children.length === 0 || first > block.endLine) return "";
  const left = new Set<number>();
  for (const inner of blocksIn(block)) {
    if (inner === block || inner.box === undefined) continue;
    for (let line = inner.line; line <= inner.endLine; line += 1) left.add(line);
  }
  const lines: string[] = [];
  for (let line = first; line <= block.endLine; line += 1) {
    const text = source.text.slice(source.lineStarts[line - 1], source.lineStarts[line]);
    if (!left.has(line)) lines.push(text.replace(/[\r\n]+$/, "").trimEnd());
  }
  const indents = lines.filter((text) => text !== "").map((text) => text.length - text.trimStart().length);
  const indent = Math.min(...indents, 32);
  return lines
    .map((text) => text.slice(indent))
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}
