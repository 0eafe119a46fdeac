import type { CloseProposal, Operation, PlannedEdit, UpdateIssue } from "../model/operation.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";

/** One line of a preview, in parts, so that each surface makes anybody's words safe in its own way. */
export interface OperationWords {
  /** Sentence with `{}` where a name stands. */
  readonly sentence: string;
  /** What is named, in the order of the places. */
  readonly names: readonly Name[];
}

/** Anybody's words, an issue, or both. */
export interface Name {
  readonly issue?: IssueRef;
  readonly words?: string;
}

/** What a subject is called: its issue and title as far as they are known. */
export type NameOf = (subject: Subject) => Name;

/** Says what an operation will do, in one sentence. */
export function operationWords(operation: Operation, nameOf: NameOf): OperationWords {
  switch (operation.kind) {
    case "create-label":
      return say("create the label {}", operation.name);
    case "create-milestone":
      return say("create the milestone {}", operation.title);
    case "create-issue":
      return createWords(operation, nameOf);
    case "update-issue":
      return updateSentence(operation, nameOf);
    case "link-sub-issue":
      return say("make {} a sub-issue of {}", nameOf(operation.child), nameOf(operation.parent));
    case "add-dependency":
      return say("mark {} as blocked by {}", nameOf(operation.blocked), nameOf(operation.blocker));
    case "remove-dependency":
      return say(
        "no longer mark {} as blocked by {}",
        { issue: operation.blocked },
        { issue: operation.blocker },
      );
    case "commit-plan":
      return say(`commit to {}: ${editWords(operation.edits)}`, operation.path);
    case "propose-plan":
      return say(`propose by pull request to {}: ${editWords(operation.edits)}`, operation.path);
    case "close-proposal":
      return closeSentence(operation);
    case "comment":
      return say("comment on {}", { issue: operation.issue });
    case "react":
      return say(`react with {} to comment ${operation.commentId}`, operation.content);
    case "post-check":
      return say("post the check {}: {}", operation.name, operation.title);
    case "draft-release":
      return say("draft the release {}", operation.tag);
    case "create-tag":
      return say(`create the tag {} at ${operation.commit.slice(0, 12)}`, operation.tag);
    case "publish-release":
      return say("publish the release {}", operation.tag);
    case "withdraw-release":
      return say("take the release {} back to a draft", operation.tag);
  }
}

function say(sentence: string, ...names: readonly (Name | string)[]): OperationWords {
  return { sentence, names: names.map((name) => (typeof name === "string" ? { words: name } : name)) };
}

function closeSentence({ pullRequest, path, because }: CloseProposal): OperationWords {
  const why = {
    done: "as nothing is left to write to {}",
    committed: "as its words are committed to {}",
    settings: "as the settings ask for none for {}",
  };
  return say(`close the pull request {}, ${why[because]}`, { issue: pullRequest }, path);
}

function createWords(operation: Operation & { kind: "create-issue" }, nameOf: NameOf): OperationWords {
  const { title, labels, milestone, parent } = operation;
  const parts = [
    ...(parent === undefined ? [] : [["sub-issue of {}", nameOf(parent)] as const]),
    ...(milestone === undefined ? [] : [["milestone {}", milestone] as const]),
    ...labels.map((label) => ["label {}", label] as const),
  ];
  const details = parts.map(([words]) => words).join(", ");
  return say(
    `create the issue {}${details === "" ? "" : ` (${details})`}`,
    title,
    ...parts.map(([, name]) => name),
  );
}

function updateSentence(operation: UpdateIssue, nameOf: NameOf): OperationWords {
  const name = { ...nameOf(operation.subject), issue: operation.issue };
  const words = updateWords(operation);
  return operation.title === undefined
    ? say(`${words} {}`, name)
    : say(`${words} {} to {}`, name, operation.title);
}

function updateWords({ change, title, body, labels, milestone, stateReason }: UpdateIssue): string {
  const verb = {
    close: `close as ${(stateReason ?? "completed").replace("_", " ")}`,
    reopen: "reopen",
    retitle: "retitle",
    rewrite: "rewrite plangate's part of",
    label: "label",
    eject: "take plangate's part out of",
  }[change];
  const also = [
    ...(title !== undefined && change !== "retitle" ? ["retitle"] : []),
    ...(body !== undefined && change !== "rewrite" && change !== "eject"
      ? ["rewrite plangate's part of"]
      : []),
    ...(labels !== undefined && change !== "label" ? ["label"] : []),
    ...(milestone === undefined ? [] : ["set the milestone of"]),
  ];
  return [verb, ...also].join(" and ");
}

function editWords(edits: readonly PlannedEdit[]): string {
  const lines = {
    tick: [] as number[],
    untick: [] as number[],
    link: [] as number[],
    unlink: [] as number[],
  };
  for (const edit of edits) {
    if (edit.kind === "link-task") lines.link.push(edit.line);
    else if (edit.kind === "unlink-task") lines.unlink.push(edit.line);
    else lines[edit.checked ? "tick" : "untick"].push(edit.line);
  }
  return Object.entries(lines)
    .map(([verb, of]) => partOf(verb, of))
    .filter((part) => part !== "")
    .join("; ");
}

function partOf(verb: string, lines: readonly number[]): string {
  if (lines.length === 0) return "";
  return `${verb} ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
}
