import * as fc from "fast-check";
import { expect, it } from "vitest";
import { judgeVersion } from "../../src/gates/judge-version.ts";
import { lets } from "../../src/model/verdict.ts";
import { reachTag } from "../golden/liveness.ts";
import { eachWithout, openedBy } from "../golden/monotone.ts";
import { somePlan } from "../golden/some-plan.ts";
import { today, untouched, withBlocker, withEvidence } from "../golden/world.ts";
import { nothingKnown } from "../shared/evidence-with.ts";
import { thousandRuns } from "./thousand-runs.ts";

it("taking evidence away opens nothing, whichever releases are out", () => {
  fc.assert(
    fc.property(fc.tuple(somePlan, fc.nat({ max: 6 }), fc.boolean()), ([plan, count, blocked]) => {
      let world = untouched(plan);
      for (const { version } of plan.releases.slice(0, count)) {
        const result = reachTag(world, version);
        if (result.kind === "tagged") world = result.world;
      }
      const before = blocked ? withBlocker(world) : world;

      expect(eachWithout(before).flatMap((less) => openedBy(before, less))).toEqual([]);
    }),
    thousandRuns,
  );
}, 120_000);

it("where nothing can be read no release may be tagged", () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      const world = withEvidence(untouched(plan), nothingKnown);
      const opened = plan.releases.filter(({ version }) =>
        lets(judgeVersion({ ...world, now: today, version }).verdict),
      );

      expect(opened.map(({ version }) => version)).toEqual([]);
    }),
    thousandRuns,
  );
}, 60_000);
