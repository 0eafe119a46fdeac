import { Hono } from "hono";
import { html } from "hono/html";
import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { Log } from "../engine/log.ts";
import type { Store } from "../engine/store.ts";
import { assertSecrets } from "./assert-secrets.ts";
import type { Metrics } from "./metrics.ts";
import { webhookReceiver } from "./receive-webhook.ts";
import { within } from "./within.ts";

/** Where GitHub sends webhooks to; the path that Probot's set-up page and its tools know. */
export const webhookPath = "/api/github/webhooks";

const storeMsMax = 2_000;

export interface WebAppInput {
  readonly secrets: readonly string[];
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** The App's pages and its receiver. Throws where a webhook secret is none. Other pages may be added to it. */
export function webApp({ secrets, store, metrics, log }: WebAppInput): Hono {
  assertSecrets(secrets);
  const receive = webhookReceiver({ secrets, inbox: store, log });
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    // Pages of ours run nothing and load nothing; those that do say so themselves.
    const { headers } = context.res;
    if (!headers.has("content-security-policy")) {
      headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
  });

  app.post(webhookPath, (context) => receive(context.req.raw));
  app.get("/healthz", async (context) =>
    (await isStoreWell(store)) ? context.text("ok\n") : context.text("the store is out of reach\n", 503),
  );
  app.get("/metrics", async (context) => {
    context.header("content-type", metrics.contentType);
    return context.body(await metrics.render());
  });
  app.get("/", (context) =>
    context.html(
      html`<!doctype html>
        <html lang="en">
          <title>plangate</title>
          <p>plangate is running.</p>
        </html>`,
    ),
  );
  app.onError((error, context) => {
    log({
      kind: "note",
      reason: `Cannot answer ${context.req.method} ${context.req.path}: ${error.message}`,
    });
    return context.text("something is wrong here; the log says what\n", 500);
  });
  return app;
}

async function isStoreWell(store: Store): Promise<boolean> {
  try {
    return (await within(storeMsMax, store.waiting())) !== undefined;
  } catch (error) {
    if (error instanceof RetryableError || error instanceof TerminalError) return false;
    throw error;
  }
}
