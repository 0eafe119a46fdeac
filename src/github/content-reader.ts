import { createHash } from "node:crypto";
import { TerminalError } from "../engine/errors.ts";
import type { GitHubReader } from "../engine/github.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { Cache } from "./bounded-cache.ts";
import type { BlobJson, TreeEntryJson, TreeJson } from "./json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** A plan is at most 1 MB (product, limits); no file that plangate reads is larger. */
const fileBytesMax = 1_048_576;
/** Where what was read is kept, by name and SHA. */
export interface ContentCaches {
  /** Weighed by entries. */
  readonly trees: Cache<Tree>;
  /** Weighed by bytes. */
  readonly blobs: Cache<Uint8Array>;
}

/** A folder at a moment, by path. */
export interface Tree {
  readonly entries: ReadonlyMap<string, TreeEntryJson>;
  /** GitHub cut it: what is missing may be there. */
  readonly truncated: boolean;
}

/**
 * Reads files through trees and blobs: unlike the contents API these say what is a link or a submodule, and as neither
 * ever changes, a commit that was read once costs nothing any more.
 */
export function contentReader(
  wire: Wire,
  { trees, blobs }: ContentCaches,
): Pick<GitHubReader, "file" | "files" | "paths"> {
  async function tree(repository: RepositoryName, sha: string, recursive: boolean): Promise<Tree> {
    const key = treeKey(repository, sha, recursive);
    const kept = trees.get(key);
    if (kept !== undefined) return kept;
    const read = await readTree(wire, { repository, sha, recursive });
    trees.set(key, read, read.entries.size + 1);
    return read;
  }

  /** Folder by folder, where the whole tree is too large for one answer. */
  async function walk(
    repository: RepositoryName,
    at: string,
    path: string,
  ): Promise<TreeEntryJson | undefined> {
    const [folder = "", ...rest] = path.split("/");
    const level = await tree(repository, at, false);
    const entry = level.entries.get(folder);
    if (entry === undefined && level.truncated) throw cutTree(repository, at);
    if (entry === undefined || rest.length === 0) return entry;
    return entry.type === "tree" ? walk(repository, entry.sha, rest.join("/")) : undefined;
  }

  async function blob(repository: RepositoryName, path: string, sha: string): Promise<Uint8Array> {
    const key = blobKey(repository, sha);
    const kept = blobs.get(key);
    if (kept !== undefined) return kept;
    const { content, encoding } = await wire.read<BlobJson>({
      doing: `read ${path} in ${repository}`,
      route: "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
      parameters: { ...pathOf(repository), file_sha: sha },
    });
    if (encoding !== "base64") throw new Error(`GitHub gave the blob ${sha} in the encoding "${encoding}"`);
    const bytes = new Uint8Array(Buffer.from(content, "base64"));
    blobs.set(key, bytes, bytes.length);
    return bytes;
  }

  return {
    async file(repository, path, at) {
      const whole = await tree(repository, at, true);
      const entry =
        whole.entries.get(path) ?? (whole.truncated ? await walk(repository, at, path) : undefined);
      if (entry === undefined || entry.type === "tree") return undefined;
      assertFile(entry, path, repository);
      return blob(repository, path, entry.sha);
    },

    async paths(repository, at) {
      const entries = wholeOf(await tree(repository, at, true), repository, at);
      return entries.filter((entry) => entry.type === "blob").map((entry) => entry.path);
    },

    async files(repository, at) {
      // Submodules are no blobs, and what they hold is part of what is released.
      return wholeOf(await tree(repository, at, true), repository, at).filter(({ type }) => type !== "tree");
    },
  };
}

/** Keeps what was just written: git names a blob by its digest, so it need not be read to be known. */
export function keepBlob(
  { blobs }: Pick<ContentCaches, "blobs">,
  repository: RepositoryName,
  bytes: Uint8Array,
): void {
  const sha = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  blobs.set(blobKey(repository, sha), bytes, bytes.length);
}

/** The mode of a file that was read a moment ago; that of a plain file where it is not known any more. */
export function modeOf(
  { trees }: Pick<ContentCaches, "trees">,
  {
    repository,
    path,
    at,
  }: { readonly repository: RepositoryName; readonly path: string; readonly at: string },
): string {
  return trees.get(treeKey(repository, at, true))?.entries.get(path)?.mode ?? "100644";
}

function treeKey(repository: RepositoryName, sha: string, recursive: boolean): string {
  return `${repository}@${sha}:${recursive}`;
}

function blobKey(repository: RepositoryName, sha: string): string {
  return `${repository}:${sha}`;
}

async function readTree(
  wire: Wire,
  of: { readonly repository: RepositoryName; readonly sha: string; readonly recursive: boolean },
): Promise<Tree> {
  const { repository, sha, recursive } = of;
  const json = await wire.read<TreeJson>({
    doing: `read the files of ${repository} at ${sha.slice(0, 7)}`,
    route: "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
    parameters: { ...pathOf(repository), tree_sha: sha, ...(recursive ? { recursive: "1" } : {}) },
  });
  return { entries: new Map(json.tree.map((entry) => [entry.path, entry])), truncated: json.truncated };
}

function wholeOf(
  { entries, truncated }: Tree,
  repository: RepositoryName,
  at: string,
): readonly TreeEntryJson[] {
  if (truncated) throw cutTree(repository, at);
  return [...entries.values()];
}

function cutTree(repository: RepositoryName, at: string): TerminalError {
  return new TerminalError(
    `Cannot read the files of ${repository} at ${at.slice(0, 7)}: they are too many for GitHub to list`,
  );
}

function assertFile(entry: TreeEntryJson, path: string, repository: RepositoryName): void {
  if (entry.mode === "120000")
    throw new TerminalError(`Cannot read ${path} in ${repository}: it is a symbolic link`);
  if (entry.mode === "160000")
    throw new TerminalError(`Cannot read ${path} in ${repository}: it is a submodule`);
  if ((entry.size ?? 0) > fileBytesMax) {
    throw new TerminalError(`Cannot read ${path} in ${repository}: it is larger than ${fileBytesMax} bytes`);
  }
}
