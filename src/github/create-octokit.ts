import { Octokit } from "@octokit/core";
import { requestMsMax } from "../engine/time-limits.ts";
import { createApiFetch } from "./api-fetch.ts";
import type { ConnectionOptions } from "./connection-options.ts";

/** Octokit without retries or throttling, and silent: a retried create makes a second issue. */
export function createOctokit({
  apiUrl = "https://api.github.com",
  timeoutMs = requestMsMax,
}: ConnectionOptions): Octokit {
  const quiet = () => undefined;
  return new Octokit({
    baseUrl: apiUrl,
    userAgent: "plangate",
    request: { fetch: createApiFetch(timeoutMs), retries: 0 },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}
