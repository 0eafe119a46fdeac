import { afterEach, describe, expect, it } from "vitest";
import { printMetrics } from "../../src/evidence/reports/metrics-file.ts";
import { parseReport } from "../../src/evidence/reports/parse-report.ts";
import { toMetrics } from "../../src/evidence/reports/to-metrics.ts";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

/** The lines of a gate, one of each kind of evidence; `{n}` tells its gates apart. */
const lines = {
  box: "- [ ] The yard {n} is swept",
  file: "- File `keel-{n}.txt` exists",
  tag: '- Verification: `git tag | grep "v0.{n}" | wc -l` should show 2 tags',
  command: "- Types: `mypy part{n} --strict`",
  statement: "- The owner is content, part {n}",
  check: "- The crane {n} was checked",
  metric: "- Coverage of part {n} ≥ 80%",
  date: "- Not before {day}",
} as const;
type Kind = keyof typeof lines;
const kinds = Object.keys(lines) as readonly Kind[];

const gateOf = (n: number, day: string): string =>
  Object.values(lines)
    .map((line) => line.replaceAll("{n}", String(n)).replace("{day}", day))
    .join("\n");

/** One gate before a start, one before a tag, one before the end; decisions, a dependency and an order beside them. */
const planOf = (day: string): string => `# Boat

## Phase 1: Hull

- [ ] T001 Lay the keel

**Entry Criteria**

${gateOf(1, day)}

## Phase 2: Pick a name

The crew meets and picks one.

## v1.1.0 - Launch

**Depends on**: Phase 1

1. **Mast Decision Point**:
   - **Outcome**: Proceed with v1.2.0 OR defer to v1.3.x

**Pre-release checklist**

${gateOf(2, day)}

## v1.2.0 - Mast

**ONLY IF**: v1.1.0 decision was "Proceed"

- [ ] T002 Step the mast

## Success Criteria

${gateOf(3, day)}
`;

const settings = [
  "gates:",
  ...[1, 2, 3].flatMap((n) => [
    `  - match: G${n}`,
    "    criteria:",
    `      - { match: "crane ${n}", check: { name: crane-${n}, app: github-actions } }`,
    `      - { match: "Coverage of part ${n}", metric: cover.part${n} }`,
  ]),
];

/** What each gate stands before. */
const moments = ["start", "tag", "done"] as const;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** Every line of every tree that plangate shows now: on its issues and on the head's checks. */
function shown({ tool }: House): readonly string[] {
  // A later check of the same name takes the place of an earlier one.
  const latest = new Map(tool.checkRuns(tool.head()).map((check) => [check.name, check.text]));
  const checks = [...latest.values()].flatMap((text) => text ?? []);
  // The words of a closed issue are history.
  const bodies = tool.issues().flatMap(({ body, state }) => (state === "open" ? (body ?? "") : ""));
  return [...checks, ...bodies].join("\n").split("\n");
}

/** Whether every line of that key lets go on; of a gate that holds whole, its parts are not shown any more. */
function isOpen(of: House, key: string): boolean {
  const all = shown(of);
  const own = all.filter((line) => line.includes(`\`${key}\` `));
  const told = own.length > 0 ? own : all.filter((line) => line.includes(`\`${key.split(".")[0]}\` `));
  const states = new Set(told.map((line) => /\*\*(\w+)\*\*/.exec(line)?.[1]));
  return !states.has("open") && !states.has("fails");
}

const artifacts = (n: number) => {
  const bytes = new TextEncoder().encode(`cover.part${n}=81 %`);
  const metrics = toMetrics([parseReport({ path: "values.txt", bytes })]);
  return { [`plangate-metrics-${n}`]: { "plangate-metrics.json": printMetrics(metrics) } };
};

/** What opens a line of each kind, for all three gates: those that are bound to a commit last. */
const deeds: Readonly<Record<Kind, (of: House, n: number) => void | Promise<void>>> = {
  file: ({ ada }, n) => void ada.push({ [`keel-${n}.txt`]: "oak" }),
  box: ({ ada, tool, path }, n) => {
    const text = tool.file(path);
    ada.push({ [path]: text.replace(`[ ] The yard ${n}`, `[x] The yard ${n}`) });
  },
  tag: ({ ada }, n) => void ada.tags([`v0.${n}.0`, `v0.${n}.1`]),
  command: ({ ada }, n) => void ada.comment(1, `/plangate attest G${n}.4 because mypy is clean`),
  statement: ({ ada }, n) => void ada.comment(1, `/plangate attest G${n}.5 because they said so`),
  check: ({ ada }, n) => void ada.reportCheck(`crane-${n}`),
  metric: ({ ada, tool }, n) => void ada.runWorkflow({ sha: tool.head(), artifacts: artifacts(n) }),
  date: () => undefined,
};
interface Implied {
  readonly key: string;
  readonly deed: (of: House) => void;
  /** What is shown where it holds. */
  readonly holds: string;
}

/** What nobody wrote as a line: a dependency before a start, an issue before a done, a decision, a lower version's tag. */
const implied: readonly Implied[] = [
  {
    key: "dependency:phase-1",
    deed: (of) => tickTask(of, "T001"),
    holds: "before the start of v1.1.0 - Launch — holds",
  },
  {
    key: "issue",
    deed: ({ ada, tool }) => {
      ada.close(tool.issues().find(({ title }) => title.startsWith("Phase 2"))?.number ?? 0);
    },
    holds: "- Phase 2: Pick a name (complete)",
  },
  {
    key: "condition:D1",
    deed: ({ ada }) => void ada.comment(1, "/plangate decide D1 proceed"),
    holds: 'D1 was decided for "proceed" by ada',
  },
  {
    key: "order",
    deed: ({ ada }) => void ada.comment(1, "/plangate release v1.1.0"),
    holds: "`order` lower versions are released or skipped — the 1 lower version is tagged or skipped",
  },
];

function tickTask({ ada, tool, path }: House, id: string): void {
  ada.push({ [path]: tool.file(path).replace(`[ ] ${id}`, `[x] ${id}`) });
  for (const n of [1, 2, 3]) {
    ada.reportCheck(`crane-${n}`);
    ada.runWorkflow({ sha: tool.head(), artifacts: artifacts(n) });
  }
}

const order: readonly Kind[] = ["file", "box", "tag", "command", "statement", "check", "metric", "date"];

async function open(): Promise<House> {
  const start = new Date(Date.now() + 3 * 86_400_000);
  const opened = await openHouse({ plan: planOf(start.toISOString().slice(0, 10)), settings });
  await opened.settle();
  return opened;
}

describe("every kind of evidence before every kind of moment", () => {
  it("is shut, and opens by itself, one kind after the other", { timeout: 120_000 }, async () => {
    const of = await open();
    house = of;
    const done: string[] = [];
    const keyOf = (kind: Kind, n: number): string => `G${n}.${kinds.indexOf(kind) + 1}`;
    const all = kinds.flatMap((kind) => [1, 2, 3].map((n) => keyOf(kind, n)));
    expect(all.filter((key) => isOpen(of, key))).toEqual([]);

    for (const kind of order) {
      for (const n of [1, 2, 3]) await deeds[kind](of, n);
      if (kind === "date") await of.simulator.advance(4 * 86_400_000);
      await of.settle();
      await of.later();
      done.push(...[1, 2, 3].map((n) => keyOf(kind, n)));
      expect(all.filter((key) => isOpen(of, key)).toSorted()).toEqual(done.toSorted());
    }

    for (const { key, deed, holds } of implied) {
      expect(isOpen(of, key)).toBe(false);
      expect(shown(of).join("\n")).not.toContain(holds);
      deed(of);
      await of.settle();
      await of.later();
      expect(shown(of).join("\n")).toContain(holds);
    }

    process.stdout.write(
      `${done.length} of ${kinds.length * moments.length} kinds before moments opened, ${implied.length} implied\n`,
    );
    expect(of.simulator.violations).toEqual([]);
  });
});
