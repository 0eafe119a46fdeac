import type { GitHubReader, MarkedIssue } from "../engine/github.ts";
import type { ObservedIssue } from "../model/observed.ts";
import { readBlockers } from "./blocker-reader.ts";
import { withoutConverted } from "./conversion-reader.ts";
import type { IssueJson } from "./json.ts";
import { readRepository } from "./repository-reader.ts";
import { issuePathOf, pathOf, type Self } from "./self.ts";
import { refOf, toObservedIssue } from "./to-observed-issue.ts";
import type { Wire } from "./wire.ts";

type IssueReads = Pick<GitHubReader, "ownIssues" | "markedIssues" | "issue" | "labelled">;

/** Reads issues with their parents and blockers. Pull requests are none of them. */
export function issueReader(wire: Wire, self: Self): IssueReads {
  return {
    async ownIssues(repository) {
      const list = await wire.list<IssueJson>({
        doing: `read plangate's issues in ${repository}`,
        route: "GET /repos/{owner}/{repo}/issues",
        parameters: {
          ...pathOf(repository),
          creator: self.login,
          state: "all",
          // Oldest first: what is opened while the pages are read comes last, and moves nothing.
          sort: "created",
          direction: "asc",
        },
      });
      return observedOf(wire, self, list.filter(isIssue));
    },

    async markedIssues(repository) {
      const list = await wire.list<IssueJson>({
        doing: `read the issues of ${repository}`,
        route: "GET /repos/{owner}/{repo}/issues",
        parameters: { ...pathOf(repository), state: "all", sort: "created", direction: "asc" },
      });
      const marked = list.filter((json) => isIssue(json) && (json.body ?? "").includes(opening));
      return {
        issues: marked.map((json) => ({ issue: toObservedIssue(json, self, []), author: authorOf(json) })),
        last: list.reduce((last, { number }) => Math.max(last, number), 0),
      };
    },

    async issue(ref) {
      const doing = `read the issue ${ref.repository}#${ref.number}`;
      const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
      const json = await wire.find<IssueJson>({ doing, route, parameters: issuePathOf(ref) });
      // A repository that is not to be seen says nothing about its issues.
      if (json === undefined) await readRepository(wire, ref.repository);
      return json !== undefined && isIssue(json) ? (await observedOf(wire, self, [json]))[0] : undefined;
    },

    async labelled(repository, label) {
      const list = await wire.list<IssueJson>({
        doing: `read the open issues labelled "${label}" in ${repository}`,
        route: "GET /repos/{owner}/{repo}/issues",
        parameters: { ...pathOf(repository), labels: label, state: "open" },
      });
      return list.filter(isIssue).map((json) => ({
        ref: refOf(json),
        title: json.title,
        ...(json.milestone === null ? {} : { milestone: json.milestone.title }),
      }));
    },
  };
}

/** How every region of plangate's begins. */
const opening = "<!-- plangate: begin ";

function authorOf({ user }: IssueJson): MarkedIssue["author"] {
  return {
    id: user?.id ?? 0,
    login: user?.login ?? "ghost",
    kind: user?.type === "Bot" ? "bot" : "user",
  };
}

function isIssue(json: IssueJson): boolean {
  return json.pull_request === undefined || json.pull_request === null;
}

/** With their blockers, and without those that are discussions now. */
async function observedOf(
  wire: Wire,
  self: Self,
  list: readonly IssueJson[],
): Promise<readonly ObservedIssue[]> {
  const issues = await withoutConverted(wire, list);
  const blockers = await readBlockers(wire, issues);
  return issues.map((json) => toObservedIssue(json, self, blockers.get(json.node_id) ?? []));
}
