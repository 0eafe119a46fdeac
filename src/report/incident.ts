import type { Rollback } from "../model/plan.ts";
import type { CommitSha } from "../model/repository.ts";
import { fenced } from "./fenced.ts";
import { inert } from "./inert.ts";

/** What came past the walls, and what stood then. */
export interface IncidentWords {
  readonly version: string;
  readonly tag: string;
  readonly commit: CommitSha;
  /** The release's verdict tree as markdown. */
  readonly tree: string;
  /** The commit it was released at, where it was moved since. */
  readonly movedFrom?: string;
  /** Who published a release of it, where somebody did. */
  readonly publishedBy?: string;
  /** True where that release goes back to a draft, as settings ask. */
  readonly redrafted?: boolean;
  /** The plan's own rollback steps. */
  readonly rollbacks: readonly Rollback[];
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
    ...publishedWords(words),
    "plangate never deletes or moves a tag. Whoever keeps the release decides what happens now: let it stand and close this issue, or take it back.",
    `### What the plan says about ${words.version}\n\n${words.tree}`,
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

/** GitHub tells who published a release, and of a tag alone nobody. */
function publishedWords({ publishedBy, redrafted }: IncidentWords): readonly string[] {
  if (publishedBy === undefined)
    return ["GitHub does not tell who pushed the tag, and no release of it is out."];
  const draft = redrafted === true ? " It goes back to a draft, as the settings ask." : "";
  return [`Its release was published by ${inert(publishedBy)}.${draft}`];
}
