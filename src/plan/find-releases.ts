import type { Block } from "./block.ts";
import { ownLabels } from "./attributes.ts";
import type { Draft, ReleaseDraft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { markerNamed } from "./markers.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { isGateOfPhase, typedHeading } from "./typed-heading.ts";
import { versionAtStart, versionsIn } from "./versions.ts";

type Declaring = Omit<Draft, "releases" | "problems">;

/** The versions that the plan declares, each once: title, then headings, labels, tasks and markers in the file's order. */
export function findReleases(draft: Declaring): ReleaseDraft[] {
  const releases: ReleaseDraft[] = [];
  const add = (release: ReleaseDraft): void => {
    if (!releases.some((one) => one.version === release.version)) releases.push(release);
  };
  for (const release of [...fromTitle(draft), ...fromHeadings(draft), ...fromTheRest(draft)]) add(release);
  return releases.sort((a, b) => a.block.line - b.block.line);
}

/** The title's version, when it names one alone and no range. */
function fromTitle({ title, titleBlock, outline }: Declaring): readonly ReleaseDraft[] {
  const [version, ...others] = new Set(versionsIn(title));
  if (version === undefined || others.length > 0) return [];
  return [{ version, phase: undefined, declaredBy: "title", block: titleBlock ?? outline.root }];
}

function fromHeadings(draft: Declaring): readonly ReleaseDraft[] {
  const ofPhases = draft.phases.flatMap((phase): readonly ReleaseDraft[] =>
    phase.release === undefined
      ? []
      : [{ version: phase.release, phase, declaredBy: "heading", block: phase.block }],
  );
  const ofGates = draft.outline.blocks.flatMap((block): readonly ReleaseDraft[] => {
    const typed =
      block.kind === "section" && block !== draft.titleBlock ? typedHeading(block.words) : undefined;
    if (typed?.version === undefined || !isGateOfPhase(typed)) return [];
    return [{ version: typed.version, phase: undefined, declaredBy: "heading", block }];
  });
  return [...ofPhases, ...ofGates];
}

function fromTheRest(draft: Declaring): readonly ReleaseDraft[] {
  const labels = labelsThatDeclare(draft);
  return draft.outline.blocks.flatMap((block): readonly ReleaseDraft[] => {
    if (block.markers.length === 0 && block.box === undefined && block.label === undefined) return [];
    const { phase, gate, kept } = scopeAt(draft, block);
    const marked = markerNamed(block, "release")?.words[0];
    if (marked !== undefined && block.kind !== "comment") {
      const version = versionAtStart(marked);
      return version === undefined ? [] : [{ version, phase, declaredBy: "marker", block }];
    }
    if (gate !== undefined || kept === "rollback" || kept === "record" || kept === "legend") return [];
    const tagged = block.box === undefined ? undefined : taggedVersion(block.words);
    if (tagged !== undefined) return [{ version: tagged, phase, declaredBy: "task", block }];
    const labelled = labels.has(block) ? versionAtStart(block.label?.value ?? "") : undefined;
    return labelled === undefined ? [] : [{ version: labelled, phase, declaredBy: "label", block }];
  });
}

const declaringLabel = /^(?:target |release |planned )?(?:version|release)$|^target$/i;

/** Label lines of phases, and of sections at the document's beginning that stand in no phase. */
function labelsThatDeclare(draft: Declaring): ReadonlySet<Block> {
  const sections = draft.outline.blocks.filter((block) => block.kind === "section" || block.kind === "root");
  const labels = sections.flatMap((section) => ownLabels(section));
  return new Set(labels.filter((block) => declaringLabel.test(block.label?.title ?? "")));
}

/** The version that a task tags or releases: `Tag release v1.2.0`, `Release v1.2.0`. */
function taggedVersion(words: string): string | undefined {
  const text = withoutEmoji(readable(words.slice(0, 200))).replace(/^\S{1,8}\d[.:)]?\s+(?=tag|release)/i, "");
  const verb =
    /^(?:tag|release)(?:\s+(?:and|&)\s+(?:tag|release|push|publish))?(?:\s+(?:the|a|new|version|release|as|commit))*\s*[:`"']*\s*(?=v\d)/i.exec(
      text,
    );
  return verb === null ? undefined : versionAtStart(text.slice(verb[0].length));
}
