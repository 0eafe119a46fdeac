import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FuzzFailure } from "./fuzz-plan.ts";
import type { FuzzTask } from "./fuzz-worker.ts";

/** How many documents, and the seed of the first. */
export const fuzzRuns = Number(process.env["PLANGATE_FUZZ_RUNS"] ?? 10_000);
const firstSeed = Number(process.env["PLANGATE_FUZZ_SEED"] ?? 1);

/** A thread that is done with no document for so long hangs in one, and is ended. */
const silenceMsMax = 20_000;

/** The first few failures of `fuzzRuns` documents, run in a thread of their own so that one that hangs has a name. */
export async function runFuzz(samples: readonly Uint8Array[]): Promise<readonly FuzzFailure[]> {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const task: FuzzTask = { samples, firstSeed, runs: fuzzRuns, done };
  const worker = new Worker(new URL("./fuzz-worker.ts", import.meta.url), { workerData: task });
  const hang = hangOf(done);
  try {
    return await Promise.race([answerOf(worker), hang.failures]);
  } finally {
    hang.stop();
    await worker.terminate();
  }
}

async function answerOf(worker: Worker): Promise<readonly FuzzFailure[]> {
  const [failures]: readonly FuzzFailure[][] = await once(worker, "message");
  return failures ?? [];
}

function hangOf(done: Int32Array): { failures: Promise<readonly FuzzFailure[]>; stop: () => void } {
  let stop = (): void => undefined;
  const failures = new Promise<readonly FuzzFailure[]>((resolve) => {
    let last = -1;
    const watching = setInterval(() => {
      const now = Atomics.load(done, 0);
      if (now === last)
        resolve([{ seed: firstSeed + now, reason: "it hangs", document: "see generatePlan()" }]);
      last = now;
    }, silenceMsMax);
    stop = () => clearInterval(watching);
  });
  return { failures, stop: () => stop() };
}
