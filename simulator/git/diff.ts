import { filesOf } from "./files.ts";
import type { ObjectStore } from "./object-store.ts";

export interface FileChange {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string | undefined;
}

/** The files that differ between two trees, by path. A file moved with the same bytes is a rename. */
export function diffTrees(store: ObjectStore, before: string | undefined, after: string): FileChange[] {
  const old = before === undefined ? new Map<string, { sha: string }>() : filesOf(store, before);
  const now = filesOf(store, after);
  const removed = [...old].filter(([path]) => !now.has(path));
  const changes: FileChange[] = [];
  for (const [path, file] of now) {
    const was = old.get(path);
    if (was?.sha === file.sha) continue;
    const movedFrom = was === undefined ? removed.findIndex(([, gone]) => gone.sha === file.sha) : -1;
    if (movedFrom !== -1) {
      const [source] = removed.splice(movedFrom, 1);
      changes.push({ path, previousPath: source?.[0], status: "renamed", sha: file.sha, ...NO_LINES });
      continue;
    }
    const lines = diffLines(textOf(store, was?.sha), textOf(store, file.sha));
    changes.push({
      path,
      previousPath: undefined,
      status: was ? "modified" : "added",
      sha: file.sha,
      ...lines,
    });
  }
  for (const [path, file] of removed) {
    const lines = diffLines(textOf(store, file.sha), "");
    changes.push({ path, previousPath: undefined, status: "removed", sha: file.sha, ...lines });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const NO_LINES = { additions: 0, deletions: 0, patch: undefined };

function textOf(store: ObjectStore, sha: string | undefined): string {
  return sha === undefined ? "" : Buffer.from(store.blobs.get(sha) ?? new Uint8Array()).toString("utf8");
}

// One hunk from the first to the last differing line: enough to count and to show.
function diffLines(before: string, after: string): { additions: number; deletions: number; patch: string } {
  const a = before === "" ? [] : before.replace(/\n$/, "").split("\n");
  const b = after === "" ? [] : after.replace(/\n$/, "").split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const gone = a.slice(start, a.length - end);
  const come = b.slice(start, b.length - end);
  const header = `@@ -${start + 1},${gone.length} +${start + 1},${come.length} @@`;
  const patch = [header, ...gone.map((line) => `-${line}`), ...come.map((line) => `+${line}`)].join("\n");
  return { additions: come.length, deletions: gone.length, patch };
}
