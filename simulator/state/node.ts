import type { Account } from "./account.ts";
import type { Issue, IssueComment, Label, Milestone } from "./issue.ts";
import type { Repository } from "./repository.ts";

/** What a GraphQL node id stands for. */
export type Node =
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "repository"; readonly repository: Repository }
  | { readonly kind: "issue"; readonly repository: Repository; readonly issue: Issue }
  | { readonly kind: "comment"; readonly repository: Repository; readonly comment: IssueComment }
  | { readonly kind: "label"; readonly repository: Repository; readonly label: Label }
  | { readonly kind: "milestone"; readonly repository: Repository; readonly milestone: Milestone };
