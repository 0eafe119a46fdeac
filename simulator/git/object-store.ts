import { createHash } from "node:crypto";

export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly at: Date;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  /** Signed by GitHub; not part of the hash here. */
  readonly verified: boolean;
  /** Logins that GitHub shows for author and committer. */
  readonly authorLogin: string;
}

export interface TagObject {
  readonly name: string;
  readonly target: string;
  readonly targetKind: "commit" | "tree" | "blob" | "tag";
  readonly tagger: Person;
  readonly message: string;
}

/** Git's objects by their real SHA-1. */
export class ObjectStore {
  readonly blobs = new Map<string, Uint8Array>();
  readonly trees = new Map<string, readonly TreeEntry[]>();
  readonly commits = new Map<string, Commit>();
  readonly tags = new Map<string, TagObject>();

  writeBlob(bytes: Uint8Array): string {
    const sha = hash("blob", bytes);
    this.blobs.set(sha, bytes);
    return sha;
  }

  writeTree(entries: readonly TreeEntry[]): string {
    const sorted = entries.toSorted((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
    const sha = hash("tree", treeBytes(sorted));
    this.trees.set(sha, sorted);
    return sha;
  }

  writeCommit(commit: Commit): string {
    const sha = hash("commit", commitBytes(commit));
    this.commits.set(sha, commit);
    return sha;
  }

  writeTag(tag: TagObject): string {
    const sha = hash("tag", tagBytes(tag));
    this.tags.set(sha, tag);
    return sha;
  }

  kindOf(sha: string): "commit" | "tree" | "blob" | "tag" | undefined {
    if (this.commits.has(sha)) return "commit";
    if (this.tags.has(sha)) return "tag";
    if (this.trees.has(sha)) return "tree";
    return this.blobs.has(sha) ? "blob" : undefined;
  }

  /** Takes over all objects of another store, as a fork or a fetch does. */
  absorb(other: ObjectStore): void {
    for (const [sha, blob] of other.blobs) this.blobs.set(sha, blob);
    for (const [sha, tree] of other.trees) this.trees.set(sha, tree);
    for (const [sha, commit] of other.commits) this.commits.set(sha, commit);
    for (const [sha, tag] of other.tags) this.tags.set(sha, tag);
  }
}

/** A tree as git writes it; its entries are in git's order. */
export function treeBytes(entries: readonly TreeEntry[]): Uint8Array {
  const parts = entries.flatMap((entry) => [
    Buffer.from(`${entry.mode.replace(/^0/, "")} ${entry.name}\0`),
    Buffer.from(entry.sha, "hex"),
  ]);
  return Buffer.concat(parts);
}

/** A commit as git writes it. */
export function commitBytes(commit: Commit): Uint8Array {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${personLine(commit.author)}`,
    `committer ${personLine(commit.committer)}`,
  ];
  return Buffer.from(`${lines.join("\n")}\n\n${commit.message}`);
}

/** A tag object as git writes it. */
export function tagBytes(tag: TagObject): Uint8Array {
  const head = `object ${tag.target}\ntype ${tag.targetKind}\ntag ${tag.name}\ntagger ${personLine(tag.tagger)}`;
  return Buffer.from(`${head}\n\n${tag.message}`);
}

function hash(kind: string, bytes: Uint8Array): string {
  return createHash("sha1").update(`${kind} ${bytes.length}\0`).update(bytes).digest("hex");
}

// Git sorts directories as if their names ended with a slash.
function sortKey(entry: TreeEntry): Buffer {
  return Buffer.from(entry.mode === "040000" ? `${entry.name}/` : entry.name);
}

function personLine(person: Person): string {
  return `${person.name} <${person.email}> ${Math.floor(person.at.getTime() / 1000)} +0000`;
}
