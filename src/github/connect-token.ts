import type { Connect, GitHub } from "../engine/github.ts";
import { Caches } from "./caches.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { createGitHub } from "./create-git-hub.ts";
import { createOctokit } from "./create-octokit.ts";
import { createWire } from "./create-wire.ts";
import type { Self } from "./self.ts";
import { fixedToken } from "./token-source.ts";
import type { Wire } from "./wire.ts";

export interface TokenOptions extends ConnectionOptions {
  readonly token: string;
  /**
   * Whose token it is, where the caller knows: `github-actions[bot]` with App 15368 for a workflow's own token, the
   * App's for an App's. Else GitHub is asked, and the token counts as a person's.
   */
  readonly self?: Self;
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
  return createGitHub({ self: options.self ?? (await readSelf(wire)), wire, caches });
}

/** GraphQL, because a workflow's own token may not ask REST who it is. */
async function readSelf(wire: Wire): Promise<Self> {
  const { viewer } = await wire.query<{ readonly viewer: { readonly login: string } }>({
    doing: "read whose token it is",
    document: "query Viewer { viewer { login } }",
    variables: {},
  });
  return { appId: null, login: viewer.login };
}
