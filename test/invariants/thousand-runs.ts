/** So often each invariant is tried. */
export const thousandRuns = { numRuns: 1_000 };
