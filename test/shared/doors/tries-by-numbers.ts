import { artifactsOf, good, otherUnits, under } from "./ci.ts";
import type { Try } from "./try.ts";
import { allBut, only } from "./try.ts";

/** Numbers of runs that do not count, that miss, or that cannot be read. */
export const triesByNumbers: readonly Try[] = [
  ...[
    { what: "a pull request's own", run: { event: "pull_request", branch: "elsewhere" } },
    { what: "another branch's", run: { event: "push", branch: "elsewhere" } },
    { what: "a schedule's", run: { event: "schedule" } },
    { what: "a dispatch's", run: { event: "workflow_dispatch" } },
    { what: "a tag's", run: { event: "push", branch: "v0.0.1" } },
    { what: "another queue's", run: { event: "merge_group", branch: "gh-readonly-queue/elsewhere/pr-1" } },
    { what: "a run's that looks on another", run: { event: "workflow_run" } },
    { what: "a pull request's with rights", run: { event: "pull_request_target" } },
  ].map(({ what, run }): Try => ({
    what: `good numbers, ${what}`,
    on: only("metric"),
    happens: (of) => void of.ada.runWorkflow({ sha: of.tool.head(), ...run, artifacts: artifactsOf(good) }),
  })),
  {
    what: "good numbers, a fork's",
    on: only("metric"),
    happens: (of) => {
      const headRepositoryId = of.simulator.fork(of.tool.fullName, "bob").id;
      of.ada.runWorkflow({ sha: of.tool.head(), headRepositoryId, artifacts: artifactsOf(good) });
    },
  },
  {
    what: "good numbers, of the commit before",
    on: only("metric"),
    happens: (of) => {
      of.ada.runWorkflow({ sha: of.tool.head(), artifacts: artifactsOf(good) });
      of.ada.push({ "next.txt": "2\n" });
    },
  },
  {
    what: "good numbers under another name",
    on: only("metric"),
    happens: (of) => {
      const { "plangate-metrics": file } = artifactsOf(good);
      of.ada.runWorkflow({ sha: of.tool.head(), artifacts: { metrics: file } });
    },
  },
  ...(
    [
      ["numbers that miss", (): string | undefined => undefined, under],
      ["numbers in other units", (): string | undefined => undefined, otherUnits],
      ["good numbers, cut off", (text: string): string | undefined => text.slice(0, -20), good],
    ] as const
  ).map(([what, spoil, reports]): Try => ({
    what,
    on: only("metric"),
    happens: (of) => {
      const file = artifactsOf(reports)["plangate-metrics"]["plangate-metrics.json"];
      const text = spoil(file) ?? file;
      const artifacts = { "plangate-metrics": { "plangate-metrics.json": text } };
      of.ada.runWorkflow({ sha: of.tool.head(), artifacts });
    },
    after: (of) => void of.ada.push({ "next.txt": `${what}\n` }),
  })),
  {
    what: "the best of numbers",
    on: allBut("metric"),
    happens: (of) => void of.ada.runWorkflow({ sha: of.tool.head(), artifacts: artifactsOf(good) }),
    after: (of) => void of.ada.push({ "next.txt": "3\n" }),
  },
];
