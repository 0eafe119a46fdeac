import { sign } from "@octokit/webhooks-methods";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { LogEntry } from "../../src/engine/log.ts";
import type { Delivery } from "../../src/engine/store.ts";
import { webhookReceiver } from "../../src/web/receive-webhook.ts";
import { thousandRuns } from "./thousand-runs.ts";

const secret = "0123456789abcdef0123456789abcdef-test";

/** Names that payloads of GitHub's have, those that say where to look among them. */
const names = fc.constantFrom(
  "repository",
  "sub_issue_repo",
  "repositories",
  "repositories_added",
  "changes",
  "new_repository",
  "issue",
  "comment",
  "sender",
  "body",
  "title",
  "name",
  "full_name",
  "ref",
  "head",
  "sha",
  "id",
);

/** What a sender may write anywhere; drawn anew it says something else with as much right. */
const lie = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `lie:${text}`);

const payload = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    lie,
    fc.boolean(),
    fc.constant(null),
    tie("repository"),
    tie("list"),
    tie("object"),
  ),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc.dictionary(names, tie("value"), { maxKeys: 5 }),
  repository: fc.record({ id: fc.integer({ min: -3, max: 9 }), name: lie, private: fc.boolean() }),
})).object;

interface Rung {
  readonly status: number;
  readonly deliveries: readonly Delivery[];
  readonly log: readonly LogEntry[];
}

async function ring(given: unknown): Promise<Rung> {
  const deliveries: Delivery[] = [];
  const log: LogEntry[] = [];
  const inbox = { receive: async (delivery: Delivery) => deliveries.push(delivery) > 0 };
  const receive = webhookReceiver({ secrets: [secret], inbox, log: (entry) => log.push(entry) });
  const body = JSON.stringify(given);
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": "d-1",
    "x-github-event": "issues",
    "x-hub-signature-256": await sign(secret, body),
  };
  const { status } = await receive(new Request("http://localhost/", { method: "POST", headers, body }));
  return { status, deliveries, log };
}

/** The same places, and every word and flag another. */
function retold(value: unknown): unknown {
  if (typeof value === "string") return `${value}, retold`;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return value.map(retold);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, retold(inner)]));
}

it("of a webhook nothing is kept but which repositories to look at: what else it says changes nothing", async () => {
  const property = fc.asyncProperty(payload, async (one) => {
    const rung = await ring(one);

    expect(await ring(retold(one))).toEqual(rung);
    expect(rung.status).toBe(202);
    expect(JSON.stringify([rung.deliveries, rung.log])).not.toContain("lie:");
    expect(rung.deliveries.map((delivery) => Object.keys(delivery))).toEqual([
      ["id", "event", "repositories"],
    ]);
    expect(rung.deliveries[0]?.repositories.every((id) => Number.isInteger(id) && id > 0)).toBe(true);
  });

  await fc.assert(property, thousandRuns);
}, 60_000);
