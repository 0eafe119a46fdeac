import { Gauge } from "prom-client";
import type { Registry } from "prom-client";
import type { Budget, Queue } from "../engine/store.ts";

/** What is measured, and the clock its ages are told by. */
export interface GaugesInput {
  readonly store: Pick<Queue, "waiting"> & Pick<Budget, "usage">;
  readonly now: () => Date;
}

/** What is read from the store whenever somebody looks. */
export function openGauges(registry: Registry, { store, now }: GaugesInput): () => Promise<void> {
  const registers = [registry];
  const targets = new Gauge({
    name: "plangate_queue_targets",
    help: "Targets that wait, up to 1000: due, for a time, held by a worker, failed.",
    labelNames: ["state"],
    registers,
  });
  const oldest = new Gauge({
    name: "plangate_queue_oldest_seconds",
    help: "How long the longest waiting target has been due.",
    registers,
  });
  const creations = new Gauge({
    name: "plangate_creations_last_hour",
    help: "Creations of the last hour, of the owner with most; none goes beyond 450.",
    registers,
  });
  return async () => {
    const time = now().getTime();
    const count = { due: 0, later: 0, held: 0, failed: 0 };
    let oldestMs = 0;
    for (const { held, failed, notBefore } of await store.waiting()) {
      const waitedMs = time - notBefore.getTime();
      if (held) count.held += 1;
      else if (failed) count.failed += 1;
      else if (waitedMs < 0) count.later += 1;
      else count.due += 1;
      if (!held) oldestMs = Math.max(oldestMs, waitedMs);
    }
    for (const [state, number] of Object.entries(count)) targets.set({ state }, number);
    oldest.set(oldestMs / 1_000);
    creations.set(Math.max(0, ...(await store.usage()).values()));
  };
}
