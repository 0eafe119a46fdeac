/** Values that may be forgotten at any time. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  /** `weight` counts against the whole cache's limit, in its own unit. */
  set(key: string, value: Value, weight: number): void;
}

/** Keeps the values used last, up to a total weight. */
export class BoundedCache<Value> implements Cache<Value> {
  readonly #weightMax: number;
  readonly #entries = new Map<string, { readonly value: Value; readonly weight: number }>();
  #weight = 0;

  constructor(weightMax: number) {
    this.#weightMax = weightMax;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, weight: number): void {
    this.delete(key);
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#weightMax) break;
      this.delete(oldest);
    }
  }

  /** This cache for keys of one scope: what one identity read, no other is given. */
  within(scope: string): Cache<Value> {
    return {
      get: (key) => this.get(`${scope} ${key}`),
      set: (key, value, weight) => this.set(`${scope} ${key}`, value, weight),
    };
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}
