import type { Operation } from "../model/operation.ts";
import { describeIssue } from "../model/repository.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { asCode, inert } from "./inert.ts";
import type { Name, NameOf } from "./operation-words.ts";
import { operationWords } from "./operation-words.ts";
import { plainLine } from "./plain-line.ts";

export interface PreviewInput {
  readonly operations: readonly Operation[];
  readonly home: RepositoryName;
  /** Where each subject's issue is. */
  readonly matches: ReadonlyMap<Subject, IssueRef>;
  /** Titles of subjects that have an issue already, for names; those that are created carry their own. */
  readonly titles?: ReadonlyMap<Subject, string>;
}

/** Every operation as markdown, grouped by repository, counts first. Nothing is left out. */
export function previewMarkdown(input: PreviewInput): string {
  const nameOf = namesOf(input);
  const groups = groupsOf(input).map(({ repository, operations }) => {
    const lines = operations.map((operation) => `- ${filled(operation, nameOf, markdownName(input.home))}`);
    return `#### ${asCode(repository)}\n\n${counts(operations)}\n\n${lines.join("\n")}`;
  });
  if (groups.length === 0) return nothing;
  return [...(groups.length === 1 ? [] : [`**${counts(input.operations)}**`]), ...groups].join("\n\n");
}

/** The same for a terminal: plain text, two spaces of indent, no colour. */
export function previewTerminal(input: PreviewInput): string {
  const nameOf = namesOf(input);
  const groups = groupsOf(input).map(({ repository, operations }) =>
    [
      `${plainLine(repository)}: ${counts(operations)}`,
      ...operations.map((operation) => `  ${filled(operation, nameOf, terminalName(input.home))}`),
    ].join("\n"),
  );
  if (groups.length === 0) return nothing;
  return [...(groups.length === 1 ? [] : [counts(input.operations)]), ...groups].join("\n\n");
}

const nothing = "Nothing to do: plan and issues agree.";

function markdownName(home: RepositoryName): (name: Name) => string {
  return ({ issue, words }) => named(issue, words === undefined ? undefined : `"${inert(words)}"`, home);
}

function terminalName(home: RepositoryName): (name: Name) => string {
  return ({ issue, words }) => named(issue, words === undefined ? undefined : `"${plainLine(words)}"`, home);
}

function named(issue: IssueRef | undefined, words: string | undefined, home: RepositoryName): string {
  const parts = [issue === undefined ? undefined : describeIssue(issue, home), words];
  return parts.filter((part) => part !== undefined).join(" ");
}

interface Group {
  readonly repository: RepositoryName;
  readonly operations: readonly Operation[];
}

function groupsOf({ operations, home, matches }: PreviewInput): readonly Group[] {
  const created = new Map<Subject, RepositoryName>();
  for (const operation of operations) {
    if (operation.kind === "create-issue") created.set(operation.subject, operation.repository);
  }
  const groups = new Map<RepositoryName, Operation[]>();
  for (const operation of operations) {
    const repository = repositoryOf(
      operation,
      (subject) => created.get(subject) ?? matches.get(subject)?.repository ?? home,
      home,
    );
    const group = groups.get(repository);
    if (group === undefined) groups.set(repository, [operation]);
    else group.push(operation);
  }
  return [...groups].map(([repository, list]) => ({ repository, operations: list }));
}

function repositoryOf(
  operation: Operation,
  whereIs: (subject: Subject) => RepositoryName,
  home: RepositoryName,
): RepositoryName {
  switch (operation.kind) {
    case "create-label":
    case "create-milestone":
    case "create-issue":
    case "react":
    case "post-check":
    case "draft-release":
    case "create-tag":
    case "publish-release":
    case "withdraw-release":
      return operation.repository;
    case "update-issue":
    case "comment":
      return operation.issue.repository;
    case "link-sub-issue":
      return whereIs(operation.child);
    case "add-dependency":
      return whereIs(operation.blocked);
    case "remove-dependency":
      return operation.blocked.repository;
    case "commit-plan":
    case "propose-plan":
    case "close-proposal":
      return home;
  }
}

function namesOf({ operations, matches, titles }: PreviewInput): NameOf {
  const created = new Map<Subject, string>();
  for (const operation of operations) {
    if (operation.kind === "create-issue") created.set(operation.subject, operation.title);
  }
  return (subject) => {
    const issue = matches.get(subject);
    const words = created.get(subject) ?? titles?.get(subject);
    if (issue === undefined) return { words: words ?? subject };
    return { issue, ...(words === undefined ? {} : { words }) };
  };
}

function filled(operation: Operation, nameOf: NameOf, show: (name: Name) => string): string {
  const { sentence, names } = operationWords(operation, nameOf);
  const [first = "", ...rest] = sentence.split("{}");
  return rest.reduce((text, part, index) => `${text}${show(names[index] ?? {})}${part}`, first);
}

const nouns: Readonly<Record<Operation["kind"], readonly [string, string]>> = {
  "create-label": ["label to create", "labels to create"],
  "create-milestone": ["milestone to create", "milestones to create"],
  "create-issue": ["issue to create", "issues to create"],
  "update-issue": ["issue to update", "issues to update"],
  "link-sub-issue": ["sub-issue to attach", "sub-issues to attach"],
  "add-dependency": ["dependency to add", "dependencies to add"],
  "remove-dependency": ["dependency to remove", "dependencies to remove"],
  "commit-plan": ["commit to the plan", "commits to the plan"],
  "propose-plan": ["pull request for the plan", "pull requests for the plan"],
  "close-proposal": ["pull request to close", "pull requests to close"],
  comment: ["comment to post", "comments to post"],
  react: ["reaction to leave", "reactions to leave"],
  "post-check": ["check to post", "checks to post"],
  "draft-release": ["release to draft", "releases to draft"],
  "create-tag": ["tag to create", "tags to create"],
  "publish-release": ["release to publish", "releases to publish"],
  "withdraw-release": ["release to take back", "releases to take back"],
};

function counts(operations: readonly Operation[]): string {
  const sorted = new Map<string, number>();
  const closing = new Set(
    operations.filter((operation) => operation.kind === "update-issue" && operation.change === "close"),
  );
  for (const operation of operations) {
    if (!closing.has(operation)) sorted.set(operation.kind, (sorted.get(operation.kind) ?? 0) + 1);
  }
  const parts = Object.entries(nouns).flatMap(([kind, [one, many]]) => {
    const count = sorted.get(kind) ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  // What closes is never hidden among the updates.
  if (closing.size > 0) parts.push(`${closing.size} ${closing.size === 1 ? "issue" : "issues"} to close`);
  return parts.join(", ");
}
