import { TerminalError } from "../engine/errors.ts";
import type { TokenSource } from "./token-source.ts";
import { isGone, type Wire } from "./wire.ts";

/** Installation tokens live an hour; a request must end before its token does. */
const tokenLifeMs = 55 * 60_000;

export interface InstallationTokenOptions {
  /** The App's own wire. */
  readonly app: Wire;
  readonly installationId: number;
  readonly clock: () => Date;
  /** Called when GitHub knows the installation no more. */
  readonly onGone: () => void;
}

/**
 * The tokens of one installation, made when one is needed and kept for 55 minutes of our own clock, whatever GitHub's
 * clock says.
 */
export function installationToken(of: InstallationTokenOptions): TokenSource {
  const { app, installationId, clock } = of;
  let current: { readonly token: Promise<string>; readonly until: number } | undefined;

  async function make(): Promise<string> {
    const { token } = await app.readOnce<{ readonly token: string }>({
      doing: `get a token for the installation ${installationId}`,
      route: "POST /app/installations/{installation_id}/access_tokens",
      parameters: { installation_id: installationId },
    });
    return token;
  }

  return {
    async get() {
      if (current === undefined || current.until <= clock().getTime()) {
        current = { token: make(), until: clock().getTime() + tokenLifeMs };
      }
      const asked = current;
      try {
        return await asked.token;
      } catch (error) {
        if (current === asked) current = undefined;
        if (!isGone(error)) throw error;
        of.onGone();
        const options = { status: 404, code: "not-installed", cause: error };
        throw new TerminalError("plangate is not installed there any more", options);
      }
    },

    drop() {
      current = undefined;
      return true;
    },
  };
}
