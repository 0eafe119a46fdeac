import type { Situation } from "../../../src/engine/gather-plan.ts";
import { dayIn, decisionsOf, statements, waivers } from "./commands.ts";
import { inComments } from "./seed-house.ts";
import type { Try } from "./try.ts";
import { everything } from "./try.ts";

/** What is said by those who may not, or so that it does not count. */
export const triesByWords: readonly Try[] = [
  ...(["bob", "eve"] as const).map((login): Try => ({
    what: `everything said by ${login}, who does not keep the repository`,
    on: everything,
    happens: (of, at) => void of.say(of[login], statements(of, at)),
  })),
  {
    what: "everything said by a stranger",
    on: everything,
    happens: (of, at) => {
      of.simulator.user("zoe");
      of.say(of.simulator.as("zoe", of.tool.fullName), statements(of, at));
    },
  },
  {
    what: "everything said by a bot",
    on: everything,
    happens: (of, at) => of.sayAsBot(statements(of, at)),
  },
  {
    what: "everything said by one who kept the repository a moment ago",
    on: everything,
    happens: (of, at) => {
      of.simulator.user("dan");
      of.ada.permit("dan", "maintain");
      of.say(of.simulator.as("dan", of.tool.fullName), statements(of, at));
      of.ada.permit("dan", "write");
    },
  },
  {
    what: "comments that were edited into commands",
    on: everything,
    happens: (of, at) => {
      const { ada } = of;
      for (const body of inComments(statements(of, at)))
        ada.editComment(ada.comment(1, "Good morning"), body);
    },
  },
  {
    what: "comments that were deleted",
    on: everything,
    happens: (of, at) => {
      for (const id of of.say(of.ada, statements(of, at))) of.ada.deleteComment(id);
    },
  },
  {
    what: "commands in quotes and in code",
    on: everything,
    happens: (of, at) => {
      const lines = statements(of, at).map((command) => `/plangate ${command}`);
      of.ada.comment(1, lines.map((line) => `> ${line}`).join("\n"));
      of.ada.comment(1, `\`\`\`\n${lines.join("\n")}\n\`\`\``);
    },
  },
  {
    what: "commands beside one that cannot be read",
    on: everything,
    happens: (of, at) => {
      for (const body of inComments(statements(of, at))) of.ada.comment(1, `/plangate aprove it\n${body}`);
    },
  },
  {
    what: "everything said to other words, which are taken back",
    on: everything,
    happens: async (of, at) => {
      const words = of.tool.file(of.path);
      of.ada.push({ [of.path]: reworded(words, at) });
      await of.settle();
      of.say(of.ada, statements(of, at));
      await of.settle();
      of.ada.push({ [of.path]: words });
    },
  },
  ...[
    { what: "without an end", end: "" },
    { what: "without an end, with a reason", end: "because it rains" },
    { what: "without a reason", end: "until {7}" },
    { what: "for ever", end: "until 9999-12-31 because it rains" },
    { what: "for more than thirty days", end: "until {31} because it rains" },
    { what: "until yesterday", end: "until {-1} because it rains" },
  ].map(({ what, end }): Try => ({
    what: `waivers ${what}`,
    on: everything,
    happens: (of, at) => {
      const until = end.replace(/\{(-?\d+)\}/, (_, days: string) => dayIn(of, Number(days)));
      of.say(of.ada, waivers(at, until));
    },
  })),
  {
    what: "words to gates that the plan does not have, and for options it does not offer",
    on: everything,
    happens: (of, at) => {
      of.say(of.ada, ["approve G99", "attest G99.1 because I say so", "decide D99 proceed"]);
      of.say(
        of.ada,
        decisionsOf(at).map(({ key }) => `decide ${key} maybe`),
      );
    },
  },
];

/** The plan with a word more in each line of its gates and decisions. */
function reworded(words: string, at: Situation): string {
  const { gates, decisions } = at.parsed.plan;
  const asked = new Set([...gates.flatMap(({ criteria }) => criteria), ...decisions].map(({ line }) => line));
  return words
    .split("\n")
    .map((line, index) => (asked.has(index + 1) ? line.replace(/\r?$/, (end) => ` again${end}`) : line))
    .join("\n");
}
