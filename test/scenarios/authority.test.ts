import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp

## Prerequisites

- The workshop is rented

## v0.1.0 - First light

- [ ] T001 Wire the switch

1. **Dimmer Decision Point**:
   - **Outcome**: Proceed with v0.2.0 OR defer to v0.3.x

## v0.2.0 - Dimmer

- [ ] T002 Turn the knob

## Quality Gates (Enforce at Every Release)

- The review passes
`;

/** Every command, as it is written, and whom it is for: of `named` ones the settings name who may. */
const commands = [
  { kind: "approve", text: "approve G1", least: "maintain", own: true },
  { kind: "attest", text: "attest G1 because I saw it", least: "maintain", own: true },
  { kind: "decide", text: "decide D1 proceed", least: "maintain", own: true },
  { kind: "waive", text: "waive G1 until {day} because of the fair", least: "maintain", own: false },
  { kind: "revoke", text: "revoke G1", least: "read", own: true },
  { kind: "release", text: "release v0.1.0", least: "maintain", own: true },
  { kind: "confirm", text: "confirm", least: "maintain", own: true },
  { kind: "recheck", text: "recheck", least: "triage", own: true },
  { kind: "help", text: "help", least: "read", own: true },
  { kind: "attest", text: "attest G2 because I saw it", least: "named", own: true },
  { kind: "waive", text: "waive G2 until {day} because of the fair", least: "maintain", own: false },
  { kind: "revoke", text: "revoke G2", least: "read", own: true },
] as const;

const ladder = ["none", "read", "triage", "write", "maintain", "admin"] as const;
type Rung = (typeof ladder)[number];

/** Who speaks: their role where the repository is open to all, and where it is not. */
const people = {
  nora: "none",
  rita: "read",
  trix: "triage",
  wim: "write",
  mona: "maintain",
  ada: "admin",
  /** Named in the settings as approver of G2, in an organisation by a team. */
  tess: "read",
} as const satisfies Readonly<Record<string, Rung>>;
type Login = keyof typeof people;

const bots = ["dependabot", "helper"] as const;

const kinds = [
  { owner: "acme", visibility: "public" },
  { owner: "acme", visibility: "private" },
  { owner: "acme", visibility: "internal" },
  { owner: "olga", visibility: "public" },
  { owner: "olga", visibility: "private" },
] as const;
type Kind = (typeof kinds)[number];

const cases = kinds.flatMap((kind) => (["own", "other's"] as const).map((work) => ({ ...kind, work })));

let house: House | undefined;
let asked = 0;
let letIn = 0;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

async function openAt({ owner, visibility }: Kind, work: "own" | "other's"): Promise<House> {
  const by = owner === "acme" ? "@acme/security" : "tess";
  const opened = await openHouse({
    plan,
    owner,
    visibility,
    settings: [
      "gates:",
      '  - match: "Quality Gates (Enforce at Every Release)"',
      `    approve: { by: ["${by}"] }`,
    ],
  });
  const { simulator, ada } = opened;
  simulator.limits.contentPerMinute = Number.POSITIVE_INFINITY;
  simulator.limits.contentPerHour = Number.POSITIVE_INFINITY;
  for (const [login, role] of Object.entries(people)) {
    simulator.user(login);
    if (role !== "none") ada.permit(login, role);
  }
  if (owner === "acme") simulator.team("acme/security", ["tess"]);
  await opened.settle();
  // Whose work it is counts from the last release on.
  ada.tag("v0.0.1");
  const authors = work === "own" ? Object.keys(people).map((login) => trailer(opened, login)) : [];
  opened.eve.push({ "switch.txt": "brass" }, { message: ["Wire it", "", ...authors].join("\n") });
  await opened.settle();
  return opened;
}

function trailer({ simulator }: House, login: string): string {
  return `Co-authored-by: ${login} <${simulator.user(login).id}+${login}@users.noreply.github.com>`;
}

/** What the table of docs/commands.md says, by hand. */
function isAllowed(
  command: (typeof commands)[number],
  login: Login,
  { visibility, work }: Kind & { readonly work: "own" | "other's" },
): boolean {
  if (command.least === "named") return login === "tess";
  const given = people[login];
  const role = given === "none" && visibility === "public" ? "read" : given;
  const isEnough = ladder.indexOf(role) >= ladder.indexOf(command.least);
  const isNamed = login === "tess" && command.text.includes("G2");
  const isOwn = work === "own" && !command.own;
  return (isEnough || (isNamed && command.kind === "revoke")) && !isOwn;
}

describe("who may say what, over the kinds of repositories", () => {
  it.each(cases)("$visibility, of $owner, on $work work", async (row) => {
    house = await openAt(row, row.work);
    const { simulator, tool, settle } = house;
    const day = new Date(simulator.now().getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
    const said: { id: number; who: string; allowed: boolean; command: (typeof commands)[number] }[] = [];
    for (const command of commands) {
      const text = `/plangate ${command.text.replace("{day}", day)}`;
      for (const login of Object.keys(people) as Login[]) {
        const id = sayAs(house, login, text);
        asked += 1;
        if (id !== undefined) said.push({ id, who: login, allowed: isAllowed(command, login, row), command });
      }
      for (const bot of bots) {
        asked += 1;
        said.push({ id: await sayAsBot(house, bot, text), who: bot, allowed: false, command });
      }
    }
    await settle();
    await house.later();

    const kindOf = answersOf(house);
    const wrong = said.filter(({ id, allowed, command }) => {
      const isIn = kindOf.get(id) === command.kind;
      if (isIn && !allowed) letIn += 1;
      return isIn !== allowed;
    });
    expect(wrong.map(({ who, command, allowed }) => `${who} ${command.text}: ${allowed}`)).toEqual([]);
    expect(tool.tags()).toEqual({ "v0.0.1": expect.any(String) });
    expect(simulator.violations).toEqual([]);
  });

  it("nobody, where GitHub does not say what they may", async () => {
    house = await openAt(kinds[0], "other's");
    const { simulator, settle, tool } = house;
    simulator.faults.inject({
      when: ({ path }) => path.endsWith("/collaborators/ada/permission"),
      kind: "500-not-applied",
      times: Number.POSITIVE_INFINITY,
    });
    for (const command of commands) {
      asked += 1;
      sayAs(house, "ada", `/plangate ${command.text.replace("{day}", "2099-01-01")}`);
    }
    await settle();
    letIn += tool.comments(1).filter(({ body }) => body.includes("plangate: answer")).length;
    expect(tool.comments(1).filter(({ body }) => body.includes("plangate: answer"))).toEqual([]);
    simulator.faults.clear();
  });

  it("counts", () => {
    process.stdout.write(`${asked} asked, ${letIn} let in that may not\n`);
    expect(asked).toBeGreaterThan(1_000);
    expect(letIn).toBe(0);
  });
});

/** The comment's id; undefined where the repository is closed to the person. */
function sayAs({ simulator, tool }: House, login: string, text: string): number | undefined {
  try {
    return simulator.as(login, tool.fullName).comment(1, text);
  } catch {
    return undefined;
  }
}

async function sayAsBot({ simulator, tool }: House, slug: string, text: string): Promise<number> {
  const [owner = "", repo = ""] = tool.fullName.split("/");
  const app = simulator.app({ slug });
  const token = app.install(owner).token();
  const response = await fetch(`${simulator.url}/repos/${owner}/${repo}/issues/1/comments`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ body: text }),
  });
  const { id } = (await response.json()) as { readonly id: number };
  return id;
}

/** What plangate answered to each comment, by its id: the command's kind where it was taken, else `refused`. */
function answersOf({ tool }: House): ReadonlyMap<number, string> {
  const marker = /plangate: answer comment=(\d+) kind=(\w+)/g;
  return new Map(
    tool
      .comments(1)
      .filter(({ author }) => author === "plangate[bot]")
      .flatMap(({ body }) =>
        [...body.matchAll(marker)].map(([, id, kind]) => [Number(id), kind ?? ""] as const),
      ),
  );
}
