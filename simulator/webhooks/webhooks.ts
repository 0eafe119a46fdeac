import { sign } from "@octokit/webhooks-methods";
import type { Contract } from "../contract/contract.ts";
import { accountJson, organizationJson } from "../represent/account-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import type { App, Installation } from "../state/app.ts";
import type { World, WorldEvent } from "../state/world.ts";
import type { Delivery } from "./delivery.ts";
import { guidOf } from "./guid.ts";
import { recipientsOf } from "./recipients.ts";

/** GitHub waits so long for an answer. */
const TIMEOUT_MS = 10_000;

export type Pick = readonly number[] | ((delivery: Delivery, index: number) => boolean);

/** Makes deliveries of what happens, and sends, holds or drops them. */
export class Webhooks {
  /** What happens to new deliveries. */
  mode: "send" | "hold" | "drop" = "send";
  /** All deliveries, oldest first. */
  readonly deliveries: Delivery[] = [];
  readonly #world: World;
  readonly #contract: Contract;
  readonly #seed: number;
  readonly #sending = new Set<Promise<void>>();
  #count = 0;

  constructor(world: World, contract: Contract, seed: number) {
    this.#world = world;
    this.#contract = contract;
    this.#seed = seed;
    world.onEvent((event) => this.#onEvent(event));
  }

  /** Those that wait for `release`. */
  get held(): Delivery[] {
    return this.deliveries.filter((delivery) => delivery.state === "held");
  }

  /** Sends what is held, one after the other, and waits for the answers. Indexes are into `held`. */
  async release(
    how: { order?: readonly number[] | "reverse"; double?: Pick; drop?: Pick } = {},
  ): Promise<void> {
    const { held } = this;
    const indexes = how.order === "reverse" ? [...held.keys()].toReversed() : (how.order ?? [...held.keys()]);
    for (const index of indexes) {
      const delivery = held[index];
      if (delivery === undefined) throw new Error(`No held delivery ${index}: there are ${held.length}`);
      if (isPicked(how.drop, delivery, index)) {
        delivery.state = "dropped";
        continue;
      }
      await this.#send(delivery);
      if (isPicked(how.double, delivery, index)) await this.#send(delivery);
    }
    await this.settled();
  }

  /** Sends a delivery once more, as GitHub's redelivery does: the same GUID. */
  redeliver(delivery: Delivery): void {
    const again: Delivery = {
      ...delivery,
      id: this.#world.ids.next("delivery"),
      redelivery: true,
      deliveredAt: this.#world.now(),
    };
    this.deliveries.push(again);
    this.#start(again);
  }

  /** Resolves once everything sent has been answered, with what those answers set off. */
  async settled(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending);
  }

  #onEvent(event: WorldEvent): void {
    for (const { app, installation } of recipientsOf(this.#world, event)) {
      if (app.webhook === undefined) continue;
      const delivery = this.#make(event, app, installation);
      this.deliveries.push(delivery);
      if (this.mode === "send") this.#start(delivery);
    }
  }

  #make(event: WorldEvent, app: App, installation: Installation): Delivery {
    const payload = this.#payload(event, installation);
    this.#contract.checkWebhook(event.event, event.action, payload);
    this.#count += 1;
    return {
      id: this.#world.ids.next("delivery"),
      guid: guidOf(this.#seed, this.#count),
      app,
      installation,
      repositoryId: event.repository?.id,
      event: event.event,
      action: event.action,
      body: JSON.stringify(payload),
      payload,
      redelivery: false,
      deliveredAt: this.#world.now(),
      state: this.mode === "drop" ? "dropped" : "held",
      statusCode: 0,
      status: this.mode === "drop" ? "failed to connect to host" : "pending",
      durationMs: 0,
      requestHeaders: {},
      responseBody: "",
    };
  }

  #payload(event: WorldEvent, installation: Installation): Record<string, unknown> {
    const { repository, action, actor } = event;
    const owner = repository?.owner ?? installation.account;
    const nodeId = Buffer.from(`0:Integration${installation.id}`).toString("base64");
    return {
      ...(action === undefined ? {} : { action }),
      ...event.payload(),
      ...(repository === undefined ? {} : { repository: repositoryOf(this.#world, event) }),
      ...(owner.kind === "Organization" ? { organization: organizationJson(this.#world, owner) } : {}),
      ...(event.installation === undefined ? { installation: { id: installation.id, node_id: nodeId } } : {}),
      sender: accountJson(this.#world, actor.account),
    };
  }

  // Right after the effect, but never within it.
  #start(delivery: Delivery): void {
    delivery.state = "sending";
    const sending = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#send(delivery));
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  async #send(delivery: Delivery): Promise<void> {
    const { webhook } = delivery.app;
    if (webhook === undefined) return;
    delivery.state = "sending";
    delivery.requestHeaders = await headersOf(delivery, webhook.secret);
    const startedAt = performance.now();
    try {
      const response = await fetch(webhook.url, {
        method: "POST",
        headers: delivery.requestHeaders,
        body: delivery.body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      delivery.responseBody = await response.text();
      delivery.statusCode = response.status;
      delivery.status = response.ok ? "OK" : `Invalid HTTP Response: ${response.status}`;
    } catch (error) {
      delivery.statusCode = 0;
      delivery.status =
        error instanceof Error && error.name === "TimeoutError" ? "timed out" : "failed to connect to host";
    }
    delivery.durationMs = performance.now() - startedAt;
    delivery.deliveredAt = this.#world.now();
    delivery.state = "sent";
  }
}

function isPicked(pick: Pick | undefined, delivery: Delivery, index: number): boolean {
  if (pick === undefined) return false;
  return typeof pick === "function" ? pick(delivery, index) : pick.includes(index);
}

// The push event has its own form of the repository: times as numbers, the organisation by its login.
function repositoryOf(world: World, event: WorldEvent): Record<string, unknown> {
  const { repository } = event;
  if (repository === undefined) return {};
  const shown = repositoryJson(world, repository);
  if (event.event !== "push") return shown;
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
  const organization =
    repository.owner.kind === "Organization" ? { organization: repository.owner.login } : {};
  const times = { created_at: seconds(repository.createdAt), pushed_at: seconds(repository.pushedAt) };
  return { ...shown, ...organization, ...times };
}

async function headersOf(delivery: Delivery, secret: string): Promise<Record<string, string>> {
  return {
    "user-agent": "GitHub-Hookshot/simulated",
    accept: "*/*",
    "content-type": "application/json",
    "x-github-hook-id": String(delivery.app.id * 10),
    "x-github-event": delivery.event,
    "x-github-delivery": delivery.guid,
    "x-github-hook-installation-target-id": String(delivery.app.id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": await sign(secret, delivery.body),
  };
}
