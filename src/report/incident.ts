import type { Rollback } from "../model/plan.ts";
import type { CommitSha } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { fenced } from "./fenced.ts";
import { inert } from "./inert.ts";
import { openLeaves, ways } from "./release-report.ts";
import { verdictTree } from "./verdict-tree.ts";

/** What came past the walls, and what stood then. */
export interface IncidentWords {
  readonly version: string;
  readonly tag: string;
  readonly commit: CommitSha;
  /** What the plan says of the version now; absent where it cannot say. */
  readonly node?: VerdictNode;
  /** The commit it was released at, where it was moved since. */
  readonly movedFrom?: string;
  /** Who pushed the tag, and what says so; absent where GitHub does not say. */
  readonly push?: PushWords;
  /** Who published a release of it, where somebody did. */
  readonly publishedBy?: string;
  /** True where that release goes back to a draft, as settings ask. */
  readonly redrafted?: boolean;
  /** The plan's own rollback steps. */
  readonly rollbacks: readonly Rollback[];
}

export interface PushWords {
  readonly by: string;
  /** ISO time. */
  readonly at: string;
  readonly told: "rulesets" | "events" | "tag";
  /** True where rulesets would have refused it, and let this person pass. */
  readonly passed: boolean;
}

/** Title of the incident issue of a version. */
export function incidentTitle(version: string, isMoved = false): string {
  if (isMoved) return `${version} was moved after its release`;
  return `${version} was tagged while its gates stood open`;
}

/** What the incident issue says: what happened, which gates stood, what the plan itself says to do now. */
export function incidentBody(words: IncidentWords): string {
  return [
    happened(words),
    [pushedWords(words), ...publishedWords(words)].join(" "),
    "plangate never deletes or moves a tag. Whoever keeps the release decides what happens now: let it stand and close this issue, or take it back.",
    ...planWords(words),
    ...(words.rollbacks.length === 0
      ? []
      : [
          `### The plan's own way back\n\n${words.rollbacks.map(({ text }) => fenced("markdown", text)).join("\n\n")}`,
        ]),
  ].join("\n\n");
}

function happened({ tag, commit, movedFrom }: IncidentWords): string {
  if (movedFrom !== undefined) {
    return `Tag \`${tag}\` points at ${commit} now. It was released at ${movedFrom}, and somebody moved it since.`;
  }
  return `Tag \`${tag}\` points at ${commit}, and plangate did not make it: at that commit there is no passing check of this release.`;
}

function pushedWords({ push }: IncidentWords): string {
  if (push === undefined) {
    return "GitHub does not say who pushed it (its list of events may be hours behind, and has none of tags that are pushed four or more at once).";
  }
  const { by, at, told, passed } = push;
  const who = inert(by);
  if (told === "tag") {
    return `The tag itself names ${who}, ${at}; whoever makes a tag may write any name, and GitHub does not say who pushed it.`;
  }
  return `Pushed by ${who}, ${at}${passed ? ": a ruleset would have refused it, and let this account pass" : ""}.`;
}

function publishedWords({ publishedBy, redrafted }: IncidentWords): readonly string[] {
  if (publishedBy === undefined) return ["No release of it is out."];
  const draft = redrafted === true ? " It goes back to a draft, as the settings ask." : "";
  return [`Its release was published by ${inert(publishedBy)}.${draft}`];
}

function planWords({ node, version }: IncidentWords): readonly string[] {
  if (node === undefined) return [];
  const open = openLeaves(node).filter((leaf) => leaf !== node);
  return [
    ...(open.length === 0 ? [] : [`### What stood open\n\n${ways(open).join("\n")}`]),
    `### What the plan says about ${inert(version)}\n\n${verdictTree([node], "all")}`,
  ];
}
