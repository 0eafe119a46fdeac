/** A person as GitHub knows them. Ids, not logins, decide. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

/** Roles on a repository, least first. */
export const roles = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof roles)[number];

/** True where `role` is at least `least`. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** One command of a comment, as written: what a person says or asks. Not yet believed. */
export type Command =
  | { readonly kind: "approve"; readonly gate: string }
  | { readonly kind: "attest"; readonly gate: string; readonly because: string }
  | { readonly kind: "decide"; readonly decision: string; readonly option: string }
  | { readonly kind: "waive"; readonly gate: string; readonly until: string; readonly because: string }
  | { readonly kind: "revoke"; readonly gate: string }
  | { readonly kind: "release"; readonly version: string }
  | { readonly kind: "confirm" }
  | { readonly kind: "recheck" }
  | { readonly kind: "help" };

/**
 * A statement that counts: said in a new, unedited comment by a person whose permission was read live. Derived anew
 * from the comments at every evaluation.
 */
export interface Statement {
  readonly kind: "approve" | "attest" | "decide" | "waive" | "revoke";
  /** Gate key, criterion key or decision key it speaks to. */
  readonly subject: string;
  /** `decide` only. */
  readonly option?: string;
  /** `waive` only: last day it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly because?: string;
  readonly by: Person;
  readonly role: Role;
  /** Of the teams that approvals name (`@org/team`), those the speaker was a member of, read live. */
  readonly teams?: readonly string[];
  /** ISO time of the comment. */
  readonly at: string;
  readonly url: string;
  readonly commentId: number;
  /** The wording digest of the gate or decision when plangate answered the comment. A changed wording voids it. */
  readonly wording: string;
  /** As `wording`, of the default branch's files (see `Evidence.tree`), where the gate stands before a tag. */
  readonly tree?: string;
}
