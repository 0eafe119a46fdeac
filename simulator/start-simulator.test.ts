import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { verify } from "@octokit/webhooks-methods";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";
import type { AppHandle } from "./views/app-handle.ts";
import type { RepositoryView } from "./views/repository-view.ts";

const SECRET = "a secret of the test";
const at = { owner: "acme", repo: "tool" };

let simulator: Simulator;
let tool: RepositoryView;
let app: AppHandle;
let octokit: Octokit;
let receiver: Server;
let heard: { event: string; body: string; headers: Record<string, unknown> }[];

beforeEach(async () => {
  heard = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      heard.push({ event: String(request.headers["x-github-event"]), body, headers: { ...request.headers } });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", () => resolve()));
  simulator = await startSimulator();
  simulator.organization("acme");
  tool = simulator.repository("acme/tool", {
    files: { "docs/roadmap.md": "# Plan\n\n- [ ] T1 Write the parser\n" },
    collaborators: { ada: "admin", bob: "read" },
  });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  app = simulator.app({ slug: "plangate", webhook: { url, secret: SECRET } });
  app.install("acme");
  const auth = { appId: app.id, privateKey: app.privateKey, installationId: app.installation("acme").id };
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  octokit = new Octokit({ baseUrl: simulator.url, authStrategy: createAppAuth, auth, log: quiet });
});

afterEach(async () => {
  await simulator.close();
  receiver.closeAllConnections();
  receiver.close();
});

describe("startSimulator()", () => {
  it("lets an App open an issue, and tells it so by a signed webhook", async () => {
    const { data } = await octokit.rest.issues.create({
      ...at,
      title: "  T1 Write the parser ",
      body: "Do it",
    });
    await simulator.webhooks.settled();

    expect(tool.issue(data.number)).toMatchObject({
      title: "T1 Write the parser",
      state: "open",
      app: "plangate",
    });
    const opened = heard.find((one) => one.event === "issues");
    expect(JSON.parse(opened?.body ?? "{}")).toMatchObject({
      action: "opened",
      sender: { login: "plangate[bot]" },
    });
    expect(await verify(SECRET, opened?.body ?? "", String(opened?.headers["x-hub-signature-256"]))).toBe(
      true,
    );
    expect(simulator.writes.map((write) => write.route)).toEqual(["POST /repos/{owner}/{repo}/issues"]);
    expect(simulator.violations).toEqual([]);
  });

  it("follows a clock that has been moved on", async () => {
    await octokit.rest.apps.getAuthenticated();
    await simulator.advance(3 * 3_600_000);

    const { data } = await octokit.rest.apps.getAuthenticated();

    expect(data?.slug).toBe("plangate");
  });

  it("reads a file and writes it only at the right SHA", async () => {
    const { data } = await octokit.rest.repos.getContent({ ...at, path: "docs/roadmap.md" });
    const sha = "sha" in data ? data.sha : "";
    const content = Buffer.from("# Plan\n").toString("base64");
    const write = { ...at, path: "docs/roadmap.md", message: "Edit", content };

    await octokit.rest.repos.createOrUpdateFileContents({ ...write, sha });
    const stale = octokit.rest.repos.createOrUpdateFileContents({ ...write, sha });

    await expect(stale).rejects.toMatchObject({ status: 409 });
    await expect(octokit.rest.repos.createOrUpdateFileContents(write)).rejects.toMatchObject({ status: 422 });
    expect(tool.file("docs/roadmap.md")).toBe("# Plan\n");
    expect(tool.commits()[0]).toMatchObject({ author: "plangate[bot]", verified: true });
  });
});
