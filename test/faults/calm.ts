import type { World } from "./world.ts";

/** More than GitHub's lag and a request's own time. */
const roundMs = 12 * 60_000;

/** What is lost is found within two sweeps; an hour's wait after a refusal is five more. */
const roundsMax = 10;

/**
 * Sweeps, works and lets time pass, until a sweep writes nothing and nothing waits any more, and the longest lag is
 * over. What did not come to rest is told.
 */
export async function calm(world: World): Promise<readonly string[]> {
  const { simulator } = world;
  for (let round = 1; round <= roundsMax; round += 1) {
    forget(world);
    const isWhole = await work(world);
    const waiting = await world.app().store.waiting();
    if (isWhole && round > 1 && simulator.writes.length === 0 && waiting.length === 0) return [];
    await simulator.advance(roundMs);
  }
  const writes = simulator.writes.map(({ route, mutation }) => mutation ?? route);
  const waiting = await world.app().store.waiting();
  return [
    ...writes.map((write) => `a further sweep writes: ${write}`),
    ...waiting.map(({ reason, target }) => `${target.kind} still waits: ${reason ?? "it is marked"}`),
  ];
}

/**
 * One sweep and everything that it marks. False where it could not see all (it says so), and where the App dies of it,
 * which is opened again.
 */
export async function work(world: World): Promise<boolean> {
  const before = world.log.length;
  await world.app().sweep();
  const isBlind = world.log.slice(before).some(({ kind }) => kind === "sweep-failed");
  await world.simulator.advance(1_000);
  await world.app().drain();
  if (!world.app().isDead()) return !isBlind;
  await world.restart();
  return false;
}

/** Empties the simulator's log, but keeps what GitHub found amiss. */
export function forget({ simulator, violations }: World): void {
  violations.push(...simulator.violations);
  simulator.forget();
}
