import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseReport } from "../src/evidence/reports/parse-report.ts";
import { toMetrics } from "../src/evidence/reports/to-metrics.ts";
import { readCommands } from "../src/evidence/read-commands.ts";
import { toSaid } from "../src/evidence/to-said.ts";
import { evaluate } from "../src/gates/evaluate.ts";
import { wordingOf } from "../src/gates/wording-of.ts";
import type { Evidence, IssueStateFact } from "../src/model/evidence.ts";
import { known } from "../src/model/known.ts";
import { lastPassing } from "../src/model/metric.ts";
import type { Plan } from "../src/model/plan.ts";
import type { CommitSha, IssueNumber } from "../src/model/repository.ts";
import type { Statement } from "../src/model/statement.ts";
import type { VerdictNode } from "../src/model/verdict.ts";
import { parsePlan } from "../src/plan/parse-plan.ts";
import { parseSettings } from "../src/plan/parse-settings.ts";
import { evidenceWith, said, tagsOf } from "./shared/evidence-with.ts";

/** What an example says is there. */
interface Told {
  /** Words in the plan, each as they are then. */
  readonly plan?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  /** What time it is. */
  readonly now?: string;
  readonly files?: readonly string[];
  readonly checks?: Readonly<Record<string, string>>;
  /** Reports that a push to the default branch made. */
  readonly reports?: Readonly<Record<string, string>>;
  /** What commands did that a push to the default branch ran. */
  readonly commands?: Readonly<Record<string, { readonly code: number; readonly output: string }>>;
  /** Comments by a maintainer. */
  readonly comments?: readonly string[];
  /** Titles of phases whose issue was closed as completed. */
  readonly closed?: readonly string[];
}

interface Example {
  readonly kind: string;
  readonly plan: string;
  readonly settings: string;
  readonly key: string;
  readonly shut: string;
  readonly told: Told;
  readonly open: string;
}

const page = readFileSync(join(import.meta.dirname, "../docs/gates.md"), "utf8");
const pattern =
  /^### (\w+)\n(?:(?!^#)[^])*?^(`{3,})markdown plan\n([^]*?)\n\2\n\n(?:```yaml\n([^]*?)\n```\n\n)?```text shut (\S+)\n([^]*?)\n```\n\n```json evidence\n([^]*?)\n```\n\n```text open\n([^]*?)\n```$/gm;

const examples = [...page.matchAll(pattern)].map((match): Example => {
  const [, kind = "", , plan = "", settings = "", key = "", shut = "", told = "", open = ""] = match;
  return { kind, plan, settings, key, shut, told: JSON.parse(told) as Told, open };
});

const run = {
  id: 42,
  url: "https://github.com/acme/tool/actions/runs/42",
  event: "push",
  branch: "main",
  commit: "c0ffee" as CommitSha,
  fork: false,
};

function factsOf(plan: Plan, told: Told): Partial<Evidence> {
  const reports = Object.entries(told.reports ?? {}).map(([path, text]) =>
    parseReport({ path, bytes: new TextEncoder().encode(text) }),
  );
  const { metrics, flaws } = toMetrics(reports);
  const closed = plan.phases
    .filter(({ title }) => told.closed?.includes(title))
    .map(({ identity }, index): [string, IssueStateFact] => {
      const issue = { repository: "acme/tool", number: (index + 7) as IssueNumber } as const;
      return [`phase:${identity}`, { issue, state: "closed", reason: "completed", closedBy: "ada" }];
    });
  return {
    tags: tagsOf(...(told.tags ?? [])),
    files: Object.fromEntries(
      plan.gates
        .flatMap(({ criteria }) => criteria)
        .flatMap(({ file }) =>
          file === undefined ? [] : [[file, known(told.files?.includes(file) ?? false)]],
        ),
    ),
    checks: known(
      Object.entries(told.checks ?? {}).map(([name, conclusion]) => ({
        name,
        app: "github-actions",
        status: "completed",
        conclusion,
      })),
    ),
    statements: known((told.comments ?? []).map((comment) => statementOf(plan, comment))),
    issues: known(Object.fromEntries(closed)),
    defaultBranch: "main",
    metrics: known({
      metrics: metrics.map((one) => ({ ...one, run })),
      flaws: flaws.map((one) => ({ ...one, run })),
    }),
    verifications: known({
      verifications: Object.entries(told.commands ?? {}).map(([command, { code, output }]) => ({
        command,
        end: { kind: "exited", code },
        output,
        isCut: false,
        run,
      })),
      flaws: [],
    }),
    baselines: { [lastPassing]: known(null) },
  };
}

/** What a maintainer's comment says, read as plangate reads it. */
function statementOf(plan: Plan, comment: string): Statement {
  const { commands, problems } = readCommands(comment);
  expect(problems).toEqual([]);
  const [words] = commands.flatMap((command) => toSaid(command) ?? []);
  if (words === undefined) throw new Error(`Cannot hear "${comment}": it says nothing to a gate`);
  const { kind, subject, ...rest } = words;
  return said(kind, subject, { wording: wordingOf(plan, subject) ?? "", ...rest });
}

/** The first node of that key. */
function find(nodes: readonly VerdictNode[], key: string): VerdictNode | undefined {
  for (const node of nodes) {
    const found = node.key === key ? node : find(node.children, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function verdictOf({ plan: text, settings: yaml, key }: Example, told: Told): string {
  const changed = Object.entries(told.plan ?? {}).reduce((words, [from, to]) => {
    expect(words).toContain(from);
    return words.replace(from, to);
  }, text);
  const { plan } = parsePlan(new TextEncoder().encode(changed));
  const { settings, problems } = parseSettings(new TextEncoder().encode(yaml === "" ? "version: 1" : yaml));
  expect(problems).toEqual([]);
  const evidence = evidenceWith(factsOf(plan, told));
  const evaluation = evaluate({
    plan,
    settings,
    evidence,
    now: new Date(told.now ?? "2026-01-05T12:00:00Z"),
  });
  const node = key
    .split("/")
    .reduce<readonly VerdictNode[]>(
      (nodes, part) => [find(nodes, part)].filter((one) => one !== undefined),
      [...evaluation.releases, ...evaluation.phases, evaluation.plan],
    )[0];
  if (node === undefined) throw new Error(`The example has no ${key}`);
  return [
    `${node.verdict}: ${node.reason}`,
    ...(node.wayOut === undefined ? [] : [`way out: ${node.wayOut}`]),
  ].join("\n");
}

describe("docs/gates.md", () => {
  it("has an example of every kind of evidence", () => {
    expect(examples.map(({ kind }) => kind)).toEqual([
      "box",
      "issue",
      "check",
      "metric",
      "tag",
      "file",
      "command",
      "statement",
      "decision",
      "date",
      "dependency",
      "order",
    ]);
  });

  it.each(examples)("$kind: is shut, and opens by its evidence", (example) => {
    expect(verdictOf(example, {})).toBe(example.shut);
    expect(verdictOf(example, example.told)).toBe(example.open);
  });

  it.each(examples)("$kind: no other example's evidence opens it", (example) => {
    const others = examples
      .filter(({ kind }) => kind !== example.kind)
      .map(({ told: { plan: _plan, ...rest } }) => rest);

    for (const told of others) expect(verdictOf(example, told)).not.toMatch(/^(?:pass|waived|skipped):/);
  });
});
