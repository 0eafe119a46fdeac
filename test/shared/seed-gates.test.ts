import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/gates/evaluate.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { known } from "../../src/model/known.ts";
import type { Criterion } from "../../src/model/plan.ts";
import type { CommitSha } from "../../src/model/repository.ts";
import { defaultSettings } from "../../src/model/settings.ts";
import type { Statement } from "../../src/model/statement.ts";
import type { VerdictNode } from "../../src/model/verdict.ts";
import { lets } from "../../src/model/verdict.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { reachTag } from "../golden/liveness.ts";
import { today, untouched, withBox, withCheck, withClosedIssue, withEvidence } from "../golden/world.ts";
import { withFile, withTag } from "../golden/world.ts";
import type { World } from "../golden/world.ts";
import { person, said } from "./evidence-with.ts";
import { askedOf, kinds, ownEvidence } from "./own-evidence.ts";
import type { Asked, Kind } from "./own-evidence.ts";
import { seedPlans } from "./plans-folder.ts";

function give(world: World, asked: Asked, kind: Kind): World {
  const { gate, criterion } = asked;
  switch (kind) {
    case "box":
      return withBox(world, criterion.key, true);
    case "tags":
      return withTags(world, criterion);
    case "file":
      return withFile(world, criterion.file ?? "src/index.ts");
    case "check":
      return withCheck(world, {
        name: criterion.text,
        app: "github-actions",
        status: "completed",
        conclusion: "success",
      });
    case "issue":
      return withAllIssues(world);
    case "metric":
      return withEvidence(world, withMetrics("c0ffee" as CommitSha));
    case "approve":
    case "attest":
    case "revoke":
      return withSaid(world, said(kind, gate.key, { wording: gate.wording, because: "seen" }));
    case "decide": {
      const decision = world.plan.decisions.find(({ key }) => key === criterion.decision);
      const wording = decision?.wording ?? gate.wording;
      const option = decision?.options[0] ?? "proceed";
      return withSaid(world, said(kind, decision?.key ?? gate.key, { wording, option }));
    }
  }
}

/** Its own statement, but one that does not count. */
function giveWeak(asked: Asked, kind: Kind): readonly Statement[] {
  if (kind !== "approve" && kind !== "attest") return [];
  const { gate } = asked;
  const { wording } = gate;
  const isBeforeTag = gate.before.some((moment) => moment.startsWith("tag:"));
  return [
    said(kind, gate.key, { wording, role: "write" }),
    said(kind, gate.key, { wording: "other words" }),
    said(kind, "G99", { wording }),
    ...(isBeforeTag ? [said(kind, gate.key, { wording, tree: "other files" })] : []),
  ];
}

function withTags(world: World, { tags }: Criterion): World {
  if (tags === undefined) return withTag(world, "v99.0.0");
  let tagged = world;
  for (let number = 0; number < tags.count; number += 1) {
    tagged = withTag(tagged, `${tags.prefix.replace(/\.$/, "")}.${number}`);
  }
  return tagged;
}

function withAllIssues(world: World): World {
  const { phases, tasks } = world.plan;
  const subjects = [
    ...phases.map(({ identity }) => `phase:${identity}`),
    ...tasks.map(({ identity }) => `task:${identity}`),
  ];
  return subjects.reduce(withClosedIssue, world);
}

/** The best of numbers, of the default branch's own run; without settings nobody asked for them. */
function withMetrics(commit: CommitSha): Partial<Evidence> {
  const run = {
    id: 1,
    url: "https://github.example/run",
    event: "push",
    branch: "main",
    commit,
    fork: false,
  };
  const of = { tool: "lcov", source: "lcov.info", run };
  const metrics = [
    { ...of, name: "coverage.lines", value: 100, unit: "%" },
    { ...of, name: "findings.errors", value: 0, unit: "" },
  ];
  return { commit, defaultBranch: "main", metrics: known({ metrics, flaws: [] }) };
}

function withSaid(world: World, statement: Statement): World {
  const { statements } = world.evidence;
  const before = statements.kind === "known" ? statements.value : [];
  return withEvidence(world, { statements: known([...before, statement]) });
}

function leafOf(world: World, key: string): VerdictNode | undefined {
  const waiting: VerdictNode[] = Object.values(evaluate({ ...world, now: today }).moments);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "criterion" && node.key === key) return node;
    waiting.push(...node.children);
  }
  return undefined;
}

const isOpen = (world: World, key: string): boolean => {
  const leaf = leafOf(world, key);
  return leaf !== undefined && lets(leaf.verdict);
};

const own = (asked: Asked): readonly Kind[] => ownEvidence(asked, defaultSettings);

let refused = 0;
let opened = 0;

describe.each(seedPlans())("$name", ({ bytes }) => {
  const { plan } = parsePlan(bytes);
  const shut = untouched(plan);
  const asked = askedOf(plan);

  it("starts with every gate shut", () => {
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ criterion }) => isOpen(shut, criterion.key))).toEqual([]);
  });

  it("opens each criterion by its own evidence, in the plan's order, and by nothing else", () => {
    let world = shut;
    const wrong: string[] = [];
    for (const one of asked) {
      const { key, kind } = one.criterion;
      // What asks the same elsewhere may hold already.
      if (isOpen(world, key)) continue;
      const mine = own(one);
      for (const other of kinds.filter((candidate) => !mine.includes(candidate))) {
        refused += 1;
        if (isOpen(give(world, one, other), key)) wrong.push(`${key} (${kind}) opens by ${other}`);
      }
      for (const weak of mine.flatMap((each) => giveWeak(one, each))) {
        refused += 1;
        if (isOpen(withSaid(world, weak), key)) wrong.push(`${key} (${kind}) opens by a weak ${weak.kind}`);
      }
      const [first] = mine;
      if (first === undefined) continue;
      world = give(world, one, first);
      opened += 1;
      if (!isOpen(world, key)) wrong.push(`${key} (${kind}) stays shut: ${leafOf(world, key)?.reason}`);
    }
    expect(wrong).toEqual([]);
    expect(asked.filter(({ criterion }) => !isOpen(world, criterion.key))).toEqual([]);
  });

  it("lets a maintainer through who is alone and made it all, and shows it", () => {
    const solo = { id: 1, login: "maintainer-1" };
    const world = withEvidence(shut, { authors: known([solo]) });
    for (const { version } of plan.releases) {
      const reached = reachTag(world, version);
      expect(reached.kind === "stuck" ? reached.tree : "tagged").toBe("tagged");
    }
    const attested = asked.find((one) => own(one).includes("attest"));
    if (attested === undefined) return;
    const { gate, criterion } = attested;
    const word = said("attest", gate.key, { wording: gate.wording, by: solo });
    expect(leafOf(withSaid(world, word), criterion.key)?.reason).toMatch(/maintainer-1 \(self-(?:att|appr)/);
    const stranger = said("attest", gate.key, { wording: gate.wording, by: person("mona") });
    expect(leafOf(withSaid(world, stranger), criterion.key)?.reason).not.toContain("self-");
  });
});

it("counts", () => {
  process.stdout.write(`${opened} criteria opened by their own evidence, ${refused} other pieces refused\n`);
  expect(opened).toBeGreaterThan(80);
});
