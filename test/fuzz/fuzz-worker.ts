import { parentPort, workerData } from "node:worker_threads";
import type { FuzzFailure } from "./fuzz-plan.ts";
import { fuzzOnce } from "./fuzz-plan.ts";

/** What the thread is to run, and where it says how far it is: the number of documents it is done with. */
export interface FuzzTask {
  readonly samples: readonly Uint8Array[];
  readonly firstSeed: number;
  readonly runs: number;
  readonly done: Int32Array;
}

/** Failures told at once; each has its seed, and is had again by one run from there. */
const failuresMax = 5;

function failuresOf({ samples, firstSeed, runs, done }: FuzzTask): readonly FuzzFailure[] {
  const failures: FuzzFailure[] = [];
  for (let run = 0; run < runs && failures.length < failuresMax; run += 1) {
    const failure = fuzzOnce(firstSeed + run, samples);
    if (failure !== undefined) failures.push(failure);
    Atomics.store(done, 0, run + 1);
  }
  return failures;
}

const task: FuzzTask = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin.
parentPort?.postMessage(failuresOf(task));
