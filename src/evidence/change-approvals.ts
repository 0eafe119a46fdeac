import type { Person, Role } from "../model/statement.ts";
import { isAtLeast } from "../model/statement.ts";
import { answersByComment } from "./answers-by-comment.ts";
import { addresses, type Conversation } from "./conversation.ts";

/** What somebody agreed to on a pull request: that a gate changes as it says at one commit. */
export interface ChangeApproval {
  readonly subject: string;
  readonly by: Person;
  readonly role: Role;
  readonly teams?: readonly string[];
  /** The pull request's head when plangate took it. */
  readonly head: string;
}

/**
 * The approvals of changed gates on one pull request: each from an unedited comment that plangate's own unedited answer
 * took for one commit, and not revoked there by the same person or a maintainer.
 */
export function changeApprovals(conversation: Conversation): readonly ChangeApproval[] {
  const answers = answersByComment(conversation.comments);
  const said = addresses(conversation.comments).filter(
    ({ comment, problems }) => !comment.edited && problems.length === 0,
  );
  return said.flatMap(({ comment, commands }) =>
    commands.flatMap((command): readonly ChangeApproval[] => {
      if (command.kind !== "approve") return [];
      const { id, login } = comment.author;
      const marker = answers
        .get(comment.id)
        ?.markers.find(({ kind, subject }) => kind === "approve" && subject === command.gate);
      const role = conversation.roles.get(id);
      if (marker?.head === undefined || role === undefined) return [];
      const isRevoked = said.some(
        (later) =>
          later.comment.id > comment.id &&
          later.commands.some((other) => other.kind === "revoke" && isSame(other.gate, command.gate)) &&
          (later.comment.author.id === id ||
            isAtLeast(conversation.roles.get(later.comment.author.id) ?? "none", "maintain")),
      );
      if (isRevoked) return [];
      const teams = conversation.teams?.get(id);
      const by = { id, login };
      return [
        { subject: command.gate, by, role, head: marker.head, ...(teams === undefined ? {} : { teams }) },
      ];
    }),
  );
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
