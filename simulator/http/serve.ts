import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Fault, SeenRequest } from "../faults.ts";
import { forbiddenToApps, type LogEntry } from "../write-log.ts";
import { callerOf } from "./caller.ts";
import { GitHubError, notFound } from "./github-error.ts";
import { secondaryLimit } from "./limits.ts";
import type { Parts } from "./parts.ts";
import type { Reply } from "./reply.ts";
import type { Request } from "./request.ts";
import { byName, respond } from "./respond.ts";
import type { Match } from "./router.ts";

const BODY_BYTES_MAX = 60 * 1024 * 1024;
const LATE_MS = 60_000;
const RETRY_AFTER_S = 60;
const GRAPHQL = /^\/(api\/)?graphql$/;

/** The HTTP server in front of a simulator. */
export function createGitHubServer(parts: Parts): Server {
  return createServer((message, response) => {
    handle(parts, message, response).catch((error: unknown) => {
      // Ours: a simulator that breaks must be seen, by the client and by the test.
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parts.violations.push(`The simulator broke: ${text}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "content-type": "text/plain" }).end(text);
    });
  });
}

interface Visit {
  readonly request: Request;
  readonly match: Match | undefined;
  readonly seen: SeenRequest;
}

async function handle(parts: Parts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(parts, message);
  const page = await ownPage(parts, request);
  if (page !== undefined) {
    response.writeHead(page.status, page.headers).end(page.raw);
    return;
  }
  const visit = await lookAt(parts, request);
  const { faults } = parts;
  const fault = faults.pick(visit.seen);
  if (!(await hook(parts, visit, { phase: "before", response, fault }))) return;
  const refused = fault === undefined ? undefined : withoutEffect(fault);
  if (refused !== undefined || fault?.kind === "reset-before") {
    send(parts, visit, { reply: refused, response, fault });
    return;
  }
  if (fault?.kind === "applied-late") {
    parts.world.clock.schedule(fault.lateMs ?? LATE_MS, async () => {
      const late = await answer(parts, visit);
      record(parts, visit, { status: late.status, fault });
    });
    sendReply(response, badGateway());
    return;
  }
  const reply = await answer(parts, visit);
  if (!(await hook(parts, visit, { phase: "after-effect", response, fault }))) return;
  send(parts, visit, { reply: afterEffect(fault, reply), response, fault });
  await faults.onRequest?.("after-answer", visit.seen);
}

// What GitHub serves elsewhere, and what only a simulator has. No credential, no log.
async function ownPage(parts: Parts, request: Request): Promise<Reply | undefined> {
  if (/^\/_state(\.json)?($|\/)/.test(request.path)) {
    const { statePage } = await import("../state-page.ts");
    return statePage(parts.world, request);
  }
  const issue = /^\/([^/]+)\/([^/]+)\/(?:issues|pull)\/(\d+)$/.exec(request.path);
  if (issue !== null && parts.world.htmlUrl === parts.world.url) {
    return { status: 302, headers: { location: `/_state/${issue[1]}/${issue[2]}#${issue[3]}` } };
  }
  const artifact = /^\/_artifacts\/(\d+)\.zip$/.exec(request.path);
  if (artifact === null) return undefined;
  const id = Number(artifact[1]);
  const found = [...parts.world.repositories.values()].flatMap((one) => one.artifacts.get(id) ?? [])[0];
  if (found === undefined) return missingPage();
  return { status: 200, raw: found.zip, headers: { "content-type": "application/zip" } };
}

async function readRequest(parts: Parts, message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new Error(`Request body over ${BODY_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  const url = new URL(message.url ?? "/", "http://simulator");
  const path = GRAPHQL.test(url.pathname) ? "/graphql" : url.pathname.replace(/^\/api\/v3(?=\/|$)/, "");
  const method = message.method ?? "GET";
  const place = {
    method,
    path: byName(parts.world, path),
    query: url.searchParams,
    headers: message.headers,
  };
  return { ...place, text, body: parse(text) };
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

// GraphQL is loaded only where it is used: most tests do without.
async function lookAt(parts: Parts, request: Request): Promise<Visit> {
  const { method, path, body } = request;
  if (path === "/graphql") {
    const { fieldsOf } = await import("../graphql/fields-of.ts");
    const fields = fieldsOf(body);
    const kind = fields.kind === "mutation" ? "write" : "read";
    const seen: SeenRequest = {
      method,
      route: `${method} /graphql`,
      path,
      body,
      kind,
      mutation: fields.names[0],
    };
    return { request, match: undefined, seen };
  }
  const match = parts.router.match(method, path);
  const template = match?.route.path ?? path;
  const isToken = template.endsWith("/access_tokens") || template === "/installation/token";
  const kind = isToken ? "token" : method === "GET" || method === "HEAD" ? "read" : "write";
  return {
    request,
    match,
    seen: { method, route: `${method} ${template}`, path, body, kind, mutation: undefined },
  };
}

async function hook(
  parts: Parts,
  visit: Visit,
  at: { phase: "before" | "after-effect"; response: ServerResponse; fault: Fault | undefined },
): Promise<boolean> {
  if ((await parts.faults.onRequest?.(at.phase, visit.seen)) !== "cut") return true;
  send(parts, visit, { reply: undefined, response: at.response, fault: at.fault });
  return false;
}

async function answer(parts: Parts, visit: Visit): Promise<Reply> {
  const { request, match } = visit;
  if (request.path !== "/graphql") return respond(parts, request, match);
  const { respondGraphql } = await import("../graphql/respond-graphql.ts");
  return respondGraphql(parts, request);
}

function withoutEffect(fault: Fault): Reply | undefined {
  switch (fault.kind) {
    case "500-not-applied":
      return jsonError(new GitHubError(500, "Server Error"));
    case "403-limit":
      return jsonError(secondaryLimit(fault.retryAfterS ?? RETRY_AFTER_S));
    case "401":
      return jsonError(new GitHubError(401, "Bad credentials"));
    case "html-error":
      return html(503, "<html><body><h1>Unicorn!</h1><p>GitHub is having a bad day.</p></body></html>");
    case "reset-before":
    case "reset-after":
    case "502-applied":
    case "applied-late":
    case "truncated-json":
      return undefined;
  }
}

function afterEffect(fault: Fault | undefined, reply: Reply): Reply | undefined {
  if (fault?.kind === "502-applied") return badGateway();
  if (fault?.kind === "reset-after") return undefined;
  if (fault?.kind === "truncated-json" && reply.raw !== undefined) {
    return { ...reply, raw: reply.raw.subarray(0, Math.floor(reply.raw.length / 2)) };
  }
  return reply;
}

function jsonError(error: GitHubError): Reply {
  const headers = { "content-type": "application/json; charset=utf-8", ...error.headers };
  return { status: error.status, raw: Buffer.from(JSON.stringify(error.body())), headers };
}

function html(status: number, text: string): Reply {
  return { status, raw: Buffer.from(text), headers: { "content-type": "text/html; charset=utf-8" } };
}

function badGateway(): Reply {
  return html(502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
}

function send(
  parts: Parts,
  visit: Visit,
  at: { reply: Reply | undefined; response: ServerResponse; fault: Fault | undefined },
): void {
  record(parts, visit, { status: at.reply?.status ?? 0, fault: at.fault });
  if (at.reply === undefined) at.response.destroy();
  else sendReply(at.response, at.reply, parts.world.now());
}

function sendReply(response: ServerResponse, reply: Reply, now?: Date): void {
  response.sendDate = false;
  const date = now === undefined ? {} : { date: now.toUTCString() };
  const length = reply.raw === undefined ? {} : { "content-length": String(reply.raw.length) };
  response.writeHead(reply.status, {
    ...reply.headers,
    ...date,
    ...length,
    "x-github-request-id": "SIMULATED",
  });
  response.end(reply.raw);
}

function record(parts: Parts, visit: Visit, at: { status: number; fault: Fault | undefined }): void {
  const { seen } = visit;
  const { login, app } = whoIs(parts, visit.request);
  const entry: LogEntry = {
    index: parts.log.length,
    kind: seen.kind,
    method: seen.method,
    route: seen.route,
    path: seen.path,
    body: seen.body,
    ...(seen.mutation === undefined ? {} : { mutation: seen.mutation }),
    actor: login,
    app,
    status: at.status,
    ...(at.fault === undefined ? {} : { fault: at.fault.kind }),
  };
  parts.log.push(entry);
  const why = app === undefined ? undefined : forbiddenToApps(entry);
  if (why !== undefined) parts.violations.push(`App ${app} ${why}: ${seen.method} ${seen.path}`);
}

function whoIs(parts: Parts, request: Request): { login: string | undefined; app: number | undefined } {
  try {
    const caller = callerOf(parts.world, request.headers.authorization);
    if (caller.kind === "anonymous") return { login: undefined, app: undefined };
    if (caller.kind === "app") return { login: caller.app.slug, app: caller.app.id };
    const app = caller.kind === "installation" ? caller.installation.app.id : undefined;
    return { login: caller.account.login, app };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { login: undefined, app: undefined };
  }
}

function missingPage(): Reply {
  return jsonError(notFound());
}
