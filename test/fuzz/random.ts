/** Numbers that a seed determines, so that every failure can be had again. */
export interface Random {
  /** At least 0, below `below`. */
  integer(below: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True once in `times`. */
  once(times: number): boolean;
}

/** Mulberry32: small, quick, good enough to choose words. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  const integer = (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
  return {
    integer,
    pick: (choices) => {
      const chosen = choices[integer(choices.length)];
      if (chosen === undefined) throw new Error("Cannot pick from nothing");
      return chosen;
    },
    once: (times) => integer(times) === 0,
  };
}
