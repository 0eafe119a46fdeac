import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { Kind } from "../own-evidence.ts";
import type { Line } from "./line.ts";
import type { SeedHouse } from "./seed-house.ts";

/** Evidence that opens nothing of what it is tried on: given to all lines at once. */
export interface Try {
  readonly what: string;
  /** Whether it is tried on a line. */
  readonly on: (line: Line) => boolean;
  readonly happens: (of: SeedHouse, at: Situation) => void | Promise<void>;
  /** Takes back what is right for something else than what it was tried on. */
  readonly after?: (of: SeedHouse, at: Situation) => void;
}

export const everything = (): boolean => true;

/** Every line that this kind of evidence does not open. */
export function allBut(kind: Kind): Try["on"] {
  return ({ own }) => !own.includes(kind);
}

/** The lines that this kind of evidence opens, where it is good. */
export function only(kind: Kind): Try["on"] {
  return ({ own }) => own.includes(kind);
}
