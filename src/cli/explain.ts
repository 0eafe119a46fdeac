import type { Explanation } from "../model/problem.ts";
import { explain as explainLine } from "../plan/explain.ts";
import { plainLine } from "../report/plain-line.ts";
import type { Offline } from "./offline.ts";
import { readOffline, unreadable } from "./offline.ts";
import type { Told } from "./told.ts";

/** `plangate explain FILE:LINE`: what a line was taken for, by which rule; `FILE` alone explains every line. */
export async function explain(place: string, offline: Offline): Promise<Told> {
  const { path, line } = placeOf(place);
  if (line === 0) return unreadable(`Cannot explain "${place}": lines count from 1`);
  const read = await readOffline(path, offline);
  if ("exitCode" in read) return read;
  const { explanations, problems, hints } = read.parsed;
  const isAt = (node: { line: number; endLine?: number }) =>
    line === undefined || (node.line <= line && line <= (node.endLine ?? node.line));
  const here = line === undefined ? explanations : explainLine(read.parsed, line);
  const notes = [...problems.filter(isAt), ...hints.filter(isAt)];
  const lines = [
    ...here.map(describe),
    ...notes.map(({ line: at, rule, message }) => `${at}: ${rule}: ${plainLine(message)}`),
  ];
  return {
    exitCode: 0,
    text: lines.length === 0 ? "nothing of this plan was recognised" : lines.join("\n"),
    json: { path, ...(line === undefined ? {} : { line }), explanations: here, notes },
  };
}

/** A trailing `:88` is a line; a colon elsewhere belongs to the path. */
function placeOf(place: string): { path: string; line?: number } {
  const match = /^(.+):(\d{1,9})$/s.exec(place);
  if (match?.[1] === undefined) return { path: place };
  return { path: match[1], line: Number(match[2]) };
}

function describe({ line, endLine, taken, key, because, rule }: Explanation): string {
  const lines = line === endLine ? `${line}` : `${line}-${endLine}`;
  return `${lines}: ${taken}${key === undefined ? "" : ` ${plainLine(key)}`}: ${plainLine(because)} (${rule})`;
}
