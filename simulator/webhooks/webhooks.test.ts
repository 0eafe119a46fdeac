import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../people/person.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import type { AppHandle } from "../views/app-handle.ts";

let simulator: Simulator;
let app: AppHandle;
let ada: Person;
let receiver: Server;
let answer: number;
let heard: string[];
let guids: unknown[];

beforeEach(async () => {
  answer = 202;
  heard = [];
  guids = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const payload = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { action?: string };
      heard.push([request.headers["x-github-event"], payload.action].filter((part) => part).join("."));
      guids.push(request.headers["x-github-delivery"]);
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", () => resolve()));
  simulator = await startSimulator({ now: new Date("2026-03-02T10:00:00Z"), seed: 7 });
  simulator.organization("acme");
  simulator.repository("acme/tool", { collaborators: { ada: "admin" } });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  app = simulator.app({ slug: "plangate", webhook: { url, secret: "s3cret" } });
  app.install("acme");
  ada = simulator.as("ada", "acme/tool");
  await simulator.webhooks.settled();
  heard.length = 0;
  guids.length = 0;
});

afterEach(async () => {
  simulator.assertAllowed();
  await simulator.close();
  receiver.closeAllConnections();
  receiver.close();
});

describe("Webhooks", () => {
  it("tells what a person does", async () => {
    ada.openIssue({ title: "T1", labels: ["plan"] });
    ada.comment(1, "/plangate recheck");
    ada.close(1);
    await simulator.webhooks.settled();

    expect(heard.toSorted()).toEqual([
      "issue_comment.created",
      "issues.closed",
      "issues.labeled",
      "issues.opened",
      "label.created",
    ]);
  });

  it("says nothing of tags when more than three come at once", async () => {
    ada.tags(["v1", "v2", "v3", "v4"]);
    ada.tag("v5");
    await simulator.webhooks.settled();

    expect(heard.toSorted()).toEqual(["create", "push"]);
  });

  it("holds deliveries, and sends them in another order, doubled and dropped", async () => {
    simulator.webhooks.mode = "hold";
    ada.openIssue({ title: "T1" });
    ada.close(1);
    ada.reopen(1);

    await simulator.webhooks.release({ order: [2, 0, 1], double: [0], drop: [1] });

    expect(heard).toEqual(["issues.reopened", "issues.opened", "issues.opened"]);
    expect(new Set(guids).size).toBe(2);
    expect(simulator.webhooks.held).toEqual([]);
  });

  it("keeps what failed, and sends it again under the same GUID when asked", async () => {
    const auth = { appId: app.id, privateKey: app.privateKey };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const octokit = new Octokit({ baseUrl: simulator.url, authStrategy: createAppAuth, auth, log });
    answer = 500;
    ada.openIssue({ title: "T1" });
    await simulator.webhooks.settled();
    answer = 202;

    const { data } = await octokit.rest.apps.listWebhookDeliveries({ per_page: 1 });
    await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: data[0]?.id ?? 0 });
    await simulator.webhooks.settled();

    expect(data).toMatchObject([{ event: "issues", status_code: 500, status: "Invalid HTTP Response: 500" }]);
    expect(heard).toEqual(["issues.opened", "issues.opened"]);
    expect(new Set(guids).size).toBe(1);
    const again = await octokit.rest.apps.listWebhookDeliveries({ per_page: 1 });
    expect(again.data).toMatchObject([{ redelivery: true, status: "OK" }]);
    await octokit.rest.apps.getWebhookDelivery({ delivery_id: again.data[0]?.id ?? 0 });
  });

  it("sends a check's button to its own App alone", async () => {
    const other = simulator.app({ slug: "other", webhook: { url: "http://127.0.0.1:9/", secret: "x" } });
    other.install("acme");
    const octokit = new Octokit({ baseUrl: simulator.url, auth: app.installation("acme").token() });
    const sha = simulator.repository("acme/tool").head();
    const actions = [{ label: "Recheck", description: "Look again", identifier: "recheck" }];
    const place = { owner: "acme", repo: "tool" };
    const { data } = await octokit.rest.checks.create({ ...place, name: "plangate", head_sha: sha, actions });
    await simulator.webhooks.settled();
    heard.length = 0;

    ada.pressButton(data.id, "recheck");
    await simulator.webhooks.settled();

    expect(heard).toEqual(["check_run.requested_action"]);
    const toOther = simulator.webhooks.deliveries.filter((one) => one.app.slug === "other");
    expect(toOther.map((one) => one.action)).not.toContain("requested_action");
  });

  it("tells nothing of repositories that were not selected, and of the selection itself", async () => {
    simulator.repository("acme/secret", { visibility: "private", collaborators: { ada: "admin" } });
    app.installation("acme").remove("secret");
    await simulator.webhooks.settled();
    heard.length = 0;

    simulator.as("ada", "acme/secret").openIssue({ title: "Hidden" });
    app.installation("acme").add("secret");
    await simulator.webhooks.settled();

    expect(heard).toEqual(["installation_repositories.added"]);
  });
});
