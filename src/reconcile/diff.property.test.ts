import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { known } from "../model/known.ts";
import type { ObservedIssue } from "../model/observed.ts";
import { readBody } from "../model/region.ts";
import type { IssueNumber } from "../model/repository.ts";
import type { PhaseState } from "../model/verdict.ts";
import { bodies } from "../report/bodies.ts";
import type { World } from "./simulate.ts";
import { diffOf, home, issuesOf, kinds, planWith, reconciled, worldOf } from "./test-support.ts";

type Line =
  | { readonly kind: "phase"; readonly words: string }
  | {
      readonly kind: "task";
      readonly words: string;
      readonly checked: boolean;
      readonly sub: boolean;
      readonly link?: number | undefined;
    };

const words = fc
  .array(fc.constantFrom("write", "test", "api", "parser", "docs", "ship", "fast", "alpha", "beta"), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.join(" "));
const anyLine: fc.Arbitrary<Line> = fc.oneof(
  { weight: 1, arbitrary: words.map((title): Line => ({ kind: "phase", words: title })) },
  {
    weight: 4,
    arbitrary: fc
      .record({ words, checked: fc.boolean(), sub: fc.boolean() })
      .map((task): Line => ({ kind: "task", ...task })),
  },
);
const planLines = fc.array(anyLine, { maxLength: 14 });

const chosen = { index: fc.nat(), words, flag: fc.boolean() };
/** What people do: to the file, and to issues. */
const deed = fc.record({
  ...chosen,
  what: fc.constantFrom(
    "tick-line",
    "reword-line",
    "delete-line",
    "move-line",
    "copy-line",
    "add-line",
    "close",
    "drop",
    "reopen",
    "retitle",
    "tick-in-body",
    "write-around",
    "delete-region",
    "break-region",
    "detach",
    "label",
    "unrelated",
    "forget-ledger",
  ),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Story {
  readonly lines: readonly Line[];
  readonly world: World;
}

const textOf = (lines: readonly Line[]) =>
  lines
    .map((item) => {
      if (item.kind === "phase") return `# Phase ${item.words}`;
      const link = item.link === undefined ? "" : ` ([#${item.link}])`;
      return `${item.sub ? "  " : ""}- [${item.checked ? "x" : " "}] ${item.words}${link}`;
    })
    .join("\n");

/** The lines as the last reconcile left them: ticked and linked. */
function linesAfter({ lines, world }: Story): readonly Line[] {
  const tasks = new Map(world.plan.tasks.map((task) => [task.line, task]));
  return lines.map((item, index) => {
    const task = tasks.get(index + 1);
    return item.kind === "phase" || task === undefined
      ? item
      : { ...item, checked: task.checked, link: task.link?.number };
  });
}

function done({ lines, world }: Story, { what, index, words: text, flag }: Deed): Story {
  const at = lines.length === 0 ? 0 : index % lines.length;
  const item = lines[at];
  const rest = lines.filter((_, position) => position !== at);
  const replaced = (line: Line) => lines.map((other, position) => (position === at ? line : other));
  const onIssue = (change: (issue: ObservedIssue) => Partial<ObservedIssue>) => ({
    lines,
    world: withIssueChanged(world, index, change),
  });
  switch (what) {
    case "tick-line":
      return item?.kind === "task"
        ? { lines: replaced({ ...item, checked: !item.checked }), world }
        : { lines, world };
    case "reword-line":
      return item === undefined
        ? { lines, world }
        : { lines: replaced({ ...item, words: flag ? `${item.words} ${text}` : text }), world };
    case "delete-line":
      return { lines: rest, world };
    case "move-line":
      return { lines: item === undefined ? lines : flag ? [...rest, item] : [item, ...rest], world };
    case "copy-line":
      return { lines: item === undefined ? lines : [...lines, item], world };
    case "add-line":
      return { lines: [...lines, { kind: "task", words: text, checked: false, sub: flag }], world };
    case "close":
      return onIssue(() => ({ state: "closed", stateReason: "completed" }));
    case "drop":
      return onIssue(() => ({ state: "closed", stateReason: flag ? "not_planned" : "duplicate" }));
    case "reopen":
      return onIssue(() => ({ state: "open", stateReason: "reopened" }));
    case "retitle":
      return onIssue(() => ({ title: text }));
    case "tick-in-body":
      return onIssue(({ body }) => ({
        body: flag ? body.replace("- [ ]", "- [x]") : body.replace("- [x]", "- [ ]"),
      }));
    case "write-around":
      return onIssue(({ body }) => ({ body: `${text}\r\n\r\n${body.replaceAll("\n", "\r\n")}\n${text}` }));
    case "delete-region":
      return onIssue(() => ({ body: flag ? "" : text }));
    case "break-region":
      return onIssue(({ body }) => ({
        body: flag ? body.replace("plangate: end", "") : body.replace("subject=", "object="),
      }));
    case "detach":
      return onIssue(() => ({ parent: null, blockedBy: [] }));
    case "label":
      return onIssue(() => ({ labels: [text] }));
    case "unrelated":
      return { lines, world: withUnrelated(world, text) };
    case "forget-ledger":
      return { lines, world: { ...world, ledger: [] } };
  }
}

function withIssueChanged(
  world: World,
  index: number,
  change: (issue: ObservedIssue) => Partial<ObservedIssue>,
): World {
  const issues = issuesOf(world);
  const at = issues.length === 0 ? -1 : index % issues.length;
  return withIssues(
    world,
    issues.map((issue, position) => (position === at ? { ...issue, ...change(issue) } : issue)),
  );
}

function withUnrelated(world: World, title: string): World {
  const issues = issuesOf(world);
  const number = (Math.max(0, ...issues.map(({ ref }) => ref.number)) + 1) as IssueNumber;
  const issue: ObservedIssue = {
    ref: { repository: home, number },
    id: number,
    nodeId: `other-${number}`,
    title: `Nightly ${title}`,
    body: "Made by another workflow",
    state: "open",
    stateReason: null,
    labels: [],
    milestone: null,
    own: true,
    parent: null,
    blockedBy: [],
  };
  return withIssues(world, [...issues, issue]);
}

function withIssues(world: World, issues: readonly ObservedIssue[]): World {
  const repository = world.observed.repositories[home];
  if (repository?.kind !== "known") throw new Error("Cannot change issues: the home is not there");
  const repositories = { ...world.observed.repositories, [home]: known({ ...repository.value, issues }) };
  return { ...world, observed: { ...world.observed, repositories } };
}

const story = fc.record({
  lines: planLines,
  mode: fc.constantFrom("phases", "tasks", "tasks", "off" as const),
  links: fc.constantFrom("inline", "off" as const),
  writeBack: fc.constantFrom("auto", "auto", "pull-request", "off" as const),
  confirmed: fc.boolean(),
  states: fc.array(fc.constantFrom<PhaseState>("open", "complete", "skipped"), {
    minLength: 14,
    maxLength: 14,
  }),
  chapters: fc.array(fc.array(deed, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
});
type Told = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** Tells a story: sync, deeds, sync, deeds …; gives the world before each sync and how it is synced. */
function* tell({ lines, mode, links, writeBack, confirmed, states, chapters }: Told) {
  let now: Story = { lines, world: worldOf(planWith(textOf(lines))) };
  for (const deeds of [[], ...chapters]) {
    for (const each of deeds) now = done(now, each);
    const plan = planWith(textOf(now.lines));
    const world = { ...now.world, plan };
    const phaseStates = Object.fromEntries(
      plan.phases.map(({ key }, index) => [key, states[index] ?? "open"]),
    );
    const bodyOf = bodies({
      site: { server: "https://github.com", home, path: "docs/plan.md" },
      gatesOf: () => "",
      phaseStates,
      releaseStates: {},
    });
    const how = {
      confirmed,
      phaseStates,
      bodyOf,
      settings: { issues: mode, links, labels: ["plan"] },
    } as const;
    const once = reconciled(world, how);
    // A pull request is merged between two rounds: the second writes down what both agree on now.
    const after = writeBack === "pull-request" ? reconciled(once, how) : once;
    yield { before: world, after, how };
    now = { lines: linesAfter({ lines: now.lines, world: after }), world: after };
  }
}

const outside = (body: string) => {
  const read = readBody(body);
  return read.kind === "region" ? [read.before, read.after] : undefined;
};

describe("diff(), whatever people have done", () => {
  it("has nothing left to do once everything is done", () => {
    fc.assert(
      fc.property(story, (told) => {
        for (const { after, how } of tell(told)) expect(kinds(diffOf(after, how))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  }, 120_000);

  it("never makes two issues for one line", () => {
    fc.assert(
      fc.property(story, (told) => {
        for (const { before, after, how } of tell(told)) {
          const { operations, matches } = diffOf(before, how);
          const created = operations.flatMap((operation) =>
            operation.kind === "create-issue" ? [operation.subject] : [],
          );
          expect(new Set(created).size).toBe(created.length);
          expect(created.filter((subject) => matches.has(subject))).toEqual([]);
          const linked = after.plan.tasks.flatMap(({ link }) => (link === undefined ? [] : [link.number]));
          const already = before.plan.tasks.flatMap(({ link }) => (link === undefined ? [] : [link.number]));
          const doubled = linked.filter((number, index) => linked.indexOf(number) !== index);
          expect(doubled.filter((number) => !already.includes(number))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it("never changes people's words around the region", () => {
    fc.assert(
      fc.property(story, (told) => {
        for (const { before, after } of tell(told)) {
          const now = new Map(issuesOf(after).map((issue) => [issue.ref.number, issue.body]));
          for (const { ref, body } of issuesOf(before)) {
            const kept = outside(body);
            const shown = now.get(ref.number) ?? "";
            expect(kept === undefined ? shown.includes(body.trim()) : outside(shown)).toEqual(kept ?? true);
          }
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
