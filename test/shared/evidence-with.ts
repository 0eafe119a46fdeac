import type { CheckFact, Evidence } from "../../src/model/evidence.ts";
import { known, unknown } from "../../src/model/known.ts";
import type { CommitSha } from "../../src/model/repository.ts";
import type { Person, Statement } from "../../src/model/statement.ts";

/** Evidence of a repository where nothing has happened yet: everything was read, and nothing found. */
export function evidenceWith(parts: Partial<Evidence> = {}): Evidence {
  return {
    tree: known("tree"),
    tags: known([]),
    files: {},
    checks: known([]),
    issues: known({}),
    statements: known([]),
    blockers: known([]),
    authors: known([]),
    ...parts,
  };
}

/** Evidence of which nothing could be read. */
export const nothingKnown: Evidence = {
  tags: unknown("the tags were not read"),
  files: {},
  checks: unknown("the checks were not read"),
  issues: unknown("the issues were not read"),
  statements: unknown("the comments were not read"),
  blockers: unknown("the blocker issues were not read"),
};

export const tagsOf = (...names: readonly string[]): Evidence["tags"] =>
  known(names.map((name) => ({ name, commit: "c0ffee" as CommitSha })));

export const person = (login: string): Person => ({
  login,
  id: Array.from(login).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_003,
});

let comments = 0;

/** A statement of a maintainer, each later than the one before; its words, reason and day as said. */
export function said(
  kind: Statement["kind"],
  subject: string,
  more: Partial<Statement> & { readonly wording: string },
): Statement {
  comments += 1;
  return {
    kind,
    subject,
    by: person("mona"),
    role: "maintain",
    at: new Date(Date.UTC(2026, 0, 1) + comments * 1_000).toISOString(),
    url: `https://github.example/comment/${comments}`,
    commentId: comments,
    tree: "tree",
    ...more,
  };
}

export function check(name: string, conclusion: string | null, more: Partial<CheckFact> = {}): CheckFact {
  const status = conclusion === null ? "in_progress" : "completed";
  return { name, app: "github-actions", status, conclusion, ...more };
}
