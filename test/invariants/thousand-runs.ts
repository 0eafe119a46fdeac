/**
 * A thousand cases, the same in every run, so that a change is judged by its own faults alone; `PLANGATE_SEED=n` tries
 * another thousand.
 */
export const thousandRuns = { numRuns: 1_000, seed: Number(process.env["PLANGATE_SEED"] ?? 1) };
