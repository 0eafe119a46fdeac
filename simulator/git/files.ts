import type { ObjectStore, TreeEntry } from "./object-store.ts";

export interface GitFile {
  readonly mode: string;
  readonly sha: string;
}

/** All files under a tree, by path; submodules too (mode 160000). */
export function filesOf(store: ObjectStore, treeSha: string, prefix = ""): Map<string, GitFile> {
  const files = new Map<string, GitFile>();
  for (const entry of store.trees.get(treeSha) ?? []) {
    const path = prefix + entry.name;
    if (entry.mode === "040000") {
      for (const [inner, file] of filesOf(store, entry.sha, `${path}/`)) files.set(inner, file);
    } else files.set(path, { mode: entry.mode, sha: entry.sha });
  }
  return files;
}

/** Writes the trees for these files and returns the root's SHA. */
export function writeFiles(store: ObjectStore, files: ReadonlyMap<string, GitFile>): string {
  const entries: TreeEntry[] = [];
  const directories = new Map<string, Map<string, GitFile>>();
  for (const [path, file] of files) {
    const slash = path.indexOf("/");
    if (slash === -1) {
      entries.push({ name: path, ...file });
      continue;
    }
    const name = path.slice(0, slash);
    const inner = directories.get(name) ?? new Map<string, GitFile>();
    inner.set(path.slice(slash + 1), file);
    directories.set(name, inner);
  }
  for (const [name, inner] of directories) {
    entries.push({ name, mode: "040000", sha: writeFiles(store, inner) });
  }
  return store.writeTree(entries);
}

/** New content per path; null deletes. Text is stored as UTF-8. */
export type FileChanges = Readonly<Record<string, string | Uint8Array | null>>;

/** The tree that results from these changes. */
export function changeFiles(store: ObjectStore, treeSha: string | undefined, changes: FileChanges): string {
  const files = treeSha === undefined ? new Map<string, GitFile>() : filesOf(store, treeSha);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      files.set(path, { mode: files.get(path)?.mode ?? "100644", sha: store.writeBlob(bytes) });
    }
  }
  return writeFiles(store, files);
}

/** What stands at a path: a file, a directory with its entries, or nothing. */
export function lookUp(
  store: ObjectStore,
  treeSha: string,
  path: string,
): { kind: "file"; entry: TreeEntry } | { kind: "directory"; sha: string } | undefined {
  const names = path.split("/").filter((name) => name !== "");
  let sha = treeSha;
  for (const [index, name] of names.entries()) {
    const entry = store.trees.get(sha)?.find((candidate) => candidate.name === name);
    if (entry === undefined) return undefined;
    if (entry.mode !== "040000") return index === names.length - 1 ? { kind: "file", entry } : undefined;
    sha = entry.sha;
  }
  return { kind: "directory", sha };
}
