import { BoundedCache, type Cache } from "./bounded-cache.ts";
import type { ContentCaches, Tree } from "./content-reader.ts";
import type { CachedAnswer } from "./request-sender.ts";

/** Characters of answers kept for conditional reads: some hundred pages of a hundred issues. */
const answerBytesMax = 33_554_432;
/** Paths kept of all trees. */
const treeEntriesMax = 500_000;
/** Bytes kept of all files. */
const fileBytesMax = 33_554_432;

/** What all connections of a process may keep together, however many they are. */
export class Caches {
  readonly #answers = new BoundedCache<CachedAnswer>(answerBytesMax);
  readonly #trees = new BoundedCache<Tree>(treeEntriesMax);
  readonly #blobs = new BoundedCache<Uint8Array>(fileBytesMax);

  /** The part of one identity: nothing that one installation read is ever given to another. */
  within(identity: string): ContentCaches & { readonly answers: Cache<CachedAnswer> } {
    return {
      answers: this.#answers.within(identity),
      trees: this.#trees.within(identity),
      blobs: this.#blobs.within(identity),
    };
  }
}
