import type { BodyOf, RelatedIssue } from "../model/desired-issue.ts";
import type { Base, Marker } from "../model/marker.ts";
import type { Plan } from "../model/plan.ts";
import { regionWith } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import type { PlacedIssue } from "./attach.ts";
import type { PlanName } from "./owned-issues.ts";
import type { Settled } from "./settle.ts";

/** GitHub refuses more than 65,536; what people add must still fit. */
export const bodyCharactersMax = 60_000;
/** Below this no region has room for its comments and a few words: a marker's values may take 9 for 1. */
const regionCharactersMin = 4000;

export interface Composer {
  readonly name: PlanName;
  /** The plan as it reads once this reconcile's ticks are in it. */
  readonly plan: Plan;
  readonly bodyOf: BodyOf;
  readonly relatedTo: (issue: PlacedIssue) => readonly RelatedIssue[];
}

/** What the marker of a live issue says. `title` is the title last asked for. */
export function markerFor(
  issue: PlacedIssue,
  { name, base, title }: { readonly name: PlanName; readonly base: Base; readonly title: string },
): Marker {
  const id = idOf(issue);
  return {
    subject: issue.subject,
    plan: name.path,
    home: name.home,
    deployment: name.deployment,
    base,
    title,
    needs: issue.blockedBy,
    ...(id === undefined ? {} : { id }),
    ...(issue.parent === undefined ? {} : { parent: issue.parent }),
    ...(issue.milestone === undefined ? {} : { milestone: issue.milestone }),
  };
}

/** A live issue's region; `outside` characters of the body are people's. Undefined where no room is left for it. */
export function liveRegion(
  composer: Composer,
  {
    issue,
    settled,
    marker,
  }: { readonly issue: PlacedIssue; readonly settled: Settled; readonly marker: Marker },
  outside: number,
): string | undefined {
  if (bodyCharactersMax - outside < regionCharactersMin) return undefined;
  return regionWith(marker, bodyCharactersMax - outside, (charactersMax) =>
    composer.bodyOf(issue.subject, {
      kind: "live",
      issue,
      plan: composer.plan,
      boxes: settled.boxes,
      related: composer.relatedTo(issue),
      ...(issue.partOf === undefined ? {} : { partOf: issue.partOf }),
      waitsFor: issue.waitsFor,
      charactersMax,
    }),
  );
}

function idOf(issue: PlacedIssue): string | undefined {
  switch (issue.about.kind) {
    case "plan":
      return undefined;
    case "phase":
      return issue.about.phase.key;
    case "task":
      return issue.about.task.id;
  }
}

/** Issues of other repositories that a plan's or a phase's issue belongs with, as far as they are there. */
export function relatedIssues(
  issues: readonly PlacedIssue[],
  where: (subject: Subject) => RelatedIssue["issue"] | undefined,
): (issue: PlacedIssue) => readonly RelatedIssue[] {
  const related = new Map<Subject, RelatedIssue[]>();
  const bySubject = new Map(issues.map((issue) => [issue.subject, issue]));
  const add = (of: PlacedIssue, other: PlacedIssue, relation: RelatedIssue["relation"]) => {
    const issue = where(other.subject);
    if (issue === undefined || of.about.kind === "task" || other.about.kind === "task") return;
    const list = related.get(of.subject) ?? [];
    list.push({ issue, title: other.title, relation });
    related.set(of.subject, list);
  };
  const repositoryOf = (issue: PlacedIssue) =>
    (where(issue.subject)?.repository ?? issue.repository).toLowerCase();
  for (const issue of issues) {
    const ties = [
      { subject: issue.asked.parent, up: "part of", down: "includes" } as const,
      ...issue.asked.blockedBy.map((subject) => ({ subject, up: "waits for", down: "blocks" }) as const),
    ];
    for (const { subject, up, down } of ties) {
      const other = subject === undefined ? undefined : bySubject.get(subject);
      if (other === undefined || repositoryOf(other) === repositoryOf(issue)) continue;
      add(issue, other, up);
      add(other, issue, down);
    }
  }
  return ({ subject }) => related.get(subject) ?? [];
}
