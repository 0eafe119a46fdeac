import { RetryableError } from "../engine/errors.ts";
import type { Delivery, Inbox } from "../engine/store.ts";
import type { RepositoryId } from "../model/repository.ts";
import type { Database } from "./database.ts";
import { markTarget } from "./mark-target.ts";
import { forgetRefusals } from "./refusals.ts";

/** GitHub redelivers for three days; a week of names is kept. */
const deliveryKeptMs = 7 * 24 * 3_600_000;

/** Old names dropped with each batch: more than come in, so the table stays bounded and no batch takes long. */
const droppedPerBatch = 500;

/** Deliveries of one event-loop turn; what is beyond is refused, and GitHub keeps it for redelivery. */
const batchMax = 5_000;

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (fresh: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The inbox with group commit: every delivery of one event-loop turn goes into one transaction, since a transaction
 * costs one wait for the disk however much is in it (13 times the deliveries on a disk that takes 3 ms).
 */
export function openInbox(database: Database): Inbox & { flush(): void } {
  let batch: Waiting[] = [];

  const flush = (): void => {
    const current = batch;
    batch = [];
    if (current.length > 0) commit(database, current);
  };

  return {
    receive: (delivery) =>
      new Promise((resolve, reject) => {
        if (batch.length >= batchMax) {
          reject(new RetryableError(`Cannot store delivery "${delivery.id}": ${batchMax} are waiting`));
          return;
        }
        if (batch.length === 0) setImmediate(flush);
        batch.push({ delivery, resolve, reject });
      }),
    flush,
  };
}

function commit(database: Database, batch: readonly Waiting[]): void {
  let fresh: readonly boolean[];
  try {
    fresh = database.transaction(() => {
      dropOld(database);
      return batch.map(({ delivery }) => store(database, delivery));
    });
  } catch (error) {
    for (const waiting of batch) waiting.reject(error);
    return;
  }
  for (const [index, waiting] of batch.entries()) waiting.resolve(fresh[index] === true);
}

function store(database: Database, delivery: Delivery): boolean {
  const now = database.now().getTime();
  const isNew =
    database.run(
      "insert into delivery (id, event, received_at) values (?, ?, ?) on conflict do nothing",
      delivery.id,
      delivery.event,
      now,
    ) === 1;
  if (isNew) {
    for (const repository of delivery.repositories) markTarget(database, { kind: "repository", repository });
  }
  // A changed installation is how a missing permission is mended.
  const isInstallation = delivery.event.startsWith("installation");
  if (isInstallation) forgetRefusals(database);
  const woken = isNew && !isInstallation ? 0 : wake(database, delivery.repositories);
  return isNew || woken > 0;
}

function wake(database: Database, repositories: readonly RepositoryId[]): number {
  let woken = 0;
  for (const repository of repositories) {
    woken += database.run(
      "update target set available_at = ?, state = 'due' where repository = ? and state = 'failed'",
      database.now().getTime(),
      repository,
    );
  }
  return woken;
}

function dropOld(database: Database): void {
  database.run(
    "delete from delivery where id in (select id from delivery where received_at < ? order by received_at limit ?)",
    database.now().getTime() - deliveryKeptMs,
    droppedPerBatch,
  );
}
