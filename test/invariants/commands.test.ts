import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readAnswerMarkers } from "../../src/evidence/answer-marker.ts";
import type { Command, Role } from "../../src/model/statement.ts";
import { Keeper } from "./keeper.ts";
import { openMemoryGitHub } from "./memory-github.ts";
import type { MemoryGitHub } from "./memory-github.ts";
import { thousandRuns } from "./thousand-runs.ts";

const plan = `# Lamp

## v0.1.0 - First light

- [x] wire the switch

### Human approval required

- The review passes

`;
const settings = "version: 1\nplans:\n  - path: plan.md\n";

const people = ["ada", "bob", "eve"].map((login, index) => ({ login, id: 10 + index }));
const roles = ["none", "read", "triage", "write", "maintain", "admin"] as const satisfies readonly Role[];

/** Least roles where nobody is named, as docs/commands.md tells. */
const least: Readonly<Record<Command["kind"], Role>> = {
  approve: "maintain",
  attest: "maintain",
  decide: "maintain",
  waive: "maintain",
  revoke: "read",
  release: "maintain",
  confirm: "maintain",
  recheck: "triage",
  help: "read",
};

const texts = fc.constantFrom(
  "/plangate approve G1",
  "/plangate approve G1",
  "/plangate attest G1.1 because I read it",
  "/plangate waive G1 until 2026-11-25 because it rains",
  "/plangate revoke G1",
  "/plangate confirm",
  "/plangate recheck",
  "/plangate help",
  "/plangate release v0.1.0",
  "/plangate approve G1\n/plangate attest G1.1 because I read it",
  "> /plangate approve G1",
  "```\n/plangate approve G1\n```",
  " /plangate approve G1",
  "/plangate approve G9",
  "/plangate aprove G1",
  "I would /plangate approve G1",
);

const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("says" as const), who: fc.nat({ max: 2 }), text: texts }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("is" as const),
      who: fc.nat({ max: 2 }),
      role: fc.constantFrom(...roles),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom("edits", "deletes", "is a bot"),
      which: fc.nat({ max: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("plangate looks" as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("an answer is lost", "the store is lost") }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

const deeds = fc.array(deed, { minLength: 3, maxLength: 7 }).map((list) =>
  Object.assign(list, {
    [fc.toStringMethod]: () => `\n${list.map((one) => JSON.stringify(one)).join("\n")}\n`,
  }),
);

/** What is wrong with the answers that came since `from`: to whom, when and how often they were given. */
function wrongIn({ comments, roles: now, fake }: MemoryGitHub, from: number): readonly string[] {
  const wrong: string[] = [];
  const answers = comments.filter(({ own }) => own).map(({ body }) => readAnswerMarkers(body));
  for (const [index, markers] of answers.entries()) {
    for (const { comment, kind } of markers) {
      const asked = comments.find(({ id }) => id === comment);
      if (answers.findIndex((other) => other.some((one) => one.comment === comment)) !== index) {
        wrong.push(`comment ${comment} is answered twice`);
      }
      if (index < from || kind === "refused") continue;
      const role = now.get(asked?.author.id ?? 0) ?? "none";
      if (roles.indexOf(role) < roles.indexOf(least[kind])) wrong.push(`${kind} by somebody with "${role}"`);
      if (asked === undefined || asked.edited) wrong.push(`${kind} of a comment that nobody made so`);
      if (asked?.author.kind === "bot") wrong.push(`${kind} by a bot`);
      if (
        asked?.body
          .split("\n")
          .every((line) => !line.startsWith(`/plangate ${kind} `) && line !== `/plangate ${kind}`) === true
      ) {
        wrong.push(`${kind}, which ${JSON.stringify(asked.body)} does not say`);
      }
    }
  }
  const tags = fake.tags.length;
  return tags > 1 ? [...wrong, `${tags} tags`] : wrong;
}

async function done(given: readonly Deed[]): Promise<readonly string[]> {
  const world = openMemoryGitHub(plan, settings);
  const keeper = new Keeper(world);
  await keeper.look();
  const wrong: string[] = [];
  const look = async (): Promise<void> => {
    const from = world.comments.filter(({ own }) => own).length;
    await keeper.look();
    world.pass(60_000);
    wrong.push(...wrongIn(world, from));
  };
  for (const one of given) {
    if (one.what === "plangate looks") await look();
    else if (one.what === "says") world.say(1, people[one.who] ?? { id: 0, login: "" }, one.text);
    else if (one.what === "is") world.roles.set(10 + one.who, one.role);
    else if (one.what === "the store is lost") {
      // Not before GitHub shows what was said last.
      world.pass(12 * 60_000);
      await keeper.loseStore();
    } else if (one.what === "an answer is lost") {
      const at = world.fake.writes + 1;
      world.fake.fault = (_write, index) => (index === at ? "lost-after" : undefined);
    } else if ("which" in one) spoil(world, one);
  }
  await look();
  world.pass(12 * 60_000);
  await look();
  await keeper.close();
  return wrong;
}

function spoil(
  { comments }: MemoryGitHub,
  { what, which }: { readonly what: string; readonly which: number },
): void {
  const theirs = comments.filter(({ own }) => !own);
  const said = theirs[which % Math.max(1, theirs.length)];
  if (said === undefined) return;
  if (what === "deletes") comments.splice(comments.indexOf(said), 1);
  else if (what === "is a bot")
    comments.splice(comments.indexOf(said), 1, { ...said, author: { ...said.author, kind: "bot" } });
  else Object.assign(said, { edited: true, body: "/plangate approve G1" });
}

it(
  "a command is answered once, and taken only unedited, from a person who may give it at that moment",
  async () => {
    const property = fc.asyncProperty(deeds, async (given) => {
      expect(await done(given)).toEqual([]);
    });

    await fc.assert(property, thousandRuns);
  },
  10 * 60_000,
);
