import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp

**HUMAN APPROVAL REQUIRED**: The owner of the workshop agrees

## Prerequisites

- The workshop is rented

## Entry Criteria

- The manual is printed

## v0.1.0 - First light

- [ ] T001 Wire the switch

1. **Dimmer Decision Point**:
   - **Outcome**: Proceed with v0.2.0 OR defer to v0.3.x

**APPROVAL REQUIRED before tagging v0.1.0**: The owner saw it shine

**Acceptance Criteria**

- The review passes

**Quality Gate**

- The lamp stays cool

## v0.2.0 - Dimmer

**ONLY IF**: v0.1.0 decision was "Proceed"

- [ ] T002 Turn the knob
`;

/** What was said by mona, by the columns of the table in docs/commands.md. */
const said = {
  "approve or attest before a start": {
    G1: { words: "approve G1", holds: "approved by mona" },
    G2: { words: "attest G2 because the key is here", holds: "attested by mona" },
  },
  decide: { D1: { words: "decide D1 proceed", holds: 'decided for "proceed" by mona' } },
  "waive before a start": {
    G3: { words: "waive G3 until {day} because of the fair", holds: "waived by mona" },
  },
  "approve or attest before a tag": {
    G4: { words: "approve G4", holds: "approved by mona" },
    G5: { words: "attest G5 because I read it", holds: "attested by mona" },
  },
  "waive before a tag": {
    G6: { words: "waive G6 until {day} because of the fair", holds: "waived by mona" },
  },
} as const;
type Column = keyof typeof said;
const columns = Object.keys(said) as readonly Column[];

interface Row {
  readonly what: string;
  /** `holds` or `void`, by column. */
  readonly cells: readonly string[];
  /** What the gate says where something is void. */
  readonly says: string;
}

const page = readFileSync(new URL("../../docs/commands.md", import.meta.url), "utf8");

/** The table of the page that begins with these cells. */
function tableIn(text: string, head: readonly string[]): readonly Row[] {
  const lines = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const from = lines.findIndex(([, ...cells]) => head.every((name, index) => cells[index] === name));
  const body = lines.slice(from + 2);
  const end = body.findIndex(({ length }) => length < 2);
  return body.slice(0, end).map(([, what = "", ...cells]) => ({
    what,
    cells: cells.slice(0, head.length - 2),
    says: (cells[head.length - 2] ?? "").replaceAll("_", ""),
  }));
}

const rows = tableIn(page, ["afterwards", ...columns, "the gate says"]);

const push = ({ tool, ada, path }: House, ...changes: readonly (readonly [string, string])[]): void => {
  const text = tool.file(path);
  const changed = changes.reduce((words, [from, to]) => {
    expect(words).toContain(from);
    return words.replace(from, to);
  }, text);
  ada.push({ [path]: changed });
};

function forcePush({ tool, ada, eve }: House, files: Readonly<Record<string, string>>): void {
  eve.branch("rewritten", tool.commits().at(-1)?.sha ?? "");
  eve.push(files, { branch: "rewritten" });
  ada.forcePush("main", tool.head("rewritten"));
}

const commentsOf = ({ tool }: House, author: string): readonly number[] =>
  tool
    .comments(1)
    .filter((comment) => comment.author === author)
    .map(({ id }) => id);

/** What happens, by the words of the table. */
const deeds: Readonly<Record<string, (of: House) => void | Promise<void>>> = {
  "a box is ticked in the plan": (of) => push(of, ["- [ ] T002", "- [x] T002"]),
  "plangate commits ticks or links": ({ tool, ada }) => {
    const task = tool.issues().find(({ title }) => title.includes("Wire the switch"));
    ada.close(task?.number ?? 0);
  },
  "the plan changes elsewhere": (of) => push(of, ["Turn the knob", "Turn the knob twice"]),
  "the settings change, but not who may say it": ({ tool, ada }) => {
    const settings = tool.file(".github/plangate.yml");
    ada.push({ ".github/plangate.yml": `${settings}enforcement: enforce\n` });
  },
  "the gate is reworded": (of) =>
    push(
      of,
      ["workshop agrees", "workshop agreed"],
      ["is rented", "is bought"],
      ["is printed", "is bound"],
      ["Dimmer Decision", "Dimming Decision"],
      ["it shine", "it glow"],
      ["review passes", "review was read"],
      ["stays cool", "stays warm"],
    ),
  "any other file changes": ({ ada }) => void ada.push({ "switch.txt": "brass" }),
  "a force-push to other files": (of) =>
    forcePush(of, { "switch.txt": "steel", [of.path]: of.tool.file(of.path) }),
  "a force-push to another commit with the same files and words": (of) =>
    forcePush(of, { [of.path]: `${of.tool.file(of.path)}\n` }),
  "the comment is edited, by whomever": (of) => {
    const [first = 0, ...rest] = commentsOf(of, "mona");
    of.simulator.as("mona", "acme/tool").editComment(first, "I take no word back");
    for (const id of rest) of.ada.editComment(id, "They take no word back");
  },
  "the comment is deleted": (of) => {
    for (const id of commentsOf(of, "mona")) of.ada.deleteComment(id);
  },
  "plangate's answer is edited or deleted": (of) => {
    const [first = 0, ...rest] = commentsOf(of, "plangate[bot]");
    of.ada.editComment(first, "Noted");
    for (const id of rest) of.ada.deleteComment(id);
  },
  "a maintainer revokes it": ({ ada }) => {
    const keys = columns.flatMap((column) => Object.keys(said[column]));
    ada.comment(1, keys.map((key) => `/plangate revoke ${key}`).join("\n"));
  },
  "who said it may not say it any more": ({ ada }) => ada.permit("mona", "write"),
  "the waiver's last day is over": ({ simulator }) => simulator.advance(10 * 86_400_000),
};

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** The newest tree of each release, line by line. */
function linesOf({ tool }: House): readonly string[] {
  return ["v0.1.0", "v0.2.0"].flatMap((version) => {
    const checks = tool.checkRuns().filter(({ name }) => name === `plangate/release ${version}`);
    return checks.at(-1)?.text?.split("\n") ?? [];
  });
}

/** Which columns hold: every statement of theirs, or none. */
function stateOf(of: House): readonly string[] {
  const lines = linesOf(of);
  return columns.map((column) => {
    const states = Object.entries(said[column]).map(([key, { holds }]) => {
      const own = lines.filter((line) => line.includes(`\`${key}`) || line.includes(`\`condition:${key}\``));
      return own.some((line) => line.includes(holds)) ? "holds" : "void";
    });
    return [...new Set(states)].join(" and ");
  });
}

describe("what was said, and then", () => {
  it("has a row for everything that is tried here, and the other way round", () => {
    expect(rows.map(({ what }) => what)).toEqual(Object.keys(deeds));
  });

  it.each(rows)("$what", async ({ what, cells, says }) => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { simulator, tool, ada, settle } = house;
    simulator.user("mona");
    ada.permit("mona", "maintain");
    await settle();
    const day = new Date(simulator.now().getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
    const words = columns.flatMap((column) => Object.values(said[column]).map((one) => one.words));
    for (const one of words) {
      simulator.as("mona", "acme/tool").comment(1, `/plangate ${one.replace("{day}", day)}`);
    }
    await settle();
    expect(stateOf(house)).toEqual(columns.map(() => "holds"));

    await deeds[what]?.(house);
    await settle();
    await house.later();

    expect(stateOf(house)).toEqual(cells);
    expect(linesOf(house).join("\n")).toContain(says);
    expect(tool.tags()).toEqual({});
    expect(simulator.violations).toEqual([]);
  });
});
