import type { RepositoryView } from "../../../simulator/views/repository-view.ts";
import type { IssueView } from "../../../simulator/views/view-shapes.ts";
import { plainLine } from "../../report/plain-line.ts";

/** Every issue of both repositories as a tree: number, title, state, what it is blocked by. Home's are `#1`. */
export function issueTree(home: RepositoryView, other: RepositoryView): readonly string[] {
  const shown = new Map<string, IssueView>([
    ...home.issues().map((issue) => [`#${issue.number}`, issue] as const),
    ...other.issues().map((issue) => [`${other.fullName}#${issue.number}`, issue] as const),
  ]);
  // Of the other repository's own point of view `#1` is its own, and the home's have their full name.
  const nameIn = (of: string, name: string): string => {
    const isOther = of.startsWith(other.fullName);
    if (name.startsWith("#")) return isOther ? `${other.fullName}${name}` : name;
    return name.startsWith(`${home.fullName}#`) ? name.slice(home.fullName.length) : name;
  };
  const linesOf = (name: string, depth: number): readonly string[] => {
    const issue = shown.get(name);
    if (issue === undefined) return [];
    const blockers = issue.blockedBy.map((one) => nameIn(name, one));
    const blocked = blockers.length === 0 ? "" : `  (blocked by ${blockers.join(", ")})`;
    const state = issue.state === "open" ? "" : `  (${(issue.stateReason ?? "closed").replace("_", " ")})`;
    return [
      `${"  ".repeat(depth)}${name} ${plainLine(issue.title)}${state}${blocked}`,
      ...issue.subIssues.flatMap((child) => linesOf(nameIn(name, child), depth + 1)),
    ];
  };
  return [...shown].flatMap(([name, issue]) => (issue.parent === null ? linesOf(name, 0) : []));
}
