import * as fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "../../src/gates/evaluate.ts";
import { known } from "../../src/model/known.ts";
import { startOf } from "../../src/model/moment.ts";
import { defaultSettings } from "../../src/model/settings.ts";
import type { Role, Statement } from "../../src/model/statement.ts";
import { lets } from "../../src/model/verdict.ts";
import { evidenceWith, said } from "../shared/evidence-with.ts";
import { gate, phase, planWith } from "../shared/plan-with.ts";
import { thousandRuns } from "./thousand-runs.ts";

const now = new Date("2026-01-10T12:00:00Z");
const people = ["ada", "bob", "eve", "mona"].map((login, index) => ({ login, id: index + 1 }));

const word = fc.record({
  by: fc.constantFrom(...people),
  kind: fc.constantFrom<Statement["kind"]>("approve", "approve", "approve", "attest", "revoke"),
  role: fc.constantFrom<Role>("read", "write", "maintain", "maintain", "admin"),
  toTheseWords: fc.boolean(),
});

const trial = fc.record({
  words: fc.array(word, { maxLength: 8 }),
  authors: fc.subarray(people),
  by: fc.subarray(people.map(({ login }) => login)),
  count: fc.integer({ min: 1, max: 3 }),
});

type Trial = typeof trial extends fc.Arbitrary<infer T> ? T : never;

/** Whoever spoke last for the gate, may, did not make the work, and was not taken back: by the rules as they are told. */
function heard({ words, authors, by }: Trial): number {
  const may = ({ by: { login }, role }: Trial["words"][number]): boolean =>
    by.length > 0 ? by.includes(login) : role === "maintain" || role === "admin";
  const takesBack = (later: Trial["words"][number], earlier: Trial["words"][number]): boolean =>
    later.kind === "revoke" &&
    (later.by === earlier.by || later.role === "maintain" || later.role === "admin" || may(later));
  const counted = words.filter(
    (one, index) =>
      one.kind === "approve" &&
      one.toTheseWords &&
      may(one) &&
      !authors.includes(one.by) &&
      !words.slice(index + 1).some((later) => takesBack(later, one)),
  );
  return new Set(counted.map(({ by: { id } }) => id)).size;
}

it("a gate for others than the author opens exactly when as many others approved it as it asks for", () => {
  fc.assert(
    fc.property(trial, (one) => {
      const { words, authors, by, count } = one;
      const approve = { by, count, otherThanAuthor: true };
      const asked = gate("G1", [startOf("phase")], {
        kind: "approval",
        approve,
        phase: "phase",
        criteria: [],
      });
      const plan = planWith({ phases: [phase("phase")], gates: [asked] });
      const statements = words.map(({ by: speaker, kind, role, toTheseWords }) =>
        said(kind, "G1", { by: speaker, role, wording: toTheseWords ? asked.wording : "other words" }),
      );
      const evidence = evidenceWith({ statements: known(statements), authors: known(authors) });

      const { moments } = evaluate({ plan, settings: defaultSettings, evidence, now });

      expect(lets(moments["start:phase"]?.verdict ?? "fail")).toBe(heard(one) >= count);
    }),
    thousandRuns,
  );
});
