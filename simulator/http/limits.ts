import type { Clock } from "../state/clock.ts";
import type { Caller } from "./caller.ts";
import { GitHubError } from "./github-error.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** GitHub's limits, per credential owner, on the simulator's clock. Set one to Infinity to turn it off. */
export class Limits {
  corePerHour = 5_000;
  pointsPerMinute = 900;
  contentPerMinute = 80;
  contentPerHour = 500;
  readonly #clock: Clock;
  readonly #core = new Map<string, { resetAt: number; used: number }>();
  readonly #points = new Map<string, { at: number; points: number }[]>();
  readonly #content = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request; throws 403 once the hour's budget is spent, or too much came in one minute. */
  charge(caller: Caller, points: number): void {
    const bucket = this.#bucket(caller);
    if (bucket.used >= this.corePerHour) {
      throw new GitHubError(403, `API rate limit exceeded for ${describe(caller)}.`);
    }
    bucket.used += 1;
    if (this.pointsPerMinute === Infinity) return;
    const now = this.#clock.now().getTime();
    const recent = (this.#points.get(key(caller)) ?? []).filter((one) => one.at > now - MINUTE_MS);
    if (recent.reduce((sum, one) => sum + one.points, points) > this.pointsPerMinute)
      throw secondaryLimit(60);
    recent.push({ at: now, points });
    this.#points.set(key(caller), recent);
  }

  /** Takes a conditional request that changed nothing back: 304 is free. */
  refund(caller: Caller): void {
    this.#bucket(caller).used -= 1;
  }

  /** Counts one created issue, comment, pull request or the like; throws the secondary limit. */
  chargeContent(caller: Caller): void {
    const now = this.#clock.now().getTime();
    const recent = (this.#content.get(key(caller)) ?? []).filter((at) => at > now - HOUR_MS);
    this.#content.set(key(caller), recent);
    const lastMinute = recent.filter((at) => at > now - MINUTE_MS);
    if (lastMinute.length >= this.contentPerMinute)
      throw secondaryLimit(secondsUntil(lastMinute, now, MINUTE_MS));
    if (recent.length >= this.contentPerHour) throw secondaryLimit(secondsUntil(recent, now, HOUR_MS));
    recent.push(now);
  }

  /** How much content the App's installations, or all, created in the last hour. */
  contentInLastHour(): number {
    const now = this.#clock.now().getTime();
    return [...this.#content.values()].flat().filter((at) => at > now - HOUR_MS).length;
  }

  headers(caller: Caller): Record<string, string> {
    const { limit, used, remaining, reset } = this.rate(caller);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used": String(used),
      "x-ratelimit-reset": String(reset),
      "x-ratelimit-resource": "core",
    };
  }

  rate(caller: Caller): { limit: number; used: number; remaining: number; reset: number } {
    const { used, resetAt } = this.#bucket(caller);
    const limit = this.corePerHour === Infinity ? 1_000_000 : this.corePerHour;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.floor(resetAt / 1000) };
  }

  #bucket(caller: Caller): { resetAt: number; used: number } {
    const now = this.#clock.now().getTime();
    const known = this.#core.get(key(caller));
    if (known !== undefined && known.resetAt > now) return known;
    const fresh = { resetAt: now + HOUR_MS, used: 0 };
    this.#core.set(key(caller), fresh);
    return fresh;
  }
}

function secondsUntil(times: readonly number[], now: number, windowMs: number): number {
  return Math.max(1, Math.ceil(((times[0] ?? now) + windowMs - now) / 1000));
}

/** The secondary limit's refusal. */
export function secondaryLimit(retryAfterS: number): GitHubError {
  return new GitHubError(
    403,
    "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.",
    { headers: { "retry-after": String(retryAfterS) } },
  );
}

function key(caller: Caller): string {
  switch (caller.kind) {
    case "anonymous":
      return "anonymous";
    case "app":
      return `app:${caller.app.id}`;
    case "installation":
      return `installation:${caller.installation.id}`;
    case "user":
      return `user:${caller.account.id}`;
  }
}

function describe(caller: Caller): string {
  if (caller.kind === "installation") return `installation ID ${caller.installation.id}`;
  return caller.kind === "user" ? `user ID ${caller.account.id}` : "127.0.0.1";
}
