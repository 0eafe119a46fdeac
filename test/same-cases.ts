import { configureGlobal } from "fast-check";

/**
 * Random cases are the same in every run, so that a change is judged by its own faults alone; `PLANGATE_SEED=n` tries
 * others.
 */
configureGlobal({ seed: Number(process.env["PLANGATE_SEED"] ?? 1) });
