import { createHash } from "node:crypto";

/** The n-th delivery id of a seed, in the form of a GUID. */
export function guidOf(seed: number, index: number): string {
  const hex = createHash("sha256").update(`${seed}:${index}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
