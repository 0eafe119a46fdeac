import type { Connect, GitHub } from "../engine/github.ts";
import type { RepositoryName } from "../model/repository.ts";
import { Caches } from "./caches.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { createGitHub } from "./create-git-hub.ts";
import { createOctokit } from "./create-octokit.ts";
import { createWire } from "./create-wire.ts";
import type { IssueJson } from "./json.ts";
import type { Self } from "./self.ts";
import { pathOf } from "./self.ts";
import { fixedToken } from "./token-source.ts";
import type { Wire } from "./wire.ts";

export interface TokenOptions extends ConnectionOptions {
  readonly token: string;
  /**
   * Whose token it is, where the caller knows: `github-actions[bot]` with App 15368 for a workflow's own token, the
   * App's for an App's. Else GitHub is asked, and the token counts as a person's.
   */
  readonly self?: Self;
  /**
   * An App's token is taken for the App itself, or it would not know its own issues, and what people said to it: what it
   * made in this repository tells its id, else GitHub's page of the App, which a private App does not have.
   */
  readonly appOf?: RepositoryName;
}

/** Connects by one token, for the Action and the command line. Repositories it may not see reject when they are read. */
export function connectToken(options: TokenOptions): Connect {
  let connection: Promise<GitHub> | undefined;
  return () => {
    connection ??= openConnection(options).catch((error: unknown) => {
      connection = undefined;
      throw error;
    });
    return connection;
  };
}

async function openConnection(options: TokenOptions): Promise<GitHub> {
  const caches = new Caches().within("token");
  const octokit = createOctokit(options);
  const wire = createWire({ octokit, token: fixedToken(options.token), cache: caches.answers }, options);
  const self = options.self ?? (await readSelf(wire));
  const appId = options.appOf === undefined ? null : await readAppId(wire, self, options.appOf);
  return createGitHub({ self: appId === null ? self : { ...self, appId }, wire, caches });
}

/** The App whose token this is; null for a person's, a workflow's, and where GitHub does not say. */
async function readAppId(wire: Wire, self: Self, repository: RepositoryName): Promise<number | null> {
  if (!self.login.endsWith("[bot]") || self.login === "github-actions[bot]") return self.appId;
  const issues = await wire.read<readonly Pick<IssueJson, "performed_via_github_app">[]>({
    doing: `read which App ${self.login} is`,
    route: "GET /repos/{owner}/{repo}/issues",
    parameters: { ...pathOf(repository), creator: self.login, state: "all", per_page: 1 },
  });
  const made = issues[0]?.performed_via_github_app?.id;
  if (made !== undefined) return made;
  const app = await wire.find<{ readonly id: number }>({
    doing: `read which App ${self.login} is`,
    route: "GET /apps/{app_slug}",
    parameters: { app_slug: self.login.replace(/\[bot\]$/, "") },
  });
  return app?.id ?? self.appId;
}

/** GraphQL, because a workflow's own token may not ask REST who it is. */
async function readSelf(wire: Wire): Promise<Self> {
  const { viewer } = await wire.query<{
    readonly viewer: { readonly login: string; readonly databaseId: number | null };
  }>({
    doing: "read whose token it is",
    document: "query Viewer { viewer { login databaseId } }",
    variables: {},
  });
  const { login, databaseId } = viewer;
  return { appId: null, login, ...(databaseId === null ? {} : { id: databaseId }) };
}
