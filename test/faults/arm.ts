import type { FaultKind, Faults, SeenRequest } from "../../simulator/faults.ts";
import { callOf, crashes } from "./fault.ts";
import type { Blow, Call } from "./fault.ts";
import type { World } from "./world.ts";

/** As often as a read is sent. */
const readAttempts = 5;

/** Faults that wait for their calls. */
export interface Armed {
  /** True where all of them fell. */
  readonly haveFallen: () => boolean;
  /** The calls after the last one, in order. */
  readonly later: readonly Call[];
  /** Takes them away. */
  readonly disarm: () => void;
}

/** One fault among them. */
interface Waiting {
  readonly blow: Blow;
  /** The request in which the one before it fell is not counted. */
  readonly within: SeenRequest | undefined;
}

/** Called when a fault has fallen, with its request where that goes on. */
type Fallen = (within?: SeenRequest) => void;

/**
 * Lets faults befall what comes now: the first at its call, each other at its call counted from the one before. Only
 * the last may befall a read: it goes on while that is tried again.
 */
export function arm(world: World, blows: readonly Blow[]): Armed {
  const { faults } = world.simulator;
  const later: Call[] = [];
  let fallen = 0;
  const next: Fallen = (within) => {
    const blow = blows[fallen];
    if (blow === undefined) hearLater(world, later, within);
    else armOne(world, { blow, within }, fall);
  };
  const fall: Fallen = (within) => {
    fallen += 1;
    next(within);
  };
  next();
  const disarm = (): void => {
    faults.clear();
    faults.onRequest = undefined;
    disarmHooks(world);
  };
  return { haveFallen: () => fallen === blows.length, later, disarm };
}

function armOne(world: World, waiting: Waiting, fall: Fallen): void {
  const { fault } = waiting.blow;
  const crash = crashes.find((kind) => kind === fault);
  if (crash === undefined) armAnswer(world, { ...waiting, kind: fault as FaultKind }, fall);
  else armCrash(world, { ...waiting, crash }, fall);
}

function armAnswer(world: World, { blow, kind }: Waiting & { readonly kind: FaultKind }, fall: Fallen): void {
  const { faults } = world.simulator;
  const { index, kind: callKind } = blow.call;
  const last = callKind === "write" ? index : index + readAttempts - 1;
  let count = 0;
  // Nothing else waits for a request: it is injected when the one before it has fallen.
  listen(world, () => undefined);
  faults.inject({
    kind,
    times: readAttempts,
    when: (request) => {
      if (request.kind === "token") return false;
      count += 1;
      if (count === index) fall(request);
      return count >= index && count <= last;
    },
  });
}

function armCrash(
  world: World,
  { blow, within, crash }: Waiting & { readonly crash: (typeof crashes)[number] },
  fall: Fallen,
): void {
  const { hooks } = world;
  let count = 0;
  let stage: "coming" | "sent" | "answered" = "coming";
  const die = (): void => {
    world.app().kill();
    disarmHooks(world);
    fall();
  };
  listen(world, (phase, request) => {
    if (request === within || request.kind === "token" || stage !== "coming") return;
    if (phase === "before") count += 1;
    if (count !== blow.call.index) return;
    if (phase === "before" && crash === "crash-before-sending") die();
    if (phase === "after-effect" && crash === "crash-after-sending") die();
    else if (phase === "after-effect") stage = "sent";
  });
  hooks.github = () => {
    if (stage === "sent" && crash === "crash-before-commit") die();
    else if (stage === "sent") stage = "answered";
  };
  hooks.store = (method) => {
    if (stage === "answered" && method !== "entries") die();
  };
}

function hearLater(world: World, later: Call[], within: SeenRequest | undefined): void {
  listen(world, (phase, request) => {
    if (phase !== "before" || request === within || request.kind === "token") return;
    later.push(callOf(request, later.length + 1));
  });
}

/** Whoever is dead sends nothing any more, and hears nothing. */
function listen(world: World, hear: NonNullable<Faults["onRequest"]>): void {
  world.simulator.faults.onRequest = (phase, request) => {
    if (world.app().isDead()) return "cut";
    void hear(phase, request);
    return world.app().isDead() ? "cut" : undefined;
  };
}

function disarmHooks({ hooks }: World): void {
  hooks.github = () => undefined;
  hooks.store = () => undefined;
}
