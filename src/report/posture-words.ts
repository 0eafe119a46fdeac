import type { Posture, WallFacts } from "../model/posture.ts";
import { inert } from "./inert.ts";
import { plainLine } from "./plain-line.ts";

const names: Readonly<Record<WallFacts["wall"], string>> = {
  creation: "Creation of tags restricted",
  "required-check": "Check required per version",
  guard: "Guard in the workflow",
};

const words: Readonly<Record<WallFacts["state"], string>> = {
  stands: "stands",
  open: "leaves a way past",
  shut: "shuts plangate out",
  missing: "is missing",
  unknown: "cannot be seen",
};

/** The walls as markdown, and loudly where nothing but plangate's word keeps a tag away. */
function postureWords(posture: Posture): string {
  const lines = posture.walls
    .filter(isWorthSaying)
    .map((wall) => `- ${names[wall.wall]}: **${words[wall.state]}** — ${inert(wall.reason)}${wayOf(wall)}`);
  return [headline(posture), lines.join("\n")].filter((part) => part !== "").join("\n\n");
}

/** The walls under a heading of their own, as a release's check and issue show them. */
export function wallsSection(posture: Posture): string {
  return `**Walls before the tag**\n\n${postureWords(posture)}`;
}

/** The walls in one line for a terminal. */
export function postureLine(posture: Posture): string {
  const stands = posture.walls.filter(({ state }) => state === "stands").map(({ wall }) => wall);
  const fallen = posture.fallen.map(({ wall, reason }) => `${wall} does not stand: ${plainLine(reason)}`);
  const said = stands.length === 0 ? "none: advisory only" : stands.join(", ");
  return [said, ...fallen].join("; ");
}

/** The walls for a terminal, one line each. */
export function postureTerminal({ walls }: Posture): string {
  return walls
    .filter(isWorthSaying)
    .map((wall) => {
      const way = wall.wayOut === undefined ? "" : `\n    → ${plainLine(wall.wayOut)}`;
      return `  ${names[wall.wall]} ${words[wall.state]}: ${plainLine(wall.reason)}${way}`;
    })
    .join("\n");
}

/** One fallen wall, for the check on the default branch. */
export function fallenWords({ wall, reason, wayOut }: WallFacts): string {
  const way = wayOut === undefined ? "" : `: ${plainLine(wayOut)}`;
  return `Advisory only: settings ask for the wall "${wall}", and it does not stand (${plainLine(reason)})${way}`;
}

function headline({ walls, fallen }: Posture): string {
  if (fallen.length > 0) {
    return `**Advisory only.** A wall that settings ask for does not stand, and plangate makes no release until it does.`;
  }
  const holds = walls.some(({ wall, state }) => wall !== "guard" && (state === "stands" || state === "shut"));
  return holds ? "" : "**Advisory only.** No ruleset keeps a tag from being pushed past plangate.";
}

/** A guard that nobody looked for is no news. */
function isWorthSaying({ wall, state, wayOut }: WallFacts): boolean {
  return wall !== "guard" || state !== "unknown" || wayOut !== undefined;
}

function wayOf({ wayOut }: WallFacts): string {
  return wayOut === undefined ? "" : ` → ${inert(wayOut)}`;
}
