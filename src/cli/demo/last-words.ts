import type { IssueRef } from "../../model/repository.ts";
import type { DemoWorld } from "./demo-world.ts";

/** plangate's last comment on an issue, without what GitHub does not show. */
export function lastWords(world: DemoWorld, issue: IssueRef): string {
  const comments = world.repository(issue.repository).comments(issue.number);
  const own = comments.filter(({ app }) => app === "plangate").at(-1);
  return (own?.body ?? "").replaceAll(/<!--[^]*?-->/g, "").trim();
}
