import { isoTime } from "../state/clock.ts";
import type { Node } from "../state/node.ts";
import { accountNode } from "./account-node.ts";
import { commentNode, issueNode, labelNode, milestoneNode } from "./issue-node.ts";
import { repositoryNode } from "./repository-node.ts";
import { seenNode, seenRepository, type Viewer } from "./viewer.ts";

/** The queries that are simulated, as the root object of an execution. */
export function queries(viewer: Viewer): Record<string, unknown> {
  const { world, caller, parts } = viewer;
  return {
    __typename: "Query",
    repository: (given: { owner: string; name: string }) =>
      repositoryNode(viewer, seenRepository(viewer, given.owner, given.name)),
    node: (given: { id: string }) => nodeObject(viewer, seenNode(viewer, given.id)),
    nodes: (given: { ids: readonly string[] }) =>
      given.ids.map((id) => nodeObject(viewer, seenNode(viewer, id))),
    viewer: () => ({
      ...accountNode(world, caller.account),
      __typename: "User",
      login: caller.account.login,
    }),
    rateLimit: () => {
      const { limit, used, remaining, reset } = parts.limits.rate(caller);
      return { cost: 1, nodeCount: 0, limit, used, remaining, resetAt: isoTime(new Date(reset * 1000)) };
    },
  };
}

function nodeObject(viewer: Viewer, node: Node): Record<string, unknown> {
  switch (node.kind) {
    case "account":
      return accountNode(viewer.world, node.account);
    case "repository":
      return repositoryNode(viewer, node.repository);
    case "issue":
      return issueNode(viewer, node.issue);
    case "comment":
      return commentNode(viewer, node.comment);
    case "label":
      return labelNode(viewer, node.repository, node.label);
    case "milestone":
      return milestoneNode(viewer, node.repository, node.milestone);
  }
}
