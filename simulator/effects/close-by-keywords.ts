import type { Act } from "./act.ts";
import { setState } from "./edit-issue.ts";

const KEYWORD = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+)\/([\w.-]+))?#(\d+)\b/gi;

/** Closes the issues that a commit message or a merged pull request names with a closing keyword. */
export function closeByKeywords(act: Act, text: string): void {
  for (const [, owner, name, number] of text.matchAll(KEYWORD)) {
    const repository =
      owner === undefined || name === undefined ? act.repository : act.world.repository(owner, name);
    const issue = repository?.issues.get(Number(number));
    if (repository === undefined || issue === undefined || issue.pull !== null) continue;
    setState({ ...act, repository }, issue, { state: "closed", reason: "completed" });
  }
}
