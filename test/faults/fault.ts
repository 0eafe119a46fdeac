import type { FaultKind } from "../../simulator/faults.ts";
import { forget } from "./calm.ts";
import type { World } from "./world.ts";

/** A place in a scenario: its n-th call, from 1, tokens not counted. */
export interface Call {
  readonly index: number;
  readonly kind: "read" | "write";
  readonly name: string;
}

const crashes = [
  "crash-before-sending",
  "crash-after-sending",
  "crash-before-commit",
  "crash-after-answer",
] as const;

/** Kinds of the matrix for a write. */
export const writeFaults = [
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
export const readFaults = [
  "crash-before-sending",
  "crash-before-commit",
  "500-not-applied",
  "reset-before",
  "403-limit",
  "401",
] as const;

export type Fault = (typeof writeFaults)[number];

/** As often as a read is sent. */
const readAttempts = 5;

/** What a fault did to the App. */
interface Armed {
  readonly crashed: () => boolean;
  /** True where the scenario came to that call. */
  readonly struck: () => boolean;
  /** Takes it away. */
  readonly disarm: () => void;
}

/** Lets a fault befall one call of what comes now. */
export function arm(world: World, fault: Fault, at: Call): Armed {
  const crash = crashes.find((kind) => kind === fault);
  return crash === undefined ? armAnswer(world, fault as FaultKind, at) : armCrash(world, crash, at);
}

function armAnswer({ simulator }: World, kind: FaultKind, at: Call): Armed {
  let count = 0;
  let struck = false;
  const last = at.kind === "write" ? at.index : at.index + readAttempts - 1;
  simulator.faults.inject({
    kind,
    times: readAttempts,
    when: (request) => {
      if (request.kind === "token") return false;
      count += 1;
      const hit = count >= at.index && count <= last;
      struck ||= hit;
      return hit;
    },
  });
  return { crashed: () => false, struck: () => struck, disarm: () => simulator.faults.clear() };
}

function armCrash(world: World, kind: (typeof crashes)[number], at: Call): Armed {
  const { simulator, hooks } = world;
  const { faults } = simulator;
  let count = 0;
  let stage: "coming" | "sent" | "answered" | "over" = "coming";
  const die = (): void => {
    stage = "over";
    world.app().kill();
  };
  faults.onRequest = (phase, request) => {
    if (stage === "over") return "cut";
    if (phase === "before" && request.kind !== "token") count += 1;
    if (count !== at.index || stage !== "coming" || request.kind === "token") return undefined;
    if (phase === "before" && kind === "crash-before-sending") {
      die();
      return "cut";
    }
    if (phase === "after-effect") {
      if (kind !== "crash-after-sending") stage = "sent";
      else {
        die();
        return "cut";
      }
    }
    return undefined;
  };
  hooks.github = () => {
    if (stage === "sent" && kind === "crash-before-commit") die();
    else if (stage === "sent") stage = "answered";
  };
  hooks.store = (method) => {
    if (stage === "answered" && method !== "entries") die();
  };
  const disarm = (): void => {
    faults.onRequest = undefined;
    hooks.github = () => undefined;
    hooks.store = () => undefined;
  };
  return { crashed: () => stage === "over", struck: () => stage !== "coming", disarm };
}

/** Every call of what `during` does, in order. */
export async function callsOf(world: World, during: () => Promise<void>): Promise<readonly Call[]> {
  forget(world);
  await during();
  const calls = world.simulator.log.filter(({ kind }) => kind !== "token");
  return calls.map((call, index) => ({
    index: index + 1,
    kind: call.kind === "write" ? "write" : "read",
    name: call.mutation ?? call.route,
  }));
}
