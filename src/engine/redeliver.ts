/** One POST of a webhook, as GitHub's own list says it went. */
export interface SentDelivery {
  readonly id: number;
  /** `X-GitHub-Delivery`: stays the same when it is sent again. */
  readonly guid: string;
  readonly at: Date;
  /** True where the receiver took it. */
  readonly taken: boolean;
}

/** GitHub's list of what it sent to the App. */
export interface SentDeliveries {
  /** Newest first, back to a time; no more than 1,000. */
  since(time: Date): Promise<readonly SentDelivery[]>;
  redeliver(id: number): Promise<void>;
}

/** GitHub keeps deliveries so long, and sends none again that is older (docs, redelivering webhooks; 2026-11). */
const keptMs = 3 * 24 * 3_600_000;

/** Looks overlap by so much: what was under way at one is seen at the next. */
const overlapMs = 15 * 60_000;

/** A receiver that fails each time is not asked for ever. */
const attemptsMax = 5;

/** Sent again at one look: a receiver that was away is not met by a storm. */
const redeliveriesMax = 50;

/**
 * Has GitHub send again what nobody took: each look reads what was sent since the one before (the first: three days)
 * and asks for at most 50, oldest first, each at most five times. Nothing hangs on it but how soon a change is seen:
 * every repository is looked at anyway. Resolves to how many were asked for.
 */
export function openRedelivery(sent: SentDeliveries, now: () => Date): () => Promise<number> {
  let since = new Date(now().getTime() - keptMs);
  const attempts = new Map<string, number>();
  return async () => {
    const startedAt = now().getTime();
    const deliveries = await sent.since(since);
    const lost = lostOf(deliveries).filter(({ guid }) => (attempts.get(guid) ?? 0) < attemptsMax);
    for (const { id, guid } of lost.slice(0, redeliveriesMax)) {
      attempts.set(guid, (attempts.get(guid) ?? 0) + 1);
      await sent.redeliver(id);
    }
    // What was left out comes first at the next look.
    if (lost.length <= redeliveriesMax) since = new Date(startedAt - overlapMs);
    forgetTaken(attempts, deliveries);
    return Math.min(lost.length, redeliveriesMax);
  };
}

/** The last attempt of each delivery that was never taken, oldest first. */
function lostOf(deliveries: readonly SentDelivery[]): readonly SentDelivery[] {
  const taken = new Set(deliveries.filter((one) => one.taken).map(({ guid }) => guid));
  const last = new Map<string, SentDelivery>();
  for (const one of deliveries) if (!taken.has(one.guid) && !last.has(one.guid)) last.set(one.guid, one);
  return [...last.values()].toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

function forgetTaken(attempts: Map<string, number>, deliveries: readonly SentDelivery[]): void {
  for (const { guid, taken } of deliveries) if (taken) attempts.delete(guid);
}
