import type { SeenRequest } from "../../simulator/faults.ts";
import { forget } from "./calm.ts";
import type { World } from "./world.ts";

type SeenCall = Pick<SeenRequest, "kind" | "route"> & Partial<Pick<SeenRequest, "mutation">>;

/** A place in a scenario: its n-th call, from 1, tokens not counted. */
export interface Call {
  readonly index: number;
  readonly kind: "read" | "write";
  readonly name: string;
}

export const crashes = [
  "crash-before-sending",
  "crash-after-sending",
  "crash-before-commit",
  "crash-after-answer",
] as const;

/** Kinds of the matrix for a write. */
const writeFaults = [
  ...crashes,
  "500-not-applied",
  "502-applied",
  "applied-late",
  "reset-before",
  "reset-after",
  "403-limit",
  "401",
] as const;

/** Kinds that mean something for a read: nothing is applied by it, so each failure is tried again to its end. */
const readFaults = [
  "crash-before-sending",
  "crash-before-commit",
  "500-not-applied",
  "reset-before",
  "403-limit",
  "401",
] as const;

export type Fault = (typeof writeFaults)[number];

/** A fault, and the call that it befalls. */
export interface Blow {
  readonly fault: Fault;
  readonly call: Call;
}

export function tellBlow({ fault, call }: Blow): string {
  return `${fault} at call ${call.index} (${call.name})`;
}

/** Every fault that may befall one of these calls. */
export function blowsAt(calls: readonly Call[]): readonly Blow[] {
  return calls.flatMap((call) =>
    (call.kind === "write" ? writeFaults : readFaults).map((fault) => ({ call, fault })),
  );
}

/** Every call of what `during` does, in order. */
export async function callsOf(world: World, during: () => Promise<unknown>): Promise<readonly Call[]> {
  forget(world);
  await during();
  const calls = world.simulator.log.filter(({ kind }) => kind !== "token");
  return calls.map((call, index) => callOf(call, index + 1));
}

/** A request as a place in a story. */
export function callOf({ kind, mutation, route }: SeenCall, index: number): Call {
  return { index, kind: kind === "write" ? "write" : "read", name: mutation ?? route };
}
