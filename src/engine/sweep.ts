import type { RepositoryId } from "../model/repository.ts";
import { RetryableError, TerminalError, UncertainError } from "./errors.ts";
import type { Sleep } from "./keep-lease.ts";
import type { Log } from "./log.ts";
import type { History, Queue } from "./store.ts";

/**
 * One round's time. What is promised is 15 minutes with every webhook lost; a repository may come first in one round
 * and last in the next (a restart, a new neighbour), so a round is a little less than half of it.
 */
export const sweepRoundMs = 7 * 60_000;

/** The first round after a start goes as fast as the workers may be expected to follow. */
const firstRoundMsPerRepository = 100;

/** How soon a round is tried again that the store did not take. */
const retryMs = 30_000;

export interface SweepInput {
  readonly store: Pick<Queue, "mark"> & Pick<History, "repositories">;
  /** Every repository that plangate is installed on. */
  readonly installedRepositories: () => Promise<readonly RepositoryId[]>;
  /** Has sent again what nobody took; how many. Not for a store without a receiver. */
  readonly redeliver?: () => Promise<number>;
  readonly now: () => Date;
  readonly log?: Log;
}

/**
 * Marks every known repository, the first round at once and then round after round, each repository at its own time
 * within the round so that a webhook never waits behind all of them. Resolves after the signal.
 */
export async function runSweep(
  input: SweepInput & { readonly sleep: Sleep; readonly signal: AbortSignal },
): Promise<void> {
  const { sleep, signal, log } = input;
  let isFirst = true;
  while (!signal.aborted) {
    try {
      await sweepOnce(input, isFirst);
      isFirst = false;
      await sleep(sweepRoundMs, signal);
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      log?.({ kind: "sweep-failed", reason: error.message });
      await sleep(retryMs, signal);
    }
  }
}

/** Marks every known repository once, spread over a round. How many there were. */
export async function sweepOnce(input: SweepInput, isFirst: boolean): Promise<number> {
  const { store, now, log } = input;
  const repositories = await knownRepositories(input);
  const spreadMs = isFirst
    ? Math.min(repositories.length * firstRoundMsPerRepository, sweepRoundMs)
    : sweepRoundMs;
  const startedAt = now().getTime();
  for (const [index, repository] of repositories.entries()) {
    const notBefore = new Date(startedAt + Math.floor((index / repositories.length) * spreadMs));
    await store.mark([{ kind: "repository", repository }], notBefore);
  }
  log?.({ kind: "swept", repositories: repositories.length });
  await redeliver(input);
  return repositories.length;
}

/** Only how soon a change is seen hangs on it, so that its failure ends nothing. */
async function redeliver({ redeliver: ask, log }: SweepInput): Promise<void> {
  try {
    const count = (await ask?.()) ?? 0;
    if (count > 0) log?.({ kind: "note", reason: `${count} deliveries that nobody took are sent again` });
  } catch (error) {
    const isWorlds = error instanceof RetryableError || error instanceof TerminalError;
    if (!isWorlds && !(error instanceof UncertainError)) throw error;
    log?.({ kind: "sweep-failed", reason: `Cannot have deliveries sent again: ${error.message}` });
  }
}

/** Installed ones and those the store has heard of, in an order that stays. Where GitHub cannot say, the store's alone. */
async function knownRepositories({
  store,
  installedRepositories,
  log,
}: SweepInput): Promise<readonly RepositoryId[]> {
  const repositories = new Set(await store.repositories());
  try {
    for (const repository of await installedRepositories()) repositories.add(repository);
  } catch (error) {
    if (!(error instanceof RetryableError || error instanceof TerminalError)) throw error;
    log?.({ kind: "sweep-failed", reason: `Cannot list installed repositories: ${error.message}` });
  }
  return [...repositories].toSorted((left, right) => left - right);
}
