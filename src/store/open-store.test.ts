import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { RepositoryId } from "../model/repository.ts";
import { openStore } from "./open-store.ts";

const now = () => new Date();
let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plangate-store-"));
  path = join(folder, "store.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that stores deliveries, 16 at a time, and prints the name of each once it is acknowledged. */
const receiver = `
  import { openStore } from ${JSON.stringify(join(import.meta.dirname, "open-store.ts"))};
  const [path, name] = process.argv.slice(-2);
  const store = openStore(path, { now: () => new Date() });
  let count = 0;
  const lane = async () => {
    for (;;) {
      const id = name + "-" + (count += 1);
      await store.receive({ id, event: "push", repositories: [count] });
      process.stdout.write(id + "\\n");
    }
  };
  for (let lanes = 0; lanes < 16; lanes += 1) void lane();
`;

function startReceiver(name: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", receiver, "--", path, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => acknowledged.push(line));
  return {
    acknowledged,
    kill: async (afterCount: number) => {
      while (acknowledged.length < afterCount) await once(lines, "line");
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      if (!child.stdout.closed) await once(child.stdout, "close");
    },
  };
}

describe("openStore()", () => {
  it("loses no acknowledged delivery to kill -9, with two processes on one file", async () => {
    const acknowledged: string[] = [];

    for (let round = 0; round < 5; round += 1) {
      const receivers = [startReceiver(`a${round}`), startReceiver(`b${round}`)];
      await Promise.all(receivers.map((each, index) => each.kill(50 + 37 * round + 11 * index)));
      acknowledged.push(...receivers.flatMap((each) => each.acknowledged));
    }

    const database = new DatabaseSync(path);
    const stored = new Set(
      database
        .prepare("select id from delivery")
        .all()
        .map((row) => row["id"]),
    );
    const integrity = database.prepare("pragma integrity_check").get();
    database.close();
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(integrity).toEqual({ integrity_check: "ok" });
  }, 60_000);

  it("keeps everything over a close", async () => {
    const before = openStore(path, { now });
    await before.receive({ id: "d1", event: "push", repositories: [7 as RepositoryId] });
    await before.close();

    const after = openStore(path, { now });

    expect(await after.waiting()).toMatchObject([{ target: { kind: "repository", repository: 7 } }]);
    await after.close();
  });

  it("refuses a file of a newer plangate", () => {
    const database = new DatabaseSync(path);
    database.exec("pragma user_version = 99");
    database.close();

    expect(() => openStore(path, { now })).toThrow(TerminalError);
  });

  it("refuses a file that is no store", () => {
    writeFileSync(path, "not a database, but long enough to be looked at as one".repeat(20));

    expect(() => openStore(path, { now })).toThrow(TerminalError);
  });

  it("says that a file out of reach may come back", () => {
    expect(() => openStore(join(folder, "missing", "store.sqlite"), { now })).toThrow(RetryableError);
  });

  it("says that a locked file may come free, and stores nothing", async () => {
    const store = openStore(path, { now });
    const other = new DatabaseSync(path);
    other.exec("begin immediate");

    const refused = store.receive({ id: "d1", event: "push", repositories: [7 as RepositoryId] });

    await expect(refused).rejects.toBeInstanceOf(RetryableError);
    other.exec("rollback");
    expect(await store.waiting()).toEqual([]);
    other.close();
    await store.close();
  });
});
