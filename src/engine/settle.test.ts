import { describe, expect, it } from "vitest";
import { known, unknown } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { IssueNumber } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { openStore } from "../store/open-store.ts";
import { settle, settlements } from "./settle.ts";

const settledAfter = new Date("2026-11-20T12:10:00Z");
const early = new Date("2026-11-20T12:09:59Z");
const scope = "1:plan.md";

function issue(number: number, more: Partial<ObservedIssue> = {}): ObservedIssue {
  return {
    ref: { repository: "o/r", number: number as IssueNumber },
    id: 1_000 + number,
    nodeId: "",
    title: "task:a",
    body: "",
    state: "open",
    stateReason: null,
    labels: [],
    milestone: null,
    own: true,
    parent: null,
    blockedBy: [],
    ...more,
  };
}

const subjectOf = (of: ObservedIssue) => (of.title === "" ? undefined : (of.title as Subject));
const uncertain: LedgerEntry = { subject: "task:a", state: "uncertain", settledAfter };

describe("settlements()", () => {
  it.each([
    ["waits while GitHub's lag may hide it", [], early, "wait"],
    ["adopts what it sees, however early", [issue(4)], early, "adopt"],
    ["forgets what is not there after the lag", [], settledAfter, "forget"],
    ["does not take the issue of another for it", [issue(4, { own: false })], settledAfter, "forget"],
    ["does not take an unmarked issue for it", [issue(4, { title: "" })], settledAfter, "forget"],
  ] as const)("%s", (...[, issues, observedAt, kind]) => {
    const decided = settlements({ entries: [uncertain], issues: known(issues), observedAt, subjectOf });

    expect(decided).toMatchObject([{ kind, subject: "task:a" }]);
  });

  it("never forgets where not everything could be read", () => {
    const decided = settlements({
      entries: [{ ...uncertain, state: "sending" }],
      issues: unknown("o/r cannot be read"),
      observedAt: settledAfter,
      subjectOf,
    });

    expect(decided).toEqual([{ kind: "wait", subject: "task:a", until: settledAfter }]);
  });

  it("adopts the oldest of several, and leaves what is done alone", () => {
    const decided = settlements({
      entries: [uncertain, { subject: "task:b", state: "done", issue: issue(1).ref }],
      issues: known([issue(9), issue(4), issue(7)]),
      observedAt: settledAfter,
      subjectOf,
    });

    expect(decided).toEqual([{ kind: "adopt", subject: "task:a", issue: issue(4).ref }]);
  });
});

describe("settle()", () => {
  it("writes into the ledger what was decided", async () => {
    const store = openStore(":memory:", { now: () => settledAfter });
    for (const subject of ["task:a", "task:b", "task:c"] as const) {
      const after = subject === "task:c" ? new Date("2026-11-20T13:00:00Z") : settledAfter;
      await store.sending(scope, subject, { lease: undefined, settledAfter: after });
    }

    await settle(store, scope, {
      entries: await store.entries(scope),
      issues: known([issue(4)]),
      observedAt: settledAfter,
      subjectOf,
    });

    expect(await store.entries(scope)).toMatchObject([
      { subject: "task:a", state: "done", issue: issue(4).ref },
      { subject: "task:c", state: "sending" },
    ]);
  });
});
