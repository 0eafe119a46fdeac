import { setFailed } from "@actions/core";
import { runAction } from "./cli/run-action.ts";

/** Bundled, the parser's thread lies beside this file; from source its own place is right. */
const worker = import.meta.url.endsWith(".ts") ? undefined : new URL("./parse-worker.js", import.meta.url);

runAction(process.env, worker).catch((error: unknown) => {
  setFailed(error instanceof Error ? error : String(error));
});
