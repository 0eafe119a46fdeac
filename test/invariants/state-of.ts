import type { MemoryGitHub } from "./memory-github.ts";

/** Everything people see, with issues named by their words: which came first does not matter. */
export function stateOf(world: MemoryGitHub): string {
  const issues = world.issues();
  const titleOf = new Map(issues.map(({ ref, title }) => [ref.number as number, title]));
  const named = (text: string): string =>
    text
      .replaceAll(/issues\/(\d+)/g, (_, number: string) => `issues/${titleOf.get(Number(number)) ?? "gone"}`)
      .replaceAll(/#(?:&#8203;)?(\d+)/g, (_, number: string) => `#${titleOf.get(Number(number)) ?? "gone"}`);
  const shown = issues.map((issue) => ({
    title: issue.title,
    state: `${issue.state} ${issue.stateReason}`,
    parent: issue.parent === null ? null : titleOf.get(issue.parent.number),
    // A closed issue is history: only what was agreed is kept true in it.
    body: issue.state === "open" ? named(issue.body) : (issue.body.match(/<!--.*?-->/g) ?? []),
    labels: issue.labels,
    said: world.comments.filter((said) => said.issue.number === issue.ref.number).length,
  }));
  const checks = world.fake.checks.filter(({ commit }) => commit === world.fake.head);
  const said = new Map(
    checks.map(({ name, conclusion, summary }) => [name, `${conclusion}: ${named(summary)}`]),
  );
  // That nothing is wrong is only said where something was.
  for (const [name, words] of said) if (words.startsWith("success")) said.delete(name);
  const sorted = shown.map((issue) => JSON.stringify(issue, undefined, 1)).toSorted();
  return [named(world.file()), ...sorted, ...[...said].map(([name, words]) => `${name}: ${words}`)].join(
    "\n\n",
  );
}
