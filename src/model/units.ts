/** What a number is of. Numbers of one dimension can be compared, of two never. */
export type Dimension = "time" | "size" | "ratio" | "count" | "rate";

interface Unit {
  readonly dimension: Dimension;
  /** How many of the dimension's first unit it is. */
  readonly factor: number;
}

/**
 * Every unit that plans and reports may use: what the real plans write, and what benchmarks print. `KB` is 1,000 bytes and
 * `KiB` 1,024. Things that are counted are all counts: `zero errors` may be proved by a count of findings.
 */
const units: ReadonlyMap<string, Unit> = new Map([
  ...entries("time", {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    ms: 1,
    s: 1_000,
    min: 60_000,
    h: 3_600_000,
    d: 86_400_000,
  }),
  ...entries("size", { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1_024, MiB: 1_048_576, GiB: 1_073_741_824 }),
  ...entries("ratio", { "%": 1, fraction: 100 }),
  ...entries("rate", { "req/s": 1, "requests/s": 1 }),
  ...entries("count", {
    "": 1,
    errors: 1,
    warnings: 1,
    findings: 1,
    vulnerabilities: 1,
    failures: 1,
    issues: 1,
    defects: 1,
    conflicts: 1,
    leaks: 1,
    regressions: 1,
    "breaking changes": 1,
    tests: 1,
  }),
]);

/** As plans write them. */
const sameUnit: ReadonlyMap<string, string> = new Map([
  ["kB", "KB"],
  ["percent", "%"],
  ["ratio", "fraction"],
  ["sec", "s"],
  ["seconds", "s"],
  ["Requests/s", "requests/s"],
  ["RPS", "req/s"],
  ["rps", "req/s"],
]);

function entries(dimension: Dimension, factors: Readonly<Record<string, number>>): [string, Unit][] {
  return Object.entries(factors).map(([name, factor]) => [name, { dimension, factor }]);
}

/** The dimension of a unit; undefined where no such unit is known. */
export function dimensionOf(unit: string): Dimension | undefined {
  return unitOf(unit)?.dimension;
}

/** A number in another unit of the same dimension; undefined where the two cannot be compared. */
export function convert(value: number, from: string, to: string): number | undefined {
  if (from === to && unitOf(from) !== undefined) return value;
  const [source, target] = [unitOf(from), unitOf(to)];
  if (source === undefined || target === undefined || source.dimension !== target.dimension) return undefined;
  // Fifteen digits hold what was written; more would be the remains of binary fractions.
  return Number(((value * source.factor) / target.factor).toPrecision(15));
}

/** Whether more is worse: of time, size and counts. Of rates and ratios (coverage, tests that pass) less is. */
export function isWorseWhenMore(dimension: Dimension): boolean {
  return dimension === "time" || dimension === "size" || dimension === "count";
}

/** `82.4 %`, `12.5 ms`, `3 findings`, `3`. */
export function describeAmount(value: number, unit: string): string {
  const shown = String(Number(value.toFixed(4)));
  return unit === "" ? shown : `${shown} ${unit}`;
}

function unitOf(name: string): Unit | undefined {
  return units.get(name) ?? units.get(sameUnit.get(name) ?? "?");
}
