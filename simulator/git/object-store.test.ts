import { describe, expect, it } from "vitest";
import { changeFiles, filesOf, lookUp } from "./files.ts";
import { isAncestor, mergeBase } from "./history.ts";
import { ObjectStore } from "./object-store.ts";

const ada = { name: "Ada", email: "ada@example.org", at: new Date("2026-01-02T03:04:05Z") };

function commitOn(store: ObjectStore, parents: string[], text: string): string {
  const tree = changeFiles(store, undefined, { "docs/plan.md": text, "a.md": "a\n" });
  return store.writeCommit({
    tree,
    parents,
    author: ada,
    committer: ada,
    message: "Say it\n",
    verified: false,
    authorLogin: "ada",
  });
}

describe("ObjectStore", () => {
  it("names objects as git does", () => {
    const store = new ObjectStore();

    expect(store.writeBlob(Buffer.from("hello\n"))).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
    expect(store.writeTree([])).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    expect(commitOn(store, [], "x\n")).toBe("cdaa7d47f1eb01d65e1643686824955844b818a0");
  });

  it("finds files again, and the commit that two have in common", () => {
    const store = new ObjectStore();
    const root = commitOn(store, [], "one\n");
    const left = commitOn(store, [root], "two\n");
    const right = commitOn(store, [root], "three\n");
    const tree = store.commits.get(left)?.tree ?? "";

    expect([...filesOf(store, tree).keys()].toSorted()).toEqual(["a.md", "docs/plan.md"]);
    expect(lookUp(store, tree, "docs/plan.md")?.kind).toBe("file");
    expect(lookUp(store, tree, "docs/none.md")).toBeUndefined();
    expect(mergeBase(store, left, right)).toBe(root);
    expect([isAncestor(store, root, left), isAncestor(store, left, right)]).toEqual([true, false]);
  });
});
