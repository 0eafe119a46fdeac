import { readFileSync } from "node:fs";
import { startApp } from "./app.ts";
import type { RunningApp } from "./app.ts";
import { startSetup } from "./github/probot-app.ts";
import { openJsonLog } from "./web/json-log.ts";
import { parseServerEnvironment } from "./web/server-environment.ts";
import type { ServerEnvironment } from "./web/server-environment.ts";
import { webhookPath } from "./web/web-app.ts";

try {
  process.loadEnvFile();
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

const { environment, problems } = parseServerEnvironment(process.env, (path) => readFileSync(path, "utf8"));
for (const problem of problems) console.error(problem);
if (environment === undefined) process.exitCode = 2;
else await serve(environment);

async function serve({ app, port, hostname, publicUrl }: ServerEnvironment): Promise<void> {
  if (app === undefined) {
    console.log("No APP_ID and PRIVATE_KEY (or PRIVATE_KEY_PATH): serving the set-up page.");
    await startSetup({ host: hostname, port, hookUrl: `${publicUrl}${webhookPath}` });
    return;
  }
  const log = openJsonLog({ write: (line) => process.stdout.write(line), now: () => new Date() });
  const running = await startApp({ ...app, port, hostname, log });
  log({ kind: "note", reason: `listening on port ${running.port}` });
  endOnSignal(running);
}

function endOnSignal(app: RunningApp): void {
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
