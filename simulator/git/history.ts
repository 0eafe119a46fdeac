import type { ObjectStore } from "./object-store.ts";

/** All commits reachable from `sha`, nearest first. */
export function reachable(store: ObjectStore, sha: string): string[] {
  const seen = new Set<string>();
  const queue = [sha];
  // The loop sees what is pushed while it runs.
  for (const next of queue) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(store.commits.get(next)?.parents ?? []));
  }
  return [...seen];
}

export function isAncestor(store: ObjectStore, ancestor: string, sha: string): boolean {
  return reachable(store, sha).includes(ancestor);
}

/** The nearest common commit, if there is one. */
export function mergeBase(store: ObjectStore, a: string, b: string): string | undefined {
  const ofA = new Set(reachable(store, a));
  return reachable(store, b).find((sha) => ofA.has(sha));
}

/** The commit that an annotated tag, or a commit itself, stands for. */
export function peel(store: ObjectStore, sha: string): string | undefined {
  let at = sha;
  for (let depth = 0; depth < 10; depth += 1) {
    if (store.commits.has(at)) return at;
    const tag = store.tags.get(at);
    if (tag === undefined) return undefined;
    at = tag.target;
  }
  return undefined;
}
