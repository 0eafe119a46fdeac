import type { Account } from "./account.ts";

/** That somebody made a branch or a tag, as GitHub's list of events shows it. */
export interface RefEvent {
  readonly id: number;
  readonly kind: "branch" | "tag";
  readonly name: string;
  readonly actor: Account;
  readonly createdAt: Date;
}
