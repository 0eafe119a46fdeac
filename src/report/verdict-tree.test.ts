import * as fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import type { VerdictNode } from "../model/verdict.ts";
import { gateReport } from "./gate-report.ts";
import { releaseReport } from "./release-report.ts";
import { plainPainter, terminalTree } from "./terminal-tree.ts";
import { verdictTree } from "./verdict-tree.ts";

function nodeOf(parts: Partial<VerdictNode>): VerdictNode {
  return {
    kind: "criterion",
    key: "G1.1",
    title: "a line",
    verdict: "pass",
    reason: "holds",
    evidence: [],
    children: [],
    ...parts,
  };
}

const audit = nodeOf({
  key: "G3.1",
  title: "Security audit passes",
  line: 161,
  verdict: "pending",
  reason: "not approved by @org/security",
  wayOut: 'comment "/plangate approve G3" on the plan\'s issue: @org/security',
});
const boxes = nodeOf({
  key: "G4",
  kind: "gate",
  title: "Pre-Implementation Checklist",
  verdict: "pass",
  reason: "all 2 hold",
  children: [
    nodeOf({ key: "G4.1", title: "Audit report: NO critical findings", reason: "ticked in the plan" }),
    nodeOf({
      key: "G4.2",
      title: "Framework",
      reason: "attested by mona",
      evidence: [{ text: "attest by mona: read it", url: "https://github.com/o/r/issues/1#issuecomment-2" }],
    }),
  ],
});
const start = nodeOf({
  kind: "moment",
  key: "start:v0.4.3",
  title: "before the start of v0.4.3",
  verdict: "pending",
  reason: "1 of 2 is open: G3",
  wayOut: "see below",
  children: [
    nodeOf({
      kind: "gate",
      key: "G3",
      title: "SECURITY GATE",
      verdict: "pending",
      reason: "1 of 1 is open: G3.1",
      wayOut: "see below",
      children: [audit],
    }),
    boxes,
  ],
});
const blocked = nodeOf({
  key: "blockers",
  title: "no open blocker issue",
  verdict: "fail",
  reason: '1 blocker issue is open: o/r#7 "Crash"',
  wayOut: "close each blocker issue or take its label off: who works on it",
});
const tag = nodeOf({
  kind: "moment",
  key: "tag:v0.4.3",
  title: "before the tag of v0.4.3",
  verdict: "fail",
  reason: "1 of 1 is open: blockers",
  children: [blocked],
});
const release = nodeOf({
  kind: "release",
  key: "v0.4.3",
  title: "v0.4.3",
  verdict: "fail",
  reason: "2 of 2 are open: start:v0.4.3, tag:v0.4.3",
  children: [start, tag],
});

describe("words about verdicts", () => {
  test("verdictTree() as markdown", () => {
    expect(verdictTree([release])).toMatchInlineSnapshot(`
      "- ❌ **fails** v0.4.3 — 2 of 2 are open: start:v0.4.3, tag:v0.4.3
        - ⏳ **open** before the start of v0.4.3 — 1 of 2 is open: G3
          - ⏳ **open** \`G3\` SECURITY GATE — 1 of 1 is open: G3.1
            - ⏳ **open** \`G3.1\` Security audit passes — not approved by @&#8203;org/security → comment "/plangate approve G3" on the plan's issue: @&#8203;org/security
          - ✅ **passes** \`G4\` Pre-Implementation Checklist — all 2 hold
            - ✅ **passes** \`G4.1\` Audit report: NO critical findings — ticked in the plan
            - ✅ **passes** \`G4.2\` Framework — attested by mona ([attest by mona: read it](<https://github.com/o/r/issues/1#issuecomment-2>))
        - ❌ **fails** before the tag of v0.4.3 — 1 of 1 is open: blockers
          - ❌ **fails** \`blockers\` no open blocker issue — 1 blocker issue is open: o/r#&#8203;7 "Crash" → close each blocker issue or take its label off: who works on it"
    `);
  });

  test("verdictTree() leaves out what holds", () => {
    expect(verdictTree([start], "open")).toMatchInlineSnapshot(`
      "- ⏳ **open** before the start of v0.4.3 — 1 of 2 is open: G3
        - ⏳ **open** \`G3\` SECURITY GATE — 1 of 1 is open: G3.1
          - ⏳ **open** \`G3.1\` Security audit passes — not approved by @&#8203;org/security → comment "/plangate approve G3" on the plan's issue: @&#8203;org/security
        - ✅ **passes** \`G4\` Pre-Implementation Checklist — all 2 hold"
    `);
  });

  test("verdictTree() leaves in what was waived, and what people said of their own work", () => {
    const own = nodeOf({ key: "G4.1", reason: "attested by ada (self-attested)" });
    const other = nodeOf({ key: "G4.2", reason: "attested by mona" });
    const gate = nodeOf({ kind: "gate", key: "G4", reason: "all 2 hold", children: [own, other] });
    const waived = nodeOf({
      kind: "gate",
      key: "G5",
      verdict: "waived",
      reason: "waived by mona",
      children: [other],
    });
    const done = nodeOf({ kind: "moment", key: "done:plan", verdict: "waived", children: [gate, waived] });

    expect(verdictTree([done], "open")).toMatchInlineSnapshot(`
      "- 🔓 **waived** a line — holds
        - ✅ **passes** \`G4\` a line — all 2 hold
          - ✅ **passes** \`G4.1\` a line — attested by ada (self-attested)
        - 🔓 **waived** \`G5\` a line — waived by mona"
    `);
  });

  test("terminalTree()", () => {
    expect(terminalTree([release], plainPainter)).toMatchInlineSnapshot(`
      "fails   v0.4.3 — 2 of 2 are open: start:v0.4.3, tag:v0.4.3
        open    before the start of v0.4.3 — 1 of 2 is open: G3
          open    G3 SECURITY GATE — 1 of 1 is open: G3.1
            open    G3.1 Security audit passes (line 161) — not approved by @org/security
                    → comment "/plangate approve G3" on the plan's issue: @org/security
          passes  G4 Pre-Implementation Checklist — all 2 hold
            passes  G4.1 Audit report: NO critical findings — ticked in the plan
            passes  G4.2 Framework — attested by mona
        fails   before the tag of v0.4.3 — 1 of 1 is open: blockers
          fails   blockers no open blocker issue — 1 blocker issue is open: o/r#7 "Crash"
                  → close each blocker issue or take its label off: who works on it"
    `);
  });

  test("releaseReport() of a refusal", () => {
    const { title, summary } = releaseReport(release);

    expect(`${title}\n\n${summary}`).toMatchInlineSnapshot(`
      "v0.4.3 may not be tagged: 2 things stand before it

      What would open the tag of \`v0.4.3\`:

      - \`G3.1\`: comment "/plangate approve G3" on the plan's issue: @&#8203;org/security
      - \`blockers\`: close each blocker issue or take its label off: who works on it"
    `);
  });

  test("releaseReport() of a release that may go, one that is skipped, one that nobody planned", () => {
    const may = releaseReport(nodeOf({ kind: "release", key: "v1.0.0", title: "v1.0.0" }));
    const skipped = releaseReport(
      nodeOf({
        kind: "release",
        key: "v1.0.0",
        title: "v1.0.0",
        verdict: "fail",
        reason: 'v1.0.0 is skipped: D1 was decided for "defer" by mona',
        wayOut: "decide for the option it goes with: who may decide",
      }),
    );

    expect([may, skipped].map(({ title, summary }) => `${title}\n${summary}`)).toMatchInlineSnapshot(`
      [
        "v1.0.0 may be tagged
      Every gate before the tag of \`v1.0.0\` passes.",
        "v1.0.0 may not be tagged
      \`v1.0.0\` may not be tagged: v1.0.0 is skipped: D1 was decided for "defer" by mona

      What would change it: decide for the option it goes with: who may decide",
      ]
    `);
  });

  test("gateReport() tells a pull request what it starts too early", () => {
    const { title, summary, startsLet } = gateReport([release]);

    expect(startsLet).toBe(false);
    expect(`${title}\n\n${summary}`).toMatchInlineSnapshot(`
      "1 thing stands before the start of what this works on

      This pull request works on v0.4.3. 1 thing stands before their start:

      - \`G3.1\`: comment "/plangate approve G3" on the plan's issue: @&#8203;org/security"
    `);
  });

  test("gateReport() does not hold a pull request for what stands before the tag", () => {
    const { title, startsLet } = gateReport([nodeOf({ ...release, children: [tag] })]);

    expect({ title, startsLet }).toEqual({ title: "Every gate before the start passes", startsLet: true });
  });
});

describe("verdictTree()", () => {
  const reader = unified().use(remarkParse).use(remarkGfm);
  const kindsOf = (node: Nodes): string[] =>
    "children" in node ? [node.type, ...node.children.flatMap(kindsOf)] : [node.type];
  const hostile = fc.oneof(
    fc.constantFrom(
      "\n/plangate release v1.0.0",
      "\n@mona",
      "closes #1",
      "[x](https://x.example)",
      "![x](y)",
      "<script>",
      "<!-- plangate: gate -->",
      "\n\n# Title",
      "\n    code",
      "```\n",
      "`",
    ),
    fc.string({ maxLength: 8 }),
  );

  test("stays one list whatever the plan says, and no line begins a command or a mention", () => {
    const text = fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(fc.tuple(text, text, text, text), ([title, reason, key, url]) => {
        const child = nodeOf({ title, reason, wayOut: title, verdict: "pending", key });
        const markdown = verdictTree([
          nodeOf({ title, reason, key, evidence: [{ text: title, url }], children: [child] }),
        ]);

        const allowed = ["root", "list", "listItem", "paragraph", "text", "strong", "inlineCode"];
        expect(kindsOf(reader.parse(markdown)).filter((kind) => !allowed.includes(kind))).toEqual([]);
        expect(markdown.split("\n").filter((line) => !/^ *- /.test(line))).toEqual([]);
        expect(markdown).not.toContain("<!--");
      }),
      { numRuns: 1_000 },
    );
  });

  test("stays within a check run's text and says what is missing", () => {
    const many = Array.from({ length: 2_000 }, (_, number) => nodeOf({ key: `G${number}` }));

    const markdown = verdictTree(many);

    expect(markdown.length).toBeLessThan(51_000);
    expect(markdown.split("\n").at(-1)).toMatch(/^- … and \d+ more lines/);
  });

  test("lets no escape of the plan into a terminal", () => {
    const text = terminalTree([nodeOf({ title: "a\u001b[31mb\u0007\r\nc\u202ed" })], plainPainter);

    expect(text).toBe("passes  G1.1 a [31mb cd — holds");
  });
});
