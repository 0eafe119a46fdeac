import type { Limits } from "../http/limits.ts";
import { numberParam, query, type Call } from "../http/call.ts";
import { GitHubError, notFound } from "../http/github-error.ts";
import { ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { isoTime } from "../state/clock.ts";
import type { Delivery } from "../webhooks/delivery.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";

/** Deliveries are kept so long. */
const RETENTION_MS = 3 * 24 * 3_600_000;

/** What an App asks about its webhook deliveries and its limits. */
export function deliveryRoutes(webhooks: Webhooks, limits: Limits): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/app/hook/deliveries",
      needs: "jwt",
      handle: (call) => listDeliveries(call, deliveriesOf(call, webhooks)),
    },
    {
      method: "GET",
      path: "/app/hook/deliveries/{delivery_id}",
      needs: "jwt",
      handle: (call) => ok(wholeJson(deliveryOf(call, webhooks))),
    },
    {
      method: "POST",
      path: "/app/hook/deliveries/{delivery_id}/attempts",
      needs: "jwt",
      handle: (call) => {
        webhooks.redeliver(deliveryOf(call, webhooks));
        return { status: 202, body: {} };
      },
    },
    {
      method: "GET",
      path: "/rate_limit",
      needs: "anyone",
      handle: (call) => {
        const core = limits.rate(call.caller);
        const graphql = { ...core, limit: 5000, used: 0, remaining: 5000 };
        const search = { ...core, limit: 30, used: 0, remaining: 30 };
        return ok({ resources: { core, search, graphql }, rate: core });
      },
    },
  ];
}

function deliveriesOf(call: Call, webhooks: Webhooks): Delivery[] {
  const { caller, world } = call;
  if (caller.kind !== "app") throw new GitHubError(401, "A JSON web token could not be decoded");
  const oldest = world.now().getTime() - RETENTION_MS;
  return (
    webhooks.deliveries
      // One that was never sent is in no list.
      .filter((one) => one.app === caller.app && (one.state === "sending" || one.state === "sent"))
      .filter((one) => one.deliveredAt.getTime() >= oldest)
      .toReversed()
  );
}

function deliveryOf(call: Call, webhooks: Webhooks): Delivery {
  const id = numberParam(call, "delivery_id");
  const delivery = deliveriesOf(call, webhooks).find((one) => one.id === id);
  if (delivery === undefined) throw notFound();
  return delivery;
}

function listDeliveries(call: Call, deliveries: readonly Delivery[]): Reply {
  const size = Math.min(100, Number(query(call, "per_page") ?? 30) || 30);
  const cursor = query(call, "cursor");
  const wanted = query(call, "status");
  // "failure" means an answer of 400 to 599; a delivery that nobody answered is in neither list.
  const found = deliveries.filter((one) => {
    if (wanted === "success") return one.statusCode >= 200 && one.statusCode < 400;
    return wanted !== "failure" || one.statusCode >= 400;
  });
  const start = cursor === undefined ? 0 : found.findIndex((one) => `v1_${one.id}` === cursor);
  if (start === -1) throw new GitHubError(422, "Validation Failed", { errors: ["Invalid cursor"] });
  const next = found[start + size];
  const queryText = new URLSearchParams(call.request.query);
  if (next !== undefined) queryText.set("cursor", `v1_${next.id}`);
  const link = `<${call.world.url}/app/hook/deliveries?${queryText.toString()}>; rel="next"`;
  const headers = next === undefined ? {} : { link };
  return { status: 200, body: found.slice(start, start + size).map(itemJson), headers };
}

function itemJson(delivery: Delivery): Record<string, unknown> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: isoTime(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1000,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: delivery.installation?.id ?? null,
    repository_id: delivery.repositoryId ?? null,
    throttled_at: null,
  };
}

function wholeJson(delivery: Delivery): Record<string, unknown> {
  return {
    ...itemJson(delivery),
    url: delivery.app.webhook?.url ?? "",
    request: { headers: delivery.requestHeaders, payload: delivery.payload },
    response: { headers: {}, payload: delivery.responseBody },
  };
}
