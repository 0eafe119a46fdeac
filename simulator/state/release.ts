import type { Account } from "./account.ts";
import type { App } from "./app.ts";

export interface Release {
  readonly id: number;
  readonly nodeId: string;
  readonly author: Account;
  readonly app: App | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  tagName: string;
  targetCommitish: string;
  name: string | null;
  body: string;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  publishedAt: Date | null;
}
