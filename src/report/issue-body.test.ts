import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BodyBox, DesiredIssue, LiveBody } from "../model/desired-issue.ts";
import { emptyPlan } from "../model/empty-plan.ts";
import { readBody, writeRegion } from "../model/region.ts";
import type { Marker } from "../model/marker.ts";
import type { Phase, Plan, Task } from "../model/plan.ts";
import type { IssueNumber, RepositoryId } from "../model/repository.ts";
import { bodies } from "./bodies.ts";

const place = { line: 1, column: 1, offset: 0, endOffset: 0 };
const taskOf = (text: string, more: Partial<Task> = {}): Task => ({
  ...place,
  checked: false,
  text,
  role: "work",
  section: ["Phase 1: Build"],
  phase: "phase-1",
  boxOffset: 0,
  body: "",
  identity: `id-${more.line ?? 1}`,
  attributes: {},
  ...more,
});
const phaseOf = (title: string, more: Partial<Phase> = {}): Phase => ({
  ...place,
  key: "phase-1",
  title,
  endLine: 9,
  attributes: {},
  identity: "p1",
  ...more,
});
const planOf = (more: Partial<Plan>): Plan => ({ ...emptyPlan, title: "Shop", ...more });

const site = { server: "https://github.com", home: "acme/shop", path: "docs/road map.md" } as const;
const write = bodies({
  site,
  gatesOf: (phase) => (phase === "phase-1" ? "- G1 Review: open" : ""),
  phaseStates: { "phase-1": "complete" },
  releaseStates: { "v0.1": "tagged" },
});
const live = (about: DesiredIssue["about"], plan: Plan, more: Partial<LiveBody> = {}): LiveBody => ({
  kind: "live",
  issue: {
    subject: "plan",
    about,
    repository: "acme/shop",
    title: "T",
    labels: [],
    blockedBy: [],
    boxes: [],
    create: true,
    line: 1,
  },
  plan,
  boxes: [],
  related: [],
  waitsFor: [],
  charactersMax: 59_000,
  ...more,
});
const box = (task: Task, depth = 0): BodyBox => ({
  task,
  depth,
  checked: task.checked,
  base: task.checked ? "done" : "open",
});

describe("bodies()", () => {
  const phase = phaseOf("Phase 1: Build", {
    release: "v0.1",
    attributes: { priority: "High", timeline: "Week 1" },
  });
  const tasks = [
    taskOf("Write it", { line: 3, id: "T1", checked: true }),
    taskOf("Test it", { line: 4, parent: 3 }),
  ];
  const plan = planOf({
    phases: [phase, phaseOf("Phase 2: Ship", { key: "phase-2", identity: "p2" })],
    tasks,
    steps: [
      { ...place, text: "Freeze", phase: "phase-1", after: false },
      { ...place, line: 9, text: "Announce", phase: "phase-1", after: true },
    ],
    releases: [{ ...place, version: "v0.1", phase: "phase-1", declaredBy: "heading" }],
    dependencies: [{ ...place, from: "phase-2", to: "phase-1", external: false }],
    rollbacks: [{ ...place, title: "Rollback", phase: "phase-1", text: "Run:\n\n```sh\ngit revert\n```" }],
  });

  it("writes a phase's issue", () => {
    const related = [
      {
        issue: { repository: "acme/other", number: 4 as IssueNumber },
        title: "Phase 2: Ship",
        relation: "blocks",
      },
    ] as const;
    const body = live({ kind: "phase", phase }, plan, {
      boxes: tasks.map((task, depth) => box(task, depth)),
      related,
      partOf: "Shop",
      waitsFor: ["Phase 0"],
    });

    expect(write("phase:p1", body)).toMatchSnapshot();
  });

  it("writes a tracking issue", () => {
    expect(write("plan", live({ kind: "plan" }, plan))).toMatchSnapshot();
  });

  it("writes a task's issue", () => {
    const task = taskOf("Write it", { attributes: { effort: "2h" }, body: "Acceptance: it works\n\nsoon" });

    expect(write("task:a", live({ kind: "task", task }, plan))).toMatchSnapshot();
  });

  it("writes why an issue was closed", () => {
    const twin = { repository: "acme/shop", number: 3 as IssueNumber } as const;

    expect(write("task:a", { kind: "removed", title: "Write it", charactersMax: 9000 })).toMatchSnapshot();
    expect(write("task:a", { kind: "removed", title: "Write it", charactersMax: 9000, twin })).toContain(
      "acme/shop#3",
    );
  });

  it("cuts at a limit, says so, and keeps boxes whole", () => {
    const many = Array.from({ length: 3000 }, (_, line) => taskOf(`Task ${line}`, { line }));
    const words = write(
      "phase:p1",
      live({ kind: "phase", phase }, plan, { boxes: many.map((task) => box(task)) }),
    );

    expect(words.length).toBeLessThanOrEqual(59_000);
    expect(words).toMatch(/_Cut here: /);
    for (const line of words.split("\n").filter((each) => each.startsWith("- [ ]"))) {
      expect(line).toMatch(/^- \[ \] Task \d+ <!-- box=id-\d+ base=open -->$/);
    }
  });
});

describe("bodies() of hostile plans", () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        "@all ",
        "#12 ",
        "Fixes #3 ",
        "acme/shop#4 ",
        "<!-- plangate: end -->",
        "<!-- box=x base=done -->",
        "-->",
        "\n",
        "\r\n",
        "```",
        "- [x] ",
        "![x](https://evil.example/x.png)",
        "[y](javascript:alert(1))",
        "<img src=x>",
        "</details>",
        "|",
        "> ",
        "# ",
        "`",
        "$&",
        "\u202E",
        "word ",
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join(""));

  it("show no word alive and keep region and boxes readable", () => {
    const marker: Marker = {
      subject: "plan",
      plan: "p.md",
      home: 1 as RepositoryId,
      deployment: "d",
      base: "open",
      title: "t",
      needs: [],
    };
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom("plan", "phase", "task" as const), (one, two, kind) => {
        const task = taskOf(one, { body: two, id: two, attributes: { [one]: two }, section: [two] });
        const phase = phaseOf(two, { attributes: { [two]: one }, release: one });
        const plan = planOf({
          title: one,
          tasks: [task],
          phases: [phase, phaseOf(one, { key: "phase-2" })],
          steps: [{ ...place, text: one, phase: "phase-1", after: false }],
          rollbacks: [{ ...place, title: one, phase: "phase-1", text: two }],
          releases: [{ ...place, version: two, declaredBy: "title" }],
        });
        const about = {
          plan: { kind: "plan" },
          phase: { kind: "phase", phase },
          task: { kind: "task", task },
        } as const;
        const words = write(
          "plan",
          live(about[kind], plan, { boxes: [box(task)], partOf: one, waitsFor: [two] }),
        );
        const read = readBody(writeRegion(marker, words));

        expect(read.kind).toBe("region");
        expect(read.kind === "region" ? [...read.boxes.keys()] : []).toEqual(["id-1"]);
        // An address may hold what would be a reference elsewhere.
        expect(words.replaceAll(/\]\(https:[^)]*\)/g, "]")).not.toMatch(
          /@all|(?<!&)#\d|(?<!\\)!\[|(?<!\\)<img|(?<!\\)<\/details|\u202E|(?<!\\)\[y/,
        );
      }),
    );
  });
});
