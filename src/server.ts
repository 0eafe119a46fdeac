import { readFileSync } from "node:fs";
import { startApp } from "./app.ts";
import { startSetup } from "./github/probot-app.ts";
import { openJsonLog } from "./web/json-log.ts";
import { webhookPath } from "./web/web-app.ts";

try {
  process.loadEnvFile();
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

const env = process.env;
const port = Number(env["PORT"] ?? 3000);
const hostname = env["HOST"] ?? "0.0.0.0";
const privateKey = env["PRIVATE_KEY"] ?? readKey(env["PRIVATE_KEY_PATH"]);

if (env["APP_ID"] === undefined || privateKey === undefined) {
  console.log("No APP_ID and PRIVATE_KEY (or PRIVATE_KEY_PATH): serving the set-up page.");
  const hookUrl = env["PLANGATE_PUBLIC_URL"] ?? `http://localhost:${port}`;
  await startSetup({ host: hostname, port, hookUrl: `${hookUrl}${webhookPath}` });
} else {
  const log = openJsonLog({ write: (line) => process.stdout.write(line), now: () => new Date() });
  const app = await startApp({
    appId: Number(env["APP_ID"]),
    privateKey: privateKey.replaceAll(String.raw`\n`, "\n"),
    webhookSecrets: (env["WEBHOOK_SECRET"] ?? "").split(",").map((secret) => secret.trim()),
    storePath: env["PLANGATE_STORE"] ?? "plangate.sqlite",
    port,
    hostname,
    log,
    ...hostOf(env["GHE_HOST"], env["GHE_PROTOCOL"] ?? "https"),
    ...spacingOf(env["PLANGATE_WRITE_SPACING_MS"]),
  });
  log({ kind: "note", reason: `listening on port ${app.port}` });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

function readKey(path: string | undefined): string | undefined {
  return path === undefined ? undefined : readFileSync(path, "utf8");
}

/** GitHub Enterprise Server's addresses; none for github.com. */
function hostOf(
  host: string | undefined,
  protocol: string,
): { readonly apiUrl?: string; readonly webUrl?: string } {
  if (host === undefined || host === "") return {};
  return { apiUrl: `${protocol}://${host}/api/v3`, webUrl: `${protocol}://${host}` };
}

/** An Enterprise Server may have no limits, and need no rest between writes. */
function spacingOf(given: string | undefined): { readonly writeSpacingMs?: number } {
  return given === undefined || given === "" ? {} : { writeSpacingMs: Number(given) };
}
