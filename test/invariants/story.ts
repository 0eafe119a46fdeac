import * as fc from "fast-check";

/** Something a person does; `at` counts lines or issues round and round. */
export interface Act {
  readonly kind: PlanAct | IssueAct;
  readonly at: number;
  readonly words: string;
}

export type PlanAct = (typeof planActs)[number];
export type IssueAct = (typeof issueActs)[number];

const planActs = [
  "turn box",
  "add to words",
  "replace words",
  "delete line",
  "move line to the end",
  "move line to the top",
  "copy line",
  "copy line without its link",
  "take link out",
  "add task",
  "add phase",
] as const;

const issueActs = [
  "close as completed",
  "close as not planned",
  "reopen",
  "retitle",
  "turn box in body",
  "write around",
  "empty body",
  "break region",
  "delete issue",
  "detach",
  "say recheck",
] as const;

/** What goes wrong while plangate looks: at which write, and how. */
export interface Trouble {
  readonly fault: "none" | "busy" | "lost-before" | "lost-after" | "kill-before" | "kill-after";
  readonly write: number;
  /** How long new issues are missing from lists. */
  readonly lagMinutes: number;
  /** Before people act again. */
  readonly next: "nothing" | "looks twice" | "loses its store";
}

export interface Chapter {
  readonly acts: readonly Act[];
  readonly trouble: Trouble;
}

/** A plan, its settings, and what people and the world do, chapter by chapter; plangate looks after each. */
export interface Story {
  readonly lines: readonly string[];
  readonly mode: "phases" | "tasks";
  readonly links: "inline" | "off";
  readonly chapters: readonly Chapter[];
}

const words = fc
  .array(fc.constantFrom("write", "test", "api", "parser", "docs", "ship", "fast", "alpha", "beta"), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.join(" "));

const line = fc.oneof(
  { weight: 2, arbitrary: words.map((title) => `## Phase: ${title}`) },
  { weight: 5, arbitrary: words.map((title) => `- [ ] ${title}`) },
  { weight: 1, arbitrary: words.map((title) => `- [x] ${title}`) },
  { weight: 1, arbitrary: words.map((title) => `  - [ ] ${title}`) },
);

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...planActs, ...issueActs),
  at: fc.nat({ max: 12 }),
  words,
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
  fault: fc.constantFrom("none", "busy", "lost-before", "lost-after", "kill-before", "kill-after"),
  write: fc.integer({ min: 1, max: 10 }),
  // The longest that was reported is eight minutes.
  lagMinutes: fc.constantFrom(0, 0, 2, 8),
  next: fc.constantFrom("nothing", "nothing", "looks twice", "loses its store"),
});

/** True for what is done to the plan's file, not to an issue. */
export function isPlanAct(kind: Act["kind"]): kind is PlanAct {
  return planActs.some((one) => one === kind);
}

/** Prints as the plan's text and what was done, so that a counterexample can be read. */
export const someStory: fc.Arbitrary<Story> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 7 }),
    mode: fc.constantFrom("phases", "tasks", "tasks"),
    links: fc.constantFrom("inline", "inline", "off"),
    chapters: fc.array(fc.record({ acts: fc.array(act, { maxLength: 4 }), trouble }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  // The first chapter is the first sync: there is nothing to act on yet.
  .map(({ chapters, ...rest }) => ({
    ...rest,
    chapters: chapters.map((chapter, index) => (index === 0 ? { ...chapter, acts: [] } : chapter)),
  }))
  .map((story) => Object.assign(story, { [fc.toStringMethod]: () => print(story) }));

export function planTextOf({ lines }: Story): string {
  return `# Kite\n\n${lines.join("\n")}\n`;
}

export function settingsTextOf({ mode, links }: Pick<Story, "mode" | "links">): string {
  return `version: 1\nplans:\n  - path: plan.md\n    issues: ${mode}\n    links: ${links}\n`;
}

function print(story: Story): string {
  const chapters = story.chapters.map(({ acts, trouble: { fault, write, lagMinutes, next } }, index) => {
    const done = acts.map(({ kind, at, words: text }) => `  ${kind}, ${at}, "${text}"`);
    const goes = fault === "none" ? "all goes well" : `write ${write} is ${fault}`;
    return [`chapter ${index}:`, ...done, `  ${goes}; lists lag ${lagMinutes} min; then ${next}`].join("\n");
  });
  return `\nissues: ${story.mode}, links: ${story.links}\n${planTextOf(story)}${chapters.join("\n")}\n`;
}
