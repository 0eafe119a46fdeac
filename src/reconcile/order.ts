import type { Operation } from "../model/operation.ts";

/** Names first, then what uses them; the plan's commit; last, what may be said only once it landed. */
const ranks: Readonly<Record<Operation["kind"], number>> = {
  "create-label": 0,
  "create-milestone": 1,
  "create-issue": 2,
  "link-sub-issue": 3,
  "remove-dependency": 4,
  "add-dependency": 5,
  "update-issue": 6,
  comment: 7,
  react: 8,
  "post-check": 9,
  "commit-plan": 10,
  "propose-plan": 10,
  "close-proposal": 10,
  "draft-release": 12,
  "create-tag": 13,
  "publish-release": 14,
  "withdraw-release": 14,
};

/** Puts operations in an order in which none stands on a later one; equals stay as they are. */
export function order(operations: readonly Operation[]): readonly Operation[] {
  return [...operations].sort((left, right) => rankOf(left) - rankOf(right));
}

function rankOf(operation: Operation): number {
  if (operation.kind === "update-issue" && operation.standsOnCommit === true) return ranks["commit-plan"] + 1;
  return ranks[operation.kind];
}
