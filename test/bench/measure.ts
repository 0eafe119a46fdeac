/** One line of the table: how much `what` takes, as a multiple of something else measured beside it. */
export interface Row {
  readonly what: string;
  readonly ratio: number;
  /** The ratio may be at most this. Absent: for information. */
  readonly aim?: number;
}

/** Two pieces of work that are compared: what one takes as a multiple of the other. */
export interface Comparison {
  readonly subject: () => unknown;
  readonly baseline: () => unknown;
  readonly rounds: number;
}

/** The kernel counts a thread's time in steps of some milliseconds: a sample is made of many. */
const sampleMsMin = 60;

/**
 * Takes turns, so that whatever else the machine does hits both, and compares the least that each took: less than the
 * work itself takes nothing can make it.
 */
export function ratioOf({ subject, baseline, rounds }: Comparison): number {
  let times = 1;
  // The first runs warm both up as well.
  while (cpuMsOf(subject, times) + cpuMsOf(baseline, times) < 2 * sampleMsMin) times *= 2;
  let [least, leastOfBaseline] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    leastOfBaseline = Math.min(leastOfBaseline, cpuMsOf(baseline, times));
    least = Math.min(least, cpuMsOf(subject, times));
  }
  return least / leastOfBaseline;
}

/** Time of this thread's processor, garbage collection on it included: what others make it wait does not count. */
function cpuMsOf(work: () => unknown, times: number): number {
  const before = process.threadCpuUsage();
  for (let time = 0; time < times; time += 1) work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
