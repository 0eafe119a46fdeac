import type { Installation, Permissions } from "./app.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;

/** A new installation token, good for one hour of the clock. Its form has no fixed length, as at GitHub. */
export function makeInstallationToken(
  world: World,
  installation: Installation,
  scope: { permissions: Permissions; repositories: ReadonlySet<number> | "all" },
): { token: string; expiresAt: Date } {
  const token = `ghs_${installation.app.id}_simulated${world.ids.next("token")}`;
  const expiresAt = new Date(world.now().getTime() + HOUR_MS);
  world.tokens.set(token, { kind: "installation", installation, ...scope, expiresAt });
  return { token, expiresAt };
}
