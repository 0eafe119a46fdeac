import { once } from "node:events";
import { createConnection } from "node:net";
import type { Socket } from "node:net";
import { sign } from "@octokit/webhooks-methods";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RetryableError } from "../engine/errors.ts";
import type { LogEntry } from "../engine/log.ts";
import type { Delivery, Store } from "../engine/store.ts";
import { openStore } from "../store/open-store.ts";
import { openMetrics } from "./metrics.ts";
import { serveWeb } from "./serve-web.ts";
import type { WebServer } from "./serve-web.ts";
import { webApp, webhookPath } from "./web-app.ts";

const secret = "9f2c4e7a1b8d3f605c9e2a7b4d1f8c36";
const nextSecret = "0b1c2d3e4f5a69788796a5b4c3d2e1f0";
const now = () => new Date("2026-11-20T12:00:00Z");
const payload = JSON.stringify({ action: "closed", repository: { id: 7 }, issue: { title: "canary-title" } });

let store: Store;
let server: WebServer;
let told: LogEntry[] = [];
let base = "";

/** How the store fails, set by a test. */
let receive: ((delivery: Delivery) => Promise<boolean>) | undefined;

beforeEach(async () => {
  told = [];
  receive = undefined;
  store = openStore(":memory:", { now });
  const metrics = openMetrics({ store, now });
  const app = webApp({
    secrets: [nextSecret, secret],
    store: { ...store, receive: (delivery) => receive?.(delivery) ?? store.receive(delivery) },
    metrics,
    log: (entry) => {
      told.push(entry);
      metrics.count(entry);
    },
  });
  server = await serveWeb({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  base = `http://127.0.0.1:${server.port}`;
});
afterEach(async () => {
  await server.close();
  await store.close();
});

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly by?: string;
  readonly headers?: Record<string, string | undefined>;
}

async function send({ body = payload, by = secret, headers = {} }: Sent = {}): Promise<number> {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const all: Record<string, string | undefined> = {
    "content-type": "application/json",
    "x-github-delivery": "d-1",
    "x-github-event": "issues",
    "x-hub-signature-256": await sign(by, text === "" ? " " : text),
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(base + webhookPath, { method: "POST", body, headers: new Headers(given) });
  await response.text();
  return response.status;
}

async function marked(): Promise<readonly unknown[]> {
  return (await store.waiting()).map(({ target }) => target);
}

describe("a webhook", () => {
  it("is stored before it is answered, and known when it comes again", async () => {
    const first = await send();
    const again = await send();

    expect([first, again]).toEqual([202, 202]);
    expect(await marked()).toEqual([{ kind: "repository", repository: 7 }]);
    expect(told).toMatchObject([
      { status: 202, delivery: "d-1", event: "issues", repositories: 1, reason: "accepted" },
      { status: 202, reason: "known already" },
    ]);
  });

  it("is believed with the old secret and the new one", async () => {
    expect([await send({ by: secret }), await send({ by: nextSecret })]).toEqual([202, 202]);
  });

  const signature = `sha256=${"0a".repeat(32)}`;
  const refusals: readonly [string, Sent, number][] = [
    ["without a signature", { headers: { "x-hub-signature-256": undefined } }, 400],
    [
      "with a SHA-1 signature only",
      { headers: { "x-hub-signature-256": undefined, "x-hub-signature": `sha1=${"0a".repeat(20)}` } },
      400,
    ],
    ["without a delivery's name", { headers: { "x-github-delivery": undefined } }, 400],
    ["without an event", { headers: { "x-github-event": undefined } }, 400],
    ["with a delivery's name that is none", { headers: { "x-github-delivery": "a b'; drop" } }, 400],
    ["with a forged signature", { headers: { "x-hub-signature-256": signature } }, 401],
    ["with an empty signature", { headers: { "x-hub-signature-256": "sha256=" } }, 401],
    ["with a signature cut short", { headers: { "x-hub-signature-256": signature.slice(0, -2) } }, 401],
    [
      "with a signature in another scheme",
      { headers: { "x-hub-signature-256": `sha1=${"0a".repeat(20)}` } },
      401,
    ],
    ["signed with Probot's default", { by: "development" }, 401],
    ["signed with a secret that is none of ours", { by: `${secret}0` }, 401],
    ["with an empty body", { body: "" }, 401],
    ["with bytes that are no text", { body: new Uint8Array([0x7b, 0xff, 0x7d]) }, 401],
    ["as a form", { headers: { "content-type": "application/x-www-form-urlencoded" } }, 415],
    ["that is no JSON", { body: "{" }, 400],
    ["that is too deep", { body: "[".repeat(70) + "]".repeat(70) }, 400],
  ];

  it.each(refusals)("%s is refused and leaves nothing", async (_name, sent, status) => {
    expect(await send(sent)).toBe(status);
    expect(await marked()).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind: "delivery", status });
    expect(told[0]).not.toHaveProperty("delivery");
  });

  it("changed by one byte is refused", async () => {
    const forged = payload.replace('"id":7', '"id":8');
    const headers = { "x-hub-signature-256": await sign(secret, payload) };

    expect(await send({ body: forged, headers })).toBe(401);
  });

  it("keeps nothing of its words: not in the log, not in the store", async () => {
    await send();

    expect(JSON.stringify([told, await store.waiting(), await store.recent(10)])).not.toContain("canary");
  });

  it("is answered with 503 when the store is out of reach, without its words", async () => {
    receive = () => Promise.reject(new RetryableError("disk full in /var/lib"));

    expect(await send()).toBe(503);
    expect(told).toContainEqual({ kind: "store-unavailable", reason: "disk full in /var/lib" });
    receive = undefined;
    expect(await send()).toBe(202);
  });

  it("is answered with 503 well within GitHub's 10 s when the store does not answer", async () => {
    receive = () => new Promise(() => undefined);
    const began = performance.now();

    expect(await send()).toBe(503);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("that breaks us is answered with 500 and told", async () => {
    receive = () => Promise.reject(new Error("bug"));

    expect(await send()).toBe(500);
    expect(told).toMatchObject([{ kind: "note", reason: `Cannot answer POST ${webhookPath}: bug` }]);
  });

  it("many at once are all stored", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 80 }, (_, index) => send({ headers: { "x-github-delivery": `d-${index}` } })),
    );

    expect(new Set(statuses)).toEqual(new Set([202]));
  });
});

describe("a stranger", () => {
  const headersOf = (more: string) =>
    `POST ${webhookPath} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-github-delivery: d\r\n` +
    `x-github-event: push\r\nx-hub-signature-256: sha256=${"0a".repeat(32)}\r\n${more}\r\n`;

  /** Errors on the way are part of being shown out. */
  function closeOf(socket: Socket): Promise<void> {
    socket.on("error", () => undefined);
    return new Promise((resolve) => {
      socket.once("close", () => resolve());
    });
  }

  async function answerTo(begin: string, more?: { readonly chunk: Buffer; readonly times: number }) {
    const socket = createConnection({ port: server.port, host: "127.0.0.1" });
    const closed = closeOf(socket);
    const answer: string[] = [];
    socket.setEncoding("utf8");
    socket.on("data", (data: string) => answer.push(data));
    socket.write(begin);
    for (let sent = 0; sent < (more?.times ?? 0) && answer.length === 0; sent += 1) {
      if (socket.destroyed) break;
      if (socket.write(more?.chunk ?? "")) continue;
      await Promise.race([once(socket, "drain").catch(() => undefined), closed]);
    }
    await closed;
    return answer.join("").split("\r\n")[0];
  }

  it("who announces too much is refused before it comes", async () => {
    expect(await answerTo(headersOf("content-length: 209715200\r\n"))).toBe("HTTP/1.1 413 Payload Too Large");
  });

  it("who sends 200 MB in chunks is refused at 25 MB, and memory stays", async () => {
    const data = Buffer.alloc(1 << 20, 0x20);
    const chunk = Buffer.concat([Buffer.from("100000\r\n"), data, Buffer.from("\r\n")]);
    const before = process.memoryUsage().rss;

    const answer = await answerTo(headersOf("transfer-encoding: chunked\r\n"), { chunk, times: 200 });

    expect(answer).toBe("HTTP/1.1 413 Payload Too Large");
    expect(process.memoryUsage().rss - before).toBeLessThan(120 << 20);
    expect(await send()).toBe(202);
  });

  it("who sends a body byte by byte is shown out after 5 s", async () => {
    const began = performance.now();

    const answer = await answerTo(`${headersOf("content-length: 100\r\n")}{`);

    expect(answer).toBe("HTTP/1.1 408 Request Timeout");
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it("who opens many connections gets a hundred, and others are served once they are gone", async () => {
    const sockets = Array.from({ length: 150 }, () =>
      createConnection({ port: server.port, host: "127.0.0.1" }),
    );
    const closes = sockets.map(closeOf);
    await Promise.all(closes.slice(100));

    const open = sockets.filter((socket) => !socket.destroyed);

    expect(open).toHaveLength(100);
    for (const socket of open) socket.destroy();
    await Promise.all(closes);
    await new Promise((resolve) => void setTimeout(resolve, 50));
    expect(await send()).toBe(202);
  });
});

describe("the pages", () => {
  it("/healthz says whether the store is in reach", async () => {
    const well = await fetch(`${base}/healthz`);
    await store.close();
    const ill = await fetch(`${base}/healthz`);

    expect([well.status, ill.status]).toEqual([200, 503]);
  });

  it("/metrics tells numbers and no names", async () => {
    await send();
    await store.spend("canary-owner");

    const response = await fetch(`${base}/metrics`);
    const text = await response.text();

    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(text).toContain('plangate_deliveries_total{status="202"} 1');
    expect(text).toContain('plangate_queue_targets{state="due"} 1');
    expect(text).toContain("plangate_creations_last_hour 1");
    expect(text).not.toContain("canary");
  });

  it("/ says that it runs, and lets nothing run in it", async () => {
    const response = await fetch(`${base}/`);

    expect(await response.text()).toContain("plangate is running");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("there is nothing else", async () => {
    expect((await fetch(`${base}/admin`)).status).toBe(404);
    expect((await fetch(base + webhookPath)).status).toBe(404);
  });
});

describe("webApp()", () => {
  it("refuses to start with a secret that anybody knows", () => {
    expect(() =>
      webApp({ secrets: ["development"], store, metrics: openMetrics({ store, now }), log: () => undefined }),
    ).toThrow("Cannot receive webhooks");
  });
});
