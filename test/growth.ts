const rounds = 5;

/**
 * How many times as long `work` takes on four times as much: about 4 where it is linear, 16 where it is quadratic.
 * CPU time of this process, the least of several rounds of both by turns, so that a busy machine does not count.
 */
export function growth<Input>(
  inputOf: (size: number) => Input,
  size: number,
  work: (input: Input) => unknown,
): number {
  const few = inputOf(size);
  const many = inputOf(4 * size);
  const least = { few: Infinity, many: Infinity };
  for (let round = 0; round < rounds; round += 1) {
    least.few = Math.min(
      least.few,
      cpuMicrosOf(() => work(few)),
    );
    least.many = Math.min(
      least.many,
      cpuMicrosOf(() => work(many)),
    );
  }
  // What takes next to no time at all is not slow, whatever the clock's grain makes of its ratio.
  return least.many < grainMicros ? 1 : least.many / Math.max(least.few, grainMicros / 4);
}

/** Below this CPU time, start-up and clock weigh more than the work. */
const grainMicros = 4_000;

function cpuMicrosOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
