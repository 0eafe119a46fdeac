import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openHouse } from "../scenarios/house.ts";
import type { House } from "../scenarios/house.ts";
import { corpusPlans } from "./plans-folder.ts";

const version = "v1.2.0";

/** What teams of the corpus go through again and again. */
const checklists = corpusPlans(["release-checklist", "checklist", "template"]);

let house: House | undefined;
const ends = new Map<string, number>();
afterEach(async () => {
  await house?.close();
  house = undefined;
});
afterAll(() => {
  const told = [...ends].map(([end, count]) => `${count} ${end}`).join(", ");
  process.stdout.write(`${checklists.length} checklists, each for one release: ${told}\n`);
});

const copyOf = ({ tool }: House) => tool.issues().find(({ title }) => title.startsWith(`Release ${version}`));

/** Asks for the release on its copy; the last answer. */
async function ask(of: House): Promise<string> {
  const issue = copyOf(of)?.number ?? 0;
  of.ada.comment(issue, `/plangate release ${version}`);
  await of.settle();
  return of.tool.comments(issue).at(-1)?.body ?? "";
}

const end = (name: string): void => {
  ends.set(name, (ends.get(name) ?? 0) + 1);
};

describe("a checklist of the corpus, used for a release", () => {
  it.each(checklists)(
    "$name",
    async ({ bytes }) => {
      const plan = new TextDecoder().decode(bytes);
      house = await openHouse({
        plan,
        path: "CHECKLIST.md",
        planSettings: ["per: release"],
        delivery: "dropped",
      });
      const { tool, ada, simulator, later } = house;
      ada.createMilestone(version);
      await later();
      const before = tool.file("CHECKLIST.md");
      const copy = copyOf(house);
      expect(copy).toBeDefined();
      const isAsked = (copy?.body ?? "").includes("- [ ] ");

      const refused = isAsked ? await ask(house) : "";
      const isOpen = refused === "" || Object.keys(tool.tags()).length > 0;
      const isShut = refused.includes(`${version} may not be tagged`);
      expect({ isOpen, isShut }).toEqual({ isOpen, isShut: !isOpen });
      ada.edit(copy?.number ?? 0, { body: (copyOf(house)?.body ?? "").replaceAll("- [ ] ", "- [x] ") });
      await later();
      const last = isOpen && refused !== "" ? refused : await ask(house);

      const isOut = Object.keys(tool.tags()).length > 0;
      const saysWhy = last.includes("What would open the tag");
      expect({ isOut, saysWhy }).toEqual({ isOut, saysWhy: !isOut });
      end(
        isOut
          ? isOpen
            ? "had nothing to tick before the tag"
            : "opened by its boxes"
          : "ask people for more",
      );
      expect(tool.file("CHECKLIST.md")).toBe(before);
      expect(simulator.violations).toEqual([]);
    },
    120_000,
  );
});
