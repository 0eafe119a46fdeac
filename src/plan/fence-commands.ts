import type { Block } from "./block.ts";
import { readable } from "./readable.ts";

/** A commented command of a shell fence, with what its comments expect of it. */
export interface FenceCommand {
  /** The comment before it, without its number. */
  readonly title: string;
  readonly command: string;
  readonly expectation: string;
  /** The line of its first comment or command. */
  readonly line: number;
}

export function isShell(fence: Block): boolean {
  return /^(?:bash|sh|shell|zsh|console|shell-session)$/i.test(fence.language ?? "");
}

interface Entry {
  readonly line: number;
  readonly comments: string[];
  readonly commands: string[];
  /** Comments on the commands' own lines. */
  readonly remarks: string[];
  readonly after: string[];
}

/**
 * The commands that have a comment, in order. A comment after a command is its expectation when a blank line or the
 * fence's end follows, else the title of the next; a comment on the command's own line is an expectation too.
 */
export function commandsIn(fence: Block): readonly FenceCommand[] {
  const entries: Entry[] = [];
  let open: Entry | undefined;
  for (const [index, raw] of fence.words.split("\n").entries()) {
    const text = raw.trim();
    if (text === "") {
      open = undefined;
    } else if (text.startsWith("#")) {
      if (open === undefined) entries.push((open = newEntry(fence.line + 1 + index)));
      (open.commands.length === 0 ? open.comments : open.after).push(text.replace(/^#+\s*/, ""));
    } else {
      if (open === undefined || open.after.length > 0) {
        const titles: string[] = open?.after.splice(0) ?? [];
        entries.push((open = newEntry(fence.line + 1 + index - titles.length)));
        open.comments.push(...titles);
      }
      takeCommand(open, text);
    }
  }
  return entries.filter((entry) => entry.commands.length > 0).flatMap(commandOf);
}

function newEntry(line: number): Entry {
  return { line, comments: [], commands: [], remarks: [], after: [] };
}

function takeCommand(entry: Entry, text: string): void {
  const [, command = text, remark] = /^(.*?)\s+#\s+(.*)$/.exec(text) ?? [];
  entry.commands.push(command.replace(/^\$\s+/, ""));
  if (remark !== undefined) entry.remarks.push(remark);
}

function commandOf(entry: Entry): readonly FenceCommand[] {
  const [first, ...rest] = entry.comments;
  if (first === undefined && entry.remarks.length + entry.after.length === 0) return [];
  const title = (first ?? entry.commands[0] ?? "").replace(/^\d+[.)]\s*/, "");
  const expectation = [...rest, ...entry.remarks, ...entry.after].map((words) => readable(words)).join("; ");
  return [{ title, command: entry.commands.join("\n"), expectation, line: entry.line }];
}
