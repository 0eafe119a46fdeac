import type { ObjectStore } from "./object-store.ts";
import { commitBytes, tagBytes, treeBytes } from "./object-store.ts";

/** Every object with its header, as git keeps it in a loose file before it is packed. */
export function* encodeObjects(
  store: ObjectStore,
): Generator<{ readonly sha: string; readonly bytes: Uint8Array }> {
  for (const [sha, blob] of store.blobs) yield { sha, bytes: framed("blob", blob) };
  for (const [sha, tree] of store.trees) yield { sha, bytes: framed("tree", treeBytes(tree)) };
  for (const [sha, commit] of store.commits) yield { sha, bytes: framed("commit", commitBytes(commit)) };
  for (const [sha, tag] of store.tags) yield { sha, bytes: framed("tag", tagBytes(tag)) };
}

function framed(kind: string, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]);
}
