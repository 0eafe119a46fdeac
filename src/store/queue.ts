import type { Lease, Queue, WaitingTarget } from "../engine/store.ts";
import { keyOfTarget, targetOfKey } from "../model/target.ts";
import type { Target } from "../model/target.ts";
import type { Database, Row } from "./database.ts";
import { markTarget } from "./mark-target.ts";

/** What status pages show; what waits beyond is handed out all the same. */
const shownMax = 1_000;

/** A lease is good while its number stands and its time has not run out. */
const whereHeld = "where key = ? and fence = ? and available_at > ?";

/** The dirty targets and their leases. */
export function openQueue(database: Database): Queue {
  return {
    mark: async (targets, notBefore) =>
      database.transaction(() => {
        for (const target of targets) markTarget(database, target, notBefore);
      }),
    lease: async (forMs) => database.transaction(() => takeNext(database, forMs)),
    progress: async (lease) => {
      database.run(
        `update target set attempts = 0 ${whereHeld} and attempts > 0`,
        ...heldBy(database, lease),
      );
    },
    failures: async (lease) => {
      const held = database.rows(`select attempts from target ${whereHeld}`, ...heldBy(database, lease))[0];
      return held === undefined ? lease.attempts : Number(held["attempts"]);
    },
    extend: async (lease, forMs) => {
      const until = database.now().getTime() + forMs;
      return (
        database.run(`update target set available_at = ? ${whereHeld}`, until, ...heldBy(database, lease)) > 0
      );
    },
    finish: async (lease) => database.transaction(() => finish(database, lease)),
    defer: async (lease, until, reason) => defer(database, lease, { until, reason }),
    park: async (lease, until, reason) => park(database, lease, { state: "parked", until, reason }),
    fail: async (lease, until, reason) => park(database, lease, { state: "failed", until, reason }),
    waiting: async () => {
      const now = database.now();
      return database
        .rows("select * from target order by available_at limit ?", shownMax)
        .map((row) => waitingOf(row, now));
    },
  };
}

/** True where the lease still holds its target; asked within the transaction that relies on it. */
export function isHeld(database: Database, lease: Lease): boolean {
  return database.rows(`select 1 from target ${whereHeld}`, ...heldBy(database, lease)).length > 0;
}

function heldBy(database: Database, lease: Lease): readonly [string, number, number] {
  return [keyOfTarget(lease.target), lease.fence, database.now().getTime()];
}

function takeNext(database: Database, forMs: number): Lease | undefined {
  const now = database.now().getTime();
  const row = database.rows(
    "select * from target where available_at <= ? order by available_at, rowid limit 1",
    now,
  )[0];
  if (row === undefined) return undefined;
  const lapsed = row["fence"] !== null;
  const attempts = Number(row["attempts"]) + (lapsed ? 1 : 0);
  // One sequence for all targets: a clean target's row goes, and its next lease must have a greater number all the same.
  database.run("update fence set latest = latest + 1");
  const fence = Number(database.rows("select latest from fence")[0]?.["latest"]);
  database.run(
    `update target set fence = ?, available_at = ?, again_at = null, state = 'due', attempts = ? where key = ?`,
    fence,
    now + forMs,
    attempts,
    String(row["key"]),
  );
  return { target: targetOf(row), fence, until: new Date(now + forMs), attempts, lapsed };
}

function finish(database: Database, lease: Lease): boolean {
  const held = heldBy(database, lease);
  const marked = database.run(
    `update target set fence = null, attempts = 0, reason = null, available_at = again_at, again_at = null
     ${whereHeld} and again_at is not null`,
    ...held,
  );
  return marked > 0 || database.run(`delete from target ${whereHeld}`, ...held) > 0;
}

function defer(database: Database, lease: Lease, wait: { until: Date; reason: string }): boolean {
  const until = wait.until.getTime();
  return (
    database.run(
      `update target set fence = null, attempts = 0, reason = ?, again_at = null,
         available_at = min(?, coalesce(again_at, ?)) ${whereHeld}`,
      wait.reason,
      until,
      until,
      ...heldBy(database, lease),
    ) > 0
  );
}

interface Parking {
  readonly state: "parked" | "failed";
  readonly until: Date;
  readonly reason: string;
}

function park(database: Database, lease: Lease, parking: Parking): boolean {
  return (
    database.run(
      `update target set fence = null, attempts = attempts + 1, again_at = null, state = ?, reason = ?,
         available_at = ? ${whereHeld}`,
      parking.state,
      parking.reason,
      parking.until.getTime(),
      ...heldBy(database, lease),
    ) > 0
  );
}

function targetOf(row: Row): Target {
  const target = targetOfKey(String(row["key"]));
  if (target === undefined) throw new Error(`Cannot read target "${String(row["key"])}" of the store`);
  return target;
}

function waitingOf(row: Row, now: Date): WaitingTarget {
  const notBefore = new Date(Number(row["available_at"]));
  return {
    target: targetOf(row),
    notBefore,
    attempts: Number(row["attempts"]),
    ...(typeof row["reason"] === "string" ? { reason: row["reason"] } : {}),
    held: row["fence"] !== null && notBefore > now,
    failed: row["state"] === "failed",
  };
}
