import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

type Visibility = "private" | "internal" | "public";

const visibilities: readonly Visibility[] = ["private", "internal", "public"];

/** What changes after the first look, before words come into the plan that nobody else has seen. */
const flips = ["none", "source", "target", "both", "between check and write"] as const;
type Flip = (typeof flips)[number];

const plan = `# Ferry

## Phase 1: Hull

- [ ] T001 Lay the keel

## Phase 2: For Web Repository

- [ ] T101 Draw the timetable
`;

const pairs = visibilities.flatMap((source) => visibilities.map((target) => ({ source, target })));

let house: House | undefined;
let tried = 0;
let shown = 0;
afterEach(async () => {
  await house?.close();
  house = undefined;
});
afterAll(() => {
  process.stdout.write(`${tried} cases of who may read what, ${shown} words shown to more people\n`);
});

const isWider = (target: string, source: string): boolean =>
  visibilities.indexOf(target as Visibility) > visibilities.indexOf(source as Visibility);

/** The plan's repository goes out of sight, the other into it: the other way round where they are there already. */
function change(of: House, web: string, flip: Flip): void {
  const other = of.simulator.as("ada", web);
  const at = of.simulator.repository(web).visibility;
  switch (flip) {
    case "none":
      return;
    case "source":
      return of.ada.changeVisibility(of.tool.visibility === "private" ? "public" : "private");
    case "target":
      return other.changeVisibility(at === "public" ? "private" : "public");
    case "both":
      change(of, web, "source");
      return change(of, web, "target");
    // Whatever they were: the worst that can come of it.
    case "between check and write":
      of.ada.changeVisibility("private");
      return other.changeVisibility("public");
  }
}

interface Heard {
  /** Requests that carried the words where more people may read, as they were sent. */
  readonly wide: readonly string[];
  readonly end: () => void;
}

/** Listens for words of the plan that are sent into the other repository; `onWrite` comes before every write. */
function listen(
  of: House,
  web: string,
  heed: { readonly words: string; readonly onWrite: () => void },
): Heard {
  const other = of.simulator.repository(web);
  const wide: string[] = [];
  of.simulator.faults.onRequest = (phase, { kind, method, path, body }) => {
    if (phase !== "before" || kind !== "write") return;
    const text = JSON.stringify(body ?? "");
    const isThere = path.includes(`/${web}/`) || text.includes(other.nodeId);
    const isSeen = isWider(other.visibility, of.tool.visibility) || !web.startsWith("acme/");
    if (text.includes(heed.words) && isThere && isSeen) {
      wide.push(`${method} ${path}: ${other.visibility}, the plan ${of.tool.visibility}`);
    }
    heed.onWrite();
  };
  return {
    wide,
    end: () => {
      of.simulator.faults.onRequest = undefined;
    },
  };
}

/** Brings new words into the plan while visibilities change, and tells where they came to be seen. */
async function tell(of: House, web: string, flip: Flip): Promise<void> {
  const { ada, tool, simulator, later } = of;
  const round = flips.indexOf(flip);
  const words = `kingfisher ${round}`;
  let isDue = flip === "between check and write";
  const onWrite = (): void => {
    if (isDue) change(of, web, flip);
    isDue = false;
  };
  const heard = listen(of, web, { words, onWrite });

  if (!isDue) change(of, web, flip);
  const more = tool
    .file(of.path)
    .replace("the keel\n", `the keel\n- [ ] T00${round + 2} Bend rib ${round}\n`)
    .replace("the timetable\n", `the timetable\n- [ ] T10${round + 2} Print the ${words}\n`);
  ada.push({ [of.path]: more });
  await later();

  heard.end();
  tried += 1;
  shown += heard.wide.length;
  expect({ flip, wide: heard.wide }).toEqual({ flip, wide: [] });
  expect(isDue).toBe(false);
  const other = simulator.repository(web);
  const seen = other.issues().some(({ title }) => title.includes(words));
  const maySee = web.startsWith("acme/") && !isWider(other.visibility, tool.visibility);
  expect({ flip, seen }).toEqual({ flip, seen: maySee });
}

describe.each([
  ["the same owner", "acme/web"],
  ["another owner", "guild/web"],
])("T26: words of a plan beside a repository of %s", (_, web) => {
  it.each(pairs)(
    "the plan $source, the other $target, and whatever changes",
    async ({ source, target }) => {
      const planSettings = ["issues: tasks", "links: off", "repositories:", `  Web: ${web}`];
      house = await openHouse({ plan, planSettings, visibility: source, delivery: "dropped" });
      const { simulator, appHandle, ada, settle } = house;
      if (web !== "acme/web") {
        simulator.organization("guild", { owners: ["ada"] });
        simulator.repository(web, { collaborators: { ada: "admin" }, files: { "README.md": "web" } });
        appHandle.install("guild");
      }
      await settle();

      for (const flip of flips) {
        ada.changeVisibility(source);
        simulator.as("ada", web).changeVisibility(target);
        await settle();
        await tell(house, web, flip);
      }
      expect(simulator.violations).toEqual([]);
    },
    120_000,
  );
});
