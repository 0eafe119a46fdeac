/**
 * What a read gave. A failed, partial or missing read is `unknown` and never an empty list: unknown keeps a gate shut
 * and creates nothing.
 */
export type Known<T> = { readonly kind: "known"; readonly value: T } | Unknown;

export interface Unknown {
  readonly kind: "unknown";
  /** What could not be read and why, for a person. */
  readonly reason: string;
}

export const known = <T>(value: T): Known<T> => ({ kind: "known", value });
export const unknown = (reason: string): Unknown => ({ kind: "unknown", reason });
