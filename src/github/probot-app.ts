import { type Probot, ProbotOctokit, createProbot, run, type Server } from "probot";
import { requestMsMax } from "../engine/time-limits.ts";
import { createApiFetch } from "./api-fetch.ts";

export interface AppProbotOptions {
  readonly appId: number;
  /** PEM, PKCS #1 or #8. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Root of the REST API. Default: `https://api.github.com`. */
  readonly apiUrl?: string;
  /** After so long an answer counts as lost. Default: 30,000. */
  readonly timeoutMs?: number;
  /** From which level on Probot itself logs. Default: `error`. */
  readonly logLevel?: "debug" | "info" | "warn" | "error" | "fatal";
}

/**
 * Probot as plangate uses it: the App's identity and its signed requests. Its environment, its receiver (no limit on
 * the body, a default secret), its retries and its throttling stay out.
 */
export function createAppProbot(options: AppProbotOptions): Probot {
  const { appId, privateKey, webhookSecret: secret, apiUrl = "https://api.github.com" } = options;
  const fetch = createApiFetch(options.timeoutMs ?? requestMsMax);
  return createProbot({
    // What Octokit warns of (a clock that is off) is answered by itself; the log has lines of our own only.
    env: { LOG_LEVEL: "error" },
    overrides: {
      appId,
      privateKey,
      secret,
      logLevel: options.logLevel ?? "error",
      baseUrl: apiUrl,
      request: { fetch, retries: 0 },
      Octokit: ProbotOctokit.defaults({ throttle: { enabled: false }, retry: { enabled: false } }),
    },
  });
}

export interface SetupOptions {
  readonly host: string;
  readonly port: number;
  /** Where GitHub will deliver webhooks: the receiver's own address, as it is reached from outside. */
  readonly hookUrl: string;
  /** Default: `info`, which says where the page is. */
  readonly logLevel?: "info" | "warn" | "error" | "fatal";
}

/**
 * Serves Probot's set-up page, which makes the App from `app.yml` and keeps its credentials in `.env`. It reads the
 * address of the webhooks from the environment of the process, where it would otherwise put its own.
 */
export async function startSetup({ host, port, hookUrl, logLevel = "info" }: SetupOptions): Promise<Server> {
  process.env["NO_SMEE_SETUP"] = "true";
  process.env["WEBHOOK_PROXY_URL"] = hookUrl;
  // Given an environment of its own, the server opens no proxy to that address.
  const own = { HOST: host, PORT: String(port), WEBHOOK_PROXY_URL: "", LOG_LEVEL: logLevel };
  return run(() => undefined, { env: { ...process.env, ...own } });
}
