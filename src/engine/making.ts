import type { Operation } from "../model/operation.ts";
import type { Making } from "../model/making.ts";

/** GitHub allows 500 creations in an hour, those made by hand included (REST rate limits, 2026-11); 50 are left to people. */
export const creationsPerHourMax = 450;

const hourMs = 3_600_000;

/** What the hour's budget says of a list. */
export interface Hour {
  /** Creations that are left in it. */
  readonly free: number;
  readonly now: Date;
}

/** How far the making of a plan's issues is once this list is applied; undefined where none has to wait. */
export function makingOf(
  operations: readonly Operation[],
  known: number,
  { free, now }: Hour,
): Making | undefined {
  const creations = operations.filter(({ kind }) => kind.startsWith("create-") && kind !== "create-tag");
  const later = creations.length - Math.min(creations.length, free);
  const issues = creations.filter(({ kind }) => kind === "create-issue").length;
  const left = Math.min(later, issues);
  if (left === 0) return undefined;
  const endMs = now.getTime() + Math.ceil(left / creationsPerHourMax) * hourMs;
  // To the full hour: the words do not change with every look.
  return { done: known + issues - left, left, end: new Date(Math.ceil(endMs / hourMs) * hourMs) };
}
