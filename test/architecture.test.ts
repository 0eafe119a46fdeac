import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const source = join(root, "src");
const pureRooms = ["model", "plan", "reconcile", "gates", "evidence", "report"];

interface Room {
  readonly name: string;
  readonly mayImport: readonly string[];
  readonly node: boolean;
}

function roomsOfTheTable(): readonly Room[] {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const rows = text.split("\n").filter((line) => /^\| `\w+`\s*\|/.test(line));
  return rows.map((row) => {
    const cells = row.split("|").map((cell) => cell.trim());
    return {
      name: (cells[1] ?? "").replaceAll("`", ""),
      mayImport: [...(cells[3] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ""),
      node: cells[4] === "yes",
    };
  });
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The demo puts the whole App together beside the simulator, as a door does. */
const isDemo = (file: string): boolean => relative(source, file).startsWith(`cli${sep}demo${sep}`);

const isTest = (file: string): boolean => file.endsWith(".test.ts") || file.includes("test-support");

function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

/** The room of a file below src/, or undefined for the doors directly in it. */
function roomOf(file: string): string | undefined {
  const parts = relative(source, file).split(sep);
  return parts.length > 1 ? parts[0] : undefined;
}

const rooms = roomsOfTheTable();

describe("the house", () => {
  it("is tested in a clone of its own: what reads the plans beside it lies in test/shared", () => {
    const readers = filesBelow(join(root, "test"))
      .filter((file) => !relative(root, file).startsWith(join("test", "shared")))
      .filter((file) => importsOf(file).some((name) => name.endsWith("/plans-folder.ts")));

    expect(readers).toEqual([]);
  });

  it("has every room of src/ in the table of ARCHITECTURE.md, and no other", () => {
    const folders = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);

    expect(folders.toSorted()).toEqual(rooms.map((room) => room.name).toSorted());
  });

  it.each(rooms)("$name imports only what the table allows", (room) => {
    const files = filesBelow(join(source, room.name)).filter((file) => !isTest(file) && !isDemo(file));

    const forbidden = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) => ({ file: relative(root, file), target: resolve(dirname(file), name) }))
        .filter(({ target }) => {
          const targetRoom = target.startsWith(source) ? (roomOf(target) ?? "a door") : "outside src";
          return targetRoom !== room.name && !room.mayImport.includes(targetRoom);
        })
        .map(({ file: from, target }) => `${from} imports ${relative(root, target)}`),
    );

    expect(forbidden).toEqual([]);
  });

  it.each(rooms.filter((room) => !room.node))("$name uses no node: module", (room) => {
    const files = filesBelow(join(source, room.name)).filter((file) => !isTest(file));

    const uses = files.filter((file) => importsOf(file).some((name) => name.startsWith("node:")));

    expect(uses.map((file) => relative(root, file))).toEqual([]);
  });

  it.each(pureRooms)("%s has no clock, no randomness, no environment, no await", (name) => {
    const files = filesBelow(join(source, name)).filter((file) => !isTest(file));
    const impure =
      /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bprocess\.|\bawait\b|\basync\b|\bfetch\(|\bsetTimeout\b/;

    const uses = files.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && impure.test(line))
        .map((line) => `${relative(root, file)}: ${line.trim()}`),
    );

    expect(uses).toEqual([]);
  });

  it("starts programs in one place: the Action's verify", () => {
    const starting = filesBelow(source).filter(
      (file) => !isTest(file) && importsOf(file).includes("node:child_process"),
    );

    expect(starting.map((file) => relative(source, file))).toEqual([join("cli", "run-verification.ts")]);
  });

  it("keeps the place where programs are started out of the App", () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const name of importsOf(file)) if (name.startsWith(".")) follow(resolve(dirname(file), name));
    };
    follow(join(source, "server.ts"));

    expect(reached.size).toBeGreaterThan(100);
    expect([...reached].map((file) => relative(source, file))).not.toContain(
      join("cli", "run-verification.ts"),
    );
  });

  it("keeps the simulator out of everything but the demo", () => {
    const users = filesBelow(source).filter(
      (file) => !isTest(file) && importsOf(file).some((name) => name.includes("simulator/")),
    );

    expect(
      users.map((file) => relative(source, file)).filter((file) => !file.startsWith(`cli${sep}demo`)),
    ).toEqual([]);
  });

  it("keeps src/ out of the simulator", () => {
    const users = filesBelow(join(root, "simulator")).filter((file) =>
      importsOf(file).some((name) => name.includes("/src/")),
    );

    expect(users).toEqual([]);
  });
});
