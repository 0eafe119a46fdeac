import { isUtf8 } from "node:buffer";
import { verify } from "@octokit/webhooks-methods";
import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { Log } from "../engine/log.ts";
import type { Inbox } from "../engine/store.ts";
import { doorbell } from "./doorbell.ts";
import { parseJson } from "./parse-json.ts";
import { openBodyReader } from "./read-body.ts";
import type { ReadBody } from "./read-body.ts";
import { within } from "./within.ts";

/** GitHub sends no payload that is larger. */
const bodyBytesMax = 25 * 1024 * 1024;
const bytesTogetherMax = 3 * bodyBytesMax;
const bodyMsMax = 5_000;

/** With the time for the body, below the 10 s after which GitHub stops listening. */
const storeMsMax = 3_500;

export interface ReceiverInput {
  /** The first is the current one; the others are still believed while a secret is being changed. */
  readonly secrets: readonly string[];
  readonly inbox: Inbox;
  readonly log?: Log;
  /** Of one body, in milliseconds. @default {5000} */
  readonly bodyMsMax?: number;
}

/** What a sender is told, and what the log keeps. Name and event are only known where the signature is good. */
interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly delivery?: string;
  readonly event?: string;
  readonly repositories?: number;
}

/**
 * Takes webhooks: 202 once a delivery is stored for good, or was before. Nothing of a body is looked at before its
 * signature is known to be good, and nothing of it is kept but where to look.
 */
export function webhookReceiver(input: ReceiverInput): (request: Request) => Promise<Response> {
  const readBody = openBodyReader({
    bytesMax: bodyBytesMax,
    bytesTogetherMax,
    msMax: input.bodyMsMax ?? bodyMsMax,
  });
  return async (request) => {
    const answer = await receive(request, input, readBody);
    input.log?.({ kind: "delivery", ...answer });
    const headers = new Headers({ "content-type": "text/plain; charset=utf-8" });
    // The rest of a body that was not read must not be taken for the next request.
    if (answer.status === 408 || answer.status === 413 || answer.status === 503) {
      headers.set("connection", "close");
    }
    return new Response(`${answer.reason}\n`, { status: answer.status, headers });
  };
}

interface Headline {
  readonly delivery: string;
  readonly event: string;
  readonly signature: string;
}

async function receive(
  request: Request,
  input: ReceiverInput,
  readBody: (request: Request) => Promise<ReadBody>,
): Promise<Answer> {
  const headline = headlineOf(request.headers);
  if ("status" in headline) return headline;
  const body = await readBody(request);
  if (body.kind !== "read") return unread(body);
  try {
    if (!(await isSigned(body.bytes, headline.signature, input.secrets))) {
      return { status: 401, reason: "the signature does not match: is the App's webhook secret ours?" };
    }
    const json = parseJson(body.bytes);
    if (json === undefined) return { status: 400, reason: "the body is no JSON of reasonable depth" };
    return await store(input, headline, json.value);
  } finally {
    body.letGo();
  }
}

function headlineOf(headers: Headers): Headline | Answer {
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    return { status: 415, reason: 'set the webhook\'s content type to "application/json"' };
  }
  const delivery = headers.get("x-github-delivery");
  if (delivery === null || !/^[\w-]{1,100}$/.test(delivery)) {
    return { status: 400, reason: "the header X-GitHub-Delivery is missing or is no delivery's name" };
  }
  const event = headers.get("x-github-event");
  if (event === null || !/^[a-z_]{1,100}$/.test(event)) {
    return { status: 400, reason: "the header X-GitHub-Event is missing or is no event's name" };
  }
  const signature = headers.get("x-hub-signature-256");
  if (signature === null) {
    return { status: 400, reason: "the header X-Hub-Signature-256 is missing: set the webhook's secret" };
  }
  return { delivery, event, signature };
}

function unread(body: Exclude<ReadBody, { kind: "read" }>): Answer {
  switch (body.kind) {
    case "too-large":
      return { status: 413, reason: `the body has more than ${bodyBytesMax} bytes` };
    case "no-room":
      return { status: 503, reason: "too much is being received at once" };
    case "too-slow":
      return { status: 408, reason: "the body came too slowly" };
    case "broken":
      return { status: 400, reason: "the body broke off" };
  }
}

/** Compares in constant time, over the bytes as they came, with every secret however many match. */
async function isSigned(bytes: Uint8Array, signature: string, secrets: readonly string[]): Promise<boolean> {
  // Only text that is UTF-8 is the same bytes again once it was decoded.
  if (bytes.length === 0 || !isUtf8(bytes) || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const matches = await Promise.all(secrets.map((secret) => verify(secret, text, signature)));
  return matches.includes(true);
}

async function store({ inbox, log }: ReceiverInput, headline: Headline, payload: unknown): Promise<Answer> {
  const { delivery, event } = headline;
  const repositories = doorbell(payload);
  const known = { delivery, event, repositories: repositories.length };
  try {
    const fresh = await within(storeMsMax, inbox.receive({ id: delivery, event, repositories }));
    if (fresh === undefined) return { status: 503, reason: "the store takes too long", ...known };
    return { status: 202, reason: fresh ? "accepted" : "known already", ...known };
  } catch (error) {
    if (!(error instanceof RetryableError || error instanceof TerminalError)) throw error;
    // Its words say where our files are: for our log alone.
    log?.({ kind: "store-unavailable", reason: error.message });
    return { status: 503, reason: "the store is out of reach", ...known };
  }
}
