import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { WallState } from "../model/posture.ts";
import { posture } from "./posture.ts";
import type { PostureQuestion } from "./posture.ts";

interface PostureCase {
  readonly name: string;
  readonly question: PostureQuestion;
  readonly walls: Readonly<Record<string, WallState>>;
  readonly fallen: readonly string[];
  /** A part of the reasons. */
  readonly says: string;
}

const cases = JSON.parse(
  readFileSync(new URL("posture.cases.json", import.meta.url), "utf8"),
) as readonly PostureCase[];

describe("posture()", () => {
  it.each(cases.map((one) => [one.name, one] as const))("%s", (_, { question, walls, fallen, says }) => {
    const found = posture(question);

    expect(Object.fromEntries(found.walls.map(({ wall, state }) => [wall, state]))).toEqual(walls);
    expect(found.fallen.map(({ wall }) => wall)).toEqual(fallen);
    expect(found.walls.map(({ reason }) => reason).join("\n")).toContain(says);
  });

  it("tells every state of the file apart", () => {
    const told = cases.map(({ question }) => JSON.stringify(posture(question)));
    const same = cases.filter((_, index) => told.indexOf(told[index] ?? "") !== index);

    // These have the same answer as another by rights: they differ in how the ruleset says it.
    expect(same.map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "an exclusion",
        "all tags",
        "a wall that settings ask for and that stands",
      ]
    `);
  });
});
