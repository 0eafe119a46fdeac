import { spoken } from "../represent/issue-json.ts";
import { isoTime } from "../state/clock.ts";
import type { Repository } from "../state/repository.ts";
import { authorAssociation } from "../state/roles.ts";
import type { Written } from "../state/issue.ts";
import { accountNode } from "./account-node.ts";
import { connection, type ConnectionArguments } from "./connection.ts";
import type { Viewer } from "./viewer.ts";

/** What issues, pull requests and comments share: words with their author and history. */
export function wordsFields(
  viewer: Viewer,
  repository: Repository,
  written: Written,
): Record<string, unknown> {
  const { world, caller } = viewer;
  const { author, editor, lastEditedAt, edits } = written;
  return {
    author: () => accountNode(world, author),
    authorAssociation: authorAssociation(world, repository, author),
    body: spoken(world, written.body),
    bodyText: written.body,
    createdAt: isoTime(written.createdAt),
    updatedAt: isoTime(written.updatedAt),
    publishedAt: isoTime(written.createdAt),
    createdViaEmail: false,
    editor: () => (editor === undefined ? null : accountNode(world, editor)),
    includesCreatedEdit: edits.length > 0,
    lastEditedAt: lastEditedAt === undefined ? null : isoTime(lastEditedAt),
    viewerDidAuthor: caller.account === author,
    // Newest first. `diff` holds the whole text as it was after the edit.
    userContentEdits: (given: ConnectionArguments) =>
      connection("userContentEdits", edits.toReversed(), {
        ...given,
        show: (edit) => ({
          __typename: "UserContentEdit",
          id: edit.nodeId,
          createdAt: isoTime(edit.editedAt),
          updatedAt: isoTime(edit.editedAt),
          editedAt: isoTime(edit.editedAt),
          deletedAt: null,
          deletedBy: null,
          diff: edit.body,
          editor: () => accountNode(world, edit.editor),
        }),
      }),
  };
}
