import { GitHubError, validationFailed } from "../http/github-error.ts";
import type { Written } from "../state/issue.ts";
import type { Act } from "./act.ts";

const TITLE_MAX = 256;
const BODY_MAX = 65_536;

/** A title as GitHub keeps it: trimmed, not empty, at most 256 characters. */
export function checkedTitle(title: string, resource: string): string {
  const trimmed = title.trim();
  if (trimmed === "") throw validationFailed({ resource, code: "missing_field", field: "title" });
  if (lengthOf(trimmed) > TITLE_MAX) {
    const message = `title is too long (maximum is ${TITLE_MAX} characters)`;
    throw validationFailed({ resource, code: "custom", field: "title", message });
  }
  return trimmed;
}

export function checkedBody(body: string, resource: string): string {
  if (lengthOf(body) > BODY_MAX) {
    const message = `body is too long (maximum is ${BODY_MAX} characters)`;
    throw validationFailed({ resource, code: "custom", field: "body", message });
  }
  return body;
}

/** GitHub counts code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** A comment needs words. */
export function checkedComment(body: string): string {
  if (body.trim() === "")
    throw new GitHubError(422, "Validation Failed", { errors: ["Body cannot be blank"] });
  return checkedBody(body, "IssueComment");
}

/** Replaces the words and keeps the history that `userContentEdits` shows. */
export function rewrite(act: Act, written: Written, body: string): void {
  const { world, actor } = act;
  if (written.edits.length === 0) {
    written.edits.push(edit(act, written.body, { at: written.createdAt, editor: written.author }));
  }
  written.body = body;
  written.lastEditedAt = world.now();
  written.updatedAt = world.now();
  written.editor = actor.account;
  written.edits.push(edit(act, body, { at: world.now(), editor: actor.account }));
}

function edit(act: Act, body: string, by: { at: Date; editor: Written["author"] }): Written["edits"][number] {
  const nodeId = act.world.ids.node("UCE", act.world.ids.next("edit"));
  return { nodeId, editor: by.editor, editedAt: by.at, body };
}
