import type { ReleaseSettings } from "./settings.ts";

export type Wall = ReleaseSettings["walls"][number];

/**
 * How a wall stands. `stands`: as far as can be seen. `open`: it is there, and leaves a way past. `shut`: it stands, and
 * lets not even plangate through. `missing`; `unknown`: it could not be looked at, which is never a wall.
 */
export type WallState = "stands" | "open" | "shut" | "missing" | "unknown";

export interface WallFacts {
  readonly wall: Wall;
  readonly state: WallState;
  /** Why, for a person. */
  readonly reason: string;
  /** What would make it stand, and who can. */
  readonly wayOut?: string;
}

/** Which walls keep a tag from being pushed past plangate, and which of those that settings ask for do not stand. */
export interface Posture {
  readonly walls: readonly WallFacts[];
  /** Walls that settings list and that do not stand: plangate makes no release. */
  readonly fallen: readonly WallFacts[];
}
