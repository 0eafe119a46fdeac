import { proofOf } from "../../../src/gates/approvers.ts";
import type { Situation } from "../../../src/engine/gather-plan.ts";
import { askedOf } from "../own-evidence.ts";
import type { Try } from "./try.ts";
import { allBut, only } from "./try.ts";

/** Files, tags and checks that are beside what is asked for. */
export const triesByThings: readonly Try[] = [
  {
    what: "files beside the one that is asked for, and that one on another branch",
    on: only("file"),
    happens: (of, at) => {
      for (const path of filesAsked(at)) {
        const others = [`${path}.bak`, `old/${path}`, path.toUpperCase()];
        of.ada.push(Object.fromEntries(others.map((other) => [other, "Something.\n"])));
        of.ada.push({ [path]: "Something.\n" }, { branch: "elsewhere" });
      }
    },
  },
  {
    what: "a file by its name",
    on: allBut("file"),
    happens: (of, at) => {
      const named = askedOf(at.parsed.plan).map(({ criterion }) => [`docs/${criterion.key}.md`, "Done.\n"]);
      of.ada.push(Object.fromEntries(named));
    },
  },
  {
    what: "tags that are one too few, with prereleases, other series and forms beside them",
    on: only("tags"),
    happens: (of, at) => {
      for (const { criterion } of askedOf(at.parsed.plan)) {
        if (criterion.tags !== undefined) of.ada.tags(tagsBeside(criterion.tags));
      }
    },
  },
  {
    what: "a tag by its name",
    on: allBut("tags"),
    happens: (of, at) => {
      of.ada.tags(askedOf(at.parsed.plan).map(({ criterion }) => `done/${criterion.key}`));
    },
  },
  {
    what: "a check of the line's own words",
    on: allBut("check"),
    happens: (of, at) => {
      for (const { criterion } of askedOf(at.parsed.plan)) of.ada.reportCheck(criterion.text.slice(0, 100));
    },
  },
  {
    what: "the right check by another App, as a status, on another commit",
    on: only("check"),
    happens: (of, at) => {
      of.ada.push({ "elsewhere.txt": "Something.\n" }, { branch: "elsewhere" });
      for (const name of checksAsked(at)) {
        of.ada.reportCheck(name, { app: "helper" });
        of.eve.status(name, "success");
        of.ada.reportCheck(name, { ref: "elsewhere" });
      }
    },
  },
  ...["failure", "neutral", "cancelled", "timed_out", "action_required"].map((conclusion): Try => ({
    what: `the right check with "${conclusion}"`,
    on: only("check"),
    happens: (of, at) => {
      for (const name of checksAsked(at)) of.ada.reportCheck(name, { conclusion });
    },
  })),
  {
    what: "the right check while it runs",
    on: only("check"),
    happens: (of, at) => {
      for (const name of checksAsked(at)) of.ada.reportCheck(name, { running: true });
    },
    after: (of) => void of.ada.push({ "next.txt": "1\n" }),
  },
];

function tagsBeside({ prefix, count }: { readonly prefix: string; readonly count: number }): string[] {
  const series = prefix.replace(/\.$/, "");
  const last = count - 1;
  return [
    ...Array.from({ length: last }, (_, number) => `${series}.${number}`),
    `${series}.${last}-rc.1`,
    `${series}0.${last}`,
    `${series.slice(1)}.${last}`,
    `${series}.x`,
    `app-${series}.${last}`,
  ];
}

function filesAsked(at: Situation): readonly string[] {
  return askedOf(at.parsed.plan).flatMap(({ gate, criterion }) => {
    return proofOf(at.settings, gate, criterion)?.file ?? criterion.file ?? [];
  });
}

function checksAsked({ settings }: Situation): readonly string[] {
  return settings.gates.flatMap(({ criteria }) => criteria.flatMap(({ check }) => check?.name ?? []));
}
