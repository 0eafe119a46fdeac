import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "../state/account.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { makeBareRepository, mirror } from "./bare-repository.ts";
import { rulePush } from "./rule-push.ts";

/** Git over HTTP, as `https://github.com/owner/name.git` is. */
export interface GitDoor {
  /** Address for `git clone` and `git push`, as somebody with a token: `http://x-access-token:…@127.0.0.1:…/o/r.git`. */
  url(name: string, token: string): string;
  close(): Promise<void>;
}

/** Serves every repository of the world by git's own http-backend over a bare copy, with the rulesets in its hook. */
export async function openGitDoor(world: World): Promise<GitDoor> {
  const root = mkdtempSync(join(tmpdir(), "plangate-git-"));
  const server = createServer((message, response) => {
    serve({ world, root, server }, message, response).catch((error: unknown) => {
      world.violations.push(`The git door broke: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: (name, token) => `http://x-access-token:${token}@${hostOf(server)}/${name}.git`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

interface Door {
  readonly world: World;
  readonly root: string;
  readonly server: Server;
}

const hookPath = "/_hook";

async function serve(door: Door, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = door;
  const body = await readBody(message);
  const url = new URL(message.url ?? "/", "http://door");
  if (url.pathname === hookPath) {
    const { actor, repository, commands } = JSON.parse(body.toString()) as HookCall;
    const account = world.account(actor);
    const found = repositoryNamed(world, repository);
    if (account === undefined || found === undefined) throw new Error(`Nobody pushes to ${repository}`);
    const ruling = rulePush(world, { repository: found, account, commands });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(ruling));
    return;
  }
  const [, name = "", rest = ""] = /^\/([^/]+\/[^/]+?)\.git(\/.*)$/.exec(url.pathname) ?? [];
  const repository = repositoryNamed(world, name);
  const account = accountOf(world, message.headers.authorization);
  if (account === undefined) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="GitHub"' }).end();
    return;
  }
  if (repository === undefined) {
    response.writeHead(404).end("Repository not found.");
    return;
  }
  const folder = join(door.root, `${name}.git`);
  if (!existsSync(folder)) makeBareRepository(folder, hookCommand());
  mirror(repository, folder);
  await runBackend(response, {
    body,
    env: environment(door, { message, url, name, rest, login: account.login }),
  });
}

interface HookCall {
  readonly actor: string;
  readonly repository: string;
  readonly commands: readonly string[];
}

function hookCommand(): string {
  const script = join(import.meta.dirname, "proc-receive.ts");
  return `exec '${process.execPath}' '${script}'`;
}

/** What a web server tells a CGI program (RFC 3875), and what git's wants besides. */
function environment(
  { root, server }: Door,
  of: {
    readonly message: IncomingMessage;
    readonly url: URL;
    readonly name: string;
    readonly rest: string;
    readonly login: string;
  },
): NodeJS.ProcessEnv {
  const { message, url, name, rest, login } = of;
  const encoding = message.headers["content-encoding"];
  return {
    PATH: process.env["PATH"],
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/${name}.git${rest}`,
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: message.method ?? "GET",
    CONTENT_TYPE: message.headers["content-type"] ?? "",
    REMOTE_USER: login,
    REMOTE_ADDR: "127.0.0.1",
    ...(encoding === undefined ? {} : { HTTP_CONTENT_ENCODING: encoding }),
    PLANGATE_GIT_DOOR: `http://${hostOf(server)}${hookPath}`,
    PLANGATE_GIT_REPOSITORY: name,
  };
}

async function runBackend(
  response: ServerResponse,
  { body, env }: { readonly body: Buffer; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const backend = spawn("git", ["http-backend"], { env: { ...env, CONTENT_LENGTH: String(body.length) } });
  const chunks: Buffer[] = [];
  backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  backend.stdin.end(body);
  await new Promise<void>((resolve, reject) => {
    backend.on("error", reject);
    backend.on("close", () => resolve());
  });
  const answer = Buffer.concat(chunks);
  const end = answer.indexOf("\r\n\r\n");
  const headers = answer
    .subarray(0, end)
    .toString("latin1")
    .split("\r\n")
    .map((line) => line.split(/: */, 2) as [string, string]);
  const status = headers.find(([name]) => name.toLowerCase() === "status")?.[1];
  response.writeHead(
    status === undefined ? 200 : Number.parseInt(status, 10),
    Object.fromEntries(headers.filter(([name]) => name.toLowerCase() !== "status")),
  );
  response.end(answer.subarray(end + 4));
}

function repositoryNamed(world: World, name: string): Repository | undefined {
  const [owner = "", short = ""] = name.split("/");
  return world.repository(owner, short);
}

/** A person by the token that git sends as a password. */
function accountOf(world: World, authorization: string | undefined): Account | undefined {
  const credential = /^basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (credential === undefined) return undefined;
  const password = Buffer.from(credential, "base64").toString().split(":").slice(1).join(":");
  const token = world.tokens.get(password);
  return token?.kind === "user" ? token.account : undefined;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function hostOf(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
