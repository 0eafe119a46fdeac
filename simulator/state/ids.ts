/** Deterministic ids: each kind counts on its own, far apart, so that a number is never mistaken for an id. */
export class Ids {
  readonly #last = new Map<string, number>();

  next(kind: IdKind): number {
    const id = (this.#last.get(kind) ?? FIRST[kind]) + 1;
    this.#last.set(kind, id);
    return id;
  }

  /** A node id in today's form: a prefix and an opaque part. */
  node(prefix: string, id: number): string {
    return `${prefix}_${Buffer.from(`${prefix}:${id}`).toString("base64url")}`;
  }
}

export type IdKind = keyof typeof FIRST;

const FIRST = {
  account: 1_000,
  team: 5_000,
  repository: 20_000,
  app: 300_000,
  installation: 40_000_000,
  issue: 2_500_000_000,
  pull: 1_900_000_000,
  comment: 3_100_000_000,
  refEvent: 45_000_000_000,
  reaction: 270_000_000,
  label: 8_000_000_000,
  milestone: 9_000_000,
  event: 15_000_000_000,
  checkSuite: 31_000_000_000,
  checkRun: 33_000_000_000,
  status: 34_000_000_000,
  release: 190_000_000,
  ruleset: 16_000_000,
  ruleSuite: 900_000_000,
  delivery: 12_000_000_000,
  edit: 70_000_000,
  token: 0,
  run: 11_000_000_000,
  artifact: 2_000_000_000,
} as const;
