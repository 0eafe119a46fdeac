import { afterAll, describe, expect, it } from "vitest";
import { planLimits } from "../plan/check-limits.ts";
import { parsePlan } from "../plan/parse-plan.ts";
import { ThreadedParser } from "./threaded-parser.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A minute for the largest plan: these tests are of what is read, on machines that do other things as well. */
const patient = new ThreadedParser({ timeoutMs: 60_000 });
const hasty = new ThreadedParser({ timeoutMs: 2_000 });
afterAll(() => Promise.all([patient.close(), hasty.close()]));

/** A plan with as many tasks, within the limits of lines and bytes and nearly at them. */
function planOf(tasks: number): Uint8Array {
  const sections = Array.from({ length: tasks / 50 }, (_, section) =>
    [
      `## Phase ${section + 1}: Module ${section + 1}`,
      "",
      ...Array.from(
        { length: 50 },
        (__, task) => `${"  ".repeat(task % 4)}- [ ] ${"word ".repeat(36)}${task}\n\n`,
      ),
      "",
    ].join("\n"),
  );
  return bytesOf(sections.join("\n"));
}

describe("ThreadedParser with the reader itself", () => {
  it("reads what parsePlan reads", async () => {
    const bytes = bytesOf(
      "\uFEFF# Plan v1.0.0\r\n\r\n## Phase 1: Start\r\n\r\n- [x] T1 Write\r\n  - [ ] Test\r\n",
    );

    expect(await patient.parse(bytes)).toEqual(parsePlan(bytes));
  });

  it("reads with the plan's own settings", async () => {
    const bytes = bytesOf("# Plan\n\n## Phase 1: Web\n\n- [ ] a\n");
    const repositories = { Web: "octo/web" };
    const settings = {
      path: "a.md",
      issues: "phases",
      links: "inline",
      writeBack: "auto",
      labels: [],
    } as const;

    const { plan } = await patient.parse(bytes, { ...settings, repositories });

    expect(plan).toEqual(parsePlan(bytes, { repositories }).plan);
  });

  it("reads a plan that is at every limit", async () => {
    const bytes = planOf(planLimits.tasksMax);

    const { refused, plan } = await patient.parse(bytes);

    expect(bytes.length).toBeGreaterThan(0.85 * planLimits.bytesMax);
    expect(refused).toBe(false);
    expect(plan.tasks).toHaveLength(planLimits.tasksMax);
  }, 90_000);

  it("refuses a plan with one task more", async () => {
    const text = "- [ ] a\n".repeat(planLimits.tasksMax + 1);

    const { refused, plan, problems } = await patient.parse(bytesOf(text));

    expect(refused).toBe(true);
    expect(plan.tasks).toEqual([]);
    expect(problems).toMatchObject([{ rule: "plan-tasks", line: planLimits.tasksMax + 1 }]);
  }, 90_000);

  it("ends hostile text in time while the process goes on, and reads the next plan", async () => {
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 20);

    const refused = await hasty.parse(bytesOf("*a_ ".repeat(200_000)));
    clearInterval(ticking);
    const next = await patient.parse(bytesOf("- [ ] a"));

    expect(refused).toMatchObject({ refused: true, problems: [{ rule: "too-slow", line: 1, column: 1 }] });
    expect(ticks).toBeGreaterThan(10);
    expect(next.plan.tasks).toHaveLength(1);
  });
});
