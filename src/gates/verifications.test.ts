import { describe, expect, it } from "vitest";
import { evidenceWith, said } from "../../test/shared/evidence-with.ts";
import { known, unknown } from "../model/known.ts";
import type { FlawFact, RunFacts } from "../model/metric.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Settings } from "../model/settings.ts";
import { defaultSettings } from "../model/settings.ts";
import type { VerdictNode } from "../model/verdict.ts";
import type { Verification, VerificationFact } from "../model/verification.ts";
import { parsePlan } from "../plan/parse-plan.ts";
import type { Evidence } from "../model/evidence.ts";
import { evaluate } from "./evaluate.ts";
import { needs } from "./needs.ts";
import { weakened } from "./weakened.ts";

const { plan } = parsePlan(
  new TextEncoder().encode(
    "# Bell\n\n## v1.0.0 - First ring\n\n**Quality Gate**\n\n- Ten bells: `git ls-files bells | wc -l` should show 10 bells\n",
  ),
);
const command = "git ls-files bells | wc -l";
const allowing = (...commands: readonly string[]): Settings => ({
  ...defaultSettings,
  verify: { ...defaultSettings.verify, commands },
});

const run = (more: Partial<RunFacts> = {}): RunFacts => ({
  id: 7,
  url: "https://github.example/runs/7",
  event: "push",
  branch: "main",
  commit: "c0ffee" as CommitSha,
  fork: false,
  ...more,
});

const ran = (output: string, by: RunFacts = run(), more: Partial<Verification> = {}): VerificationFact => ({
  command,
  end: { kind: "exited", code: 0 },
  output,
  isCut: false,
  run: by,
  ...more,
});

const kept = (
  verifications: readonly VerificationFact[],
  flaws: readonly FlawFact[] = [],
): Partial<Evidence> => ({
  defaultBranch: "main",
  verifications: known({ verifications, flaws }),
});

/** What the one line of the gate says. */
function answer(parts: Partial<Evidence>, settings = allowing(command)): VerdictNode {
  const evidence = evidenceWith(parts);
  const evaluation = evaluate({ plan, settings, evidence, now: new Date("2026-01-05T12:00:00Z") });
  const find = (nodes: readonly VerdictNode[]): VerdictNode | undefined =>
    nodes.find(({ key }) => key === "G1.1") ??
    nodes.reduce<VerdictNode | undefined>((found, { children }) => found ?? find(children), undefined);
  const node = find(evaluation.releases);
  if (node === undefined) throw new Error("the line has no verdict");
  return node;
}

describe("a line whose command settings allow", () => {
  it("passes when a push to the default branch, or its merge queue, showed what is expected", () => {
    const queue = run({ event: "merge_group", branch: "gh-readonly-queue/main/pr-1-abc" });

    expect(answer(kept([ran("10\n")]))).toMatchObject({
      verdict: "pass",
      reason: "its command shows 10, asked is = 10",
      evidence: [{ text: "verify of run 7 (push)", url: "https://github.example/runs/7" }],
    });
    expect(answer(kept([ran("10\n", queue)])).verdict).toBe("pass");
  });

  it.each([
    [run({ event: "pull_request", branch: "change" }), "a pull_request run on change"],
    [run({ branch: "change" }), "a push run on change"],
    [run({ event: "schedule" }), "a schedule run on main"],
    [run({ fork: true }), "a fork"],
  ])("counts no other run: %j", (by, whose) => {
    expect(answer(kept([ran("10\n", by)]))).toMatchObject({
      verdict: "pending",
      reason: `its command was run by ${whose} alone, which does not count`,
    });
  });

  it("must hold in every run that counts", () => {
    expect(answer(kept([ran("10\n"), ran("9\n", run({ id: 8 }))]))).toMatchObject({
      verdict: "fail",
      reason: "its command shows 9, asked is = 10",
      evidence: [{ text: "verify of run 8 (push)" }],
    });
  });

  it("is not opened by a run of another text: the plan was reworded since", () => {
    expect(answer(kept([ran("10\n", run(), { command: "git ls-files bells|wc -l" })]))).toMatchObject({
      verdict: "pending",
      reason: "no push to main has run its command at the commit",
    });
  });

  it("fails where what was kept cannot be read, and waits where nothing could be", () => {
    const flaw: FlawFact = {
      source: "plangate-verify",
      family: "verify",
      tool: "",
      reason: "it has expired: run the workflow again",
      run: run(),
    };

    expect(answer(kept([ran("10\n")], [flaw]))).toMatchObject({
      verdict: "fail",
      reason: '"plangate-verify" tells nothing: it has expired: run the workflow again',
    });
    expect(answer(kept([ran("10\n")], [{ ...flaw, run: run({ fork: true }) }])).verdict).toBe("pass");
    expect(answer({ defaultBranch: "main", verifications: unknown("refused") })).toMatchObject({
      verdict: "pending",
      reason: "refused",
    });
    expect(answer({}).verdict).toBe("pending");
  });

  it("is opened by nobody's word any more", () => {
    const wording = plan.gates[0]?.wording ?? "";
    const statements = known([said("attest", "G1.1", { wording, because: "I counted" })]);

    expect(answer({ statements }).verdict).toBe("pending");
    expect(answer({ statements }, defaultSettings).verdict).toBe("pass");
  });
});

it("a command that settings do not allow is attested, and a run of it opens nothing", () => {
  const node = answer(kept([ran("10\n")]), defaultSettings);

  expect(node.verdict).toBe("pending");
  expect(node.wayOut).toContain("allow its command under verify.commands");
});

it("a change that allows a command, or allows it no more, changes what proves its line", () => {
  const before = { plan, settings: defaultSettings };
  const after = { plan, settings: allowing(command) };

  for (const [was, is] of [
    [before, after],
    [after, before],
  ] as const) {
    expect(weakened(was, is).map(({ key, what }) => [key, what])).toEqual([
      ["G1", ["what proves G1.1 changes"]],
    ]);
  }
});

it("needs() names the commands that settings allow, and only those of the plan", () => {
  expect(needs(plan, allowing(command, "make all")).commands).toEqual([command]);
  expect(needs(plan, allowing("make all")).commands).toEqual([]);
});
