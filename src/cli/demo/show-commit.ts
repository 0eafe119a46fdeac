import type { DemoWorld } from "./demo-world.ts";
import type { Teller } from "./teller.ts";
import { unifiedDiff } from "./unified-diff.ts";

const diffLinesMax = 14;

/** Shows what plangate committed to the plan since `head`, if anything; true where there was a commit. */
export function showCommit(head: string, world: DemoWorld, teller: Teller): boolean {
  const { home, path } = world;
  const now = home.head();
  if (now === head) return false;
  const [commit] = home.commits();
  const diff = unifiedDiff(path, home.file(path, head), home.file(path, now));
  const signed = commit?.verified === true ? ", signed by GitHub" : "";
  teller.plangate(`commits to the plan (${now.slice(0, 7)}${signed}):`);
  teller.show(
    diff.map((line) => line.slice(0, 140)),
    diffLinesMax,
  );
  return true;
}
