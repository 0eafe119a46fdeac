import type { KeyObject } from "node:crypto";
import type { Account } from "./account.ts";

export type Level = "read" | "write" | "admin";

/** Installation permissions by their API names, `{ issues: "write" }`. */
export type Permissions = Readonly<Record<string, Level>>;

/** A registered GitHub App. */
export interface App {
  readonly id: number;
  readonly nodeId: string;
  readonly slug: string;
  readonly clientId: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly publicKey: KeyObject | undefined;
  /** False: its page is not shown. */
  readonly isPublic: boolean;
  readonly createdAt: Date;
  permissions: Permissions;
  events: readonly string[];
  webhook: { url: string; secret: string } | undefined;
}

/** An App installed on an account. */
export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly createdAt: Date;
  updatedAt: Date;
  permissions: Permissions;
  events: readonly string[];
  /** Selected repositories by id, or all of the account's. */
  repositories: Set<number> | "all";
  suspendedAt: Date | undefined;
}

/** A credential that is not a JWT. */
export type Token =
  | {
      readonly kind: "installation";
      readonly installation: Installation;
      readonly permissions: Permissions;
      readonly repositories: ReadonlySet<number> | "all";
      readonly expiresAt: Date;
    }
  | { readonly kind: "user"; readonly account: Account };

/** Who does something: an account, and the App through which it was done. */
export interface Actor {
  readonly account: Account;
  readonly app: App | undefined;
}
