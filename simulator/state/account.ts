/** A person, an organisation, or the bot user of an App. */
export interface Account {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly kind: "User" | "Organization" | "Bot";
  readonly createdAt: Date;
  /** Organisations only: logins of the owners, who are admins of every repository. */
  readonly owners: Set<string>;
}

/** A team of an organisation, `acme/security`. */
export interface Team {
  readonly id: number;
  readonly nodeId: string;
  readonly organization: Account;
  readonly slug: string;
  readonly members: Set<string>;
}

/** What a person may do in a repository, as GitHub's `role_name`. */
export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

const ORDER: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

export function roleIncludes(role: Role, least: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(least);
}
