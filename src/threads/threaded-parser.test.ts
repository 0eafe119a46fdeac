import { afterEach, describe, expect, it } from "vitest";
import { ThreadedParser } from "./threaded-parser.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A worker that does what the plan's first word says, and tells how many plans it was asked. */
const obedient = `
import { parentPort } from "node:worker_threads";
let asked = 0;
const words = {
  hang: () => { for (;;); },
  throw: () => { throw new Error("it says so"); },
  exit: () => process.exit(3),
  overflow: () => ({ kind: "overflow" }),
};
parentPort.on("message", ({ bytes }) => {
  asked += 1;
  const word = new TextDecoder().decode(bytes).split(" ")[0];
  const many = word === "many" ? Array.from({ length: 5001 }, (_, line) => ({ line: line + 1 })) : [];
  const parsed = { plan: { title: word + " " + asked, tasks: many, gates: [] }, refused: false };
  parentPort.postMessage(words[word]?.() ?? { kind: "parsed", parsed });
  if (word === "last") setTimeout(() => process.exit(0), 1);
});
parentPort.postMessage({ kind: "ready" });
`;
const moduleOf = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`);

const open: ThreadedParser[] = [];
function parserOf(worker: string, timeoutMs = 10_000): ThreadedParser {
  const parser = new ThreadedParser({ worker: moduleOf(worker), timeoutMs });
  open.push(parser);
  return parser;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((parser) => parser.close()));
});

describe("ThreadedParser with a worker that obeys", () => {
  it("uses one thread for one plan after the other, in the order of the calls", async () => {
    const parser = parserOf(obedient);

    const parsed = await Promise.all(["a", "b", "c"].map((word) => parser.parse(bytesOf(word))));

    expect(parsed.map(({ plan }) => plan.title)).toEqual(["a 1", "b 2", "c 3"]);
  });

  it("refuses what is beyond a limit without asking the thread", async () => {
    const parser = parserOf(obedient);

    const refused = await parser.parse(bytesOf(`${"- ".repeat(4_000)}a`));
    const next = await parser.parse(bytesOf("a"));

    expect(refused).toMatchObject({
      refused: true,
      plan: { tasks: [] },
      problems: [{ rule: "plan-nesting", line: 1 }],
    });
    expect(next.plan.title).toBe("a 1");
  });

  it("refuses more tasks than a plan may have, once they are counted", async () => {
    const refused = await parserOf(obedient).parse(bytesOf("many"));

    expect(refused.refused).toBe(true);
    expect(refused.problems).toEqual([
      {
        line: 5_001,
        column: 1,
        rule: "plan-tasks",
        message:
          "Cannot read the plan: it has 5,001 tasks and the limit is 5,000: split it into several plans",
      },
    ]);
  });

  it("ends a plan that takes too long, and reads the next in a new thread", async () => {
    const parser = parserOf(obedient, 1_000);

    const [late, next] = await Promise.all([parser.parse(bytesOf("hang")), parser.parse(bytesOf("a"))]);

    expect(late.refused).toBe(true);
    expect(late.problems).toEqual([
      {
        line: 1,
        column: 1,
        rule: "too-slow",
        message:
          'Cannot read the plan: it takes longer than 0.3 s: look for a paragraph with very many "*", "_", "[" or "<"',
      },
    ]);
    expect(next.plan.title).toBe("a 1");
  });

  it.each([
    ["throw", "reader-broken", "the reader broke on it: it says so"],
    ["exit", "reader-broken", "the reader broke on it: its thread ended with code 3"],
  ])("survives a thread that breaks: %s", async (...[word, rule, reason]) => {
    const parser = parserOf(obedient);

    const broken = await parser.parse(bytesOf(word));
    const next = await parser.parse(bytesOf("a"));

    expect(broken.refused).toBe(true);
    expect(broken.problems).toEqual([
      { line: 1, column: 1, rule, message: `Cannot read the plan: ${reason}` },
    ]);
    expect(next.plan.title).toBe("a 1");
  });

  it("refuses a plan that overflows the stack, and keeps the thread", async () => {
    const parser = parserOf(obedient);

    const refused = await parser.parse(bytesOf("overflow"));
    const next = await parser.parse(bytesOf("a"));

    expect(refused).toMatchObject({ refused: true, problems: [{ rule: "too-deep" }] });
    expect(next.plan.title).toBe("a 2");
  });

  it("starts another thread where the last ended while nothing was asked", async () => {
    const parser = parserOf(obedient);

    const titles: string[] = [];
    for (const word of ["last", "last"]) {
      titles.push((await parser.parse(bytesOf(word))).plan.title);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }

    expect(titles).toEqual(["last 1", "last 1"]);
  });

  it("rejects what is being read when it is closed, and what comes after", async () => {
    const parser = parserOf(obedient);
    const hanging = parser.parse(bytesOf("hang"));
    const waiting = parser.parse(bytesOf("a"));
    const rejections = Promise.allSettled([hanging, waiting]);

    await parser.close();

    await expect(parser.parse(bytesOf("a"))).rejects.toThrow("Cannot parse: the parser is closed");
    expect((await rejections).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("ThreadedParser with a worker that does not start", () => {
  it.each([
    ["is no module", "syntax error here"],
    ["throws", "throw new Error('not today')"],
    ["ends at once", ""],
  ])("says so where it %s", async (_, worker) => {
    const parsed = await parserOf(worker).parse(bytesOf("- [ ] a"));

    expect(parsed).toMatchObject({ refused: true, problems: [{ rule: "reader-broken", line: 1 }] });
  });
});
