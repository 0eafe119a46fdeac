import type { ObservedIssue } from "../model/observed.ts";
import type { UpdateIssue } from "../model/operation.ts";
import type { Problem } from "../model/problem.ts";
import { isSameBody } from "../model/region.ts";
import type { Region } from "../model/region.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { PlacedIssue } from "./attach.ts";
import type { Composer } from "./compose.ts";
import { liveRegion, markerFor } from "./compose.ts";
import { nameIssue, problemAt, quote } from "./describe.ts";
import { isSameTitle } from "./plain-title.ts";
import type { ReadIssue } from "./read-issues.ts";
import type { Settled } from "./settle.ts";

export interface UpdateInput {
  readonly issue: PlacedIssue;
  readonly read: ReadIssue;
  readonly settled: Settled;
  readonly composer: Composer;
  readonly home: RepositoryName;
}

type Fields = Partial<Omit<UpdateIssue, "kind" | "subject" | "issue" | "change">>;

/** All that has to change about one issue, as one write; undefined where nothing has. */
export function updateIssue(input: UpdateInput): {
  readonly update?: UpdateIssue;
  readonly problems: readonly Problem[];
} {
  const { issue, read, settled } = input;
  const { body } = read;
  if (body.kind === "damaged") {
    const message = `Cannot sync ${nameIssue(read.issue, input.home)}: ${body.reason}. Put plangate's hidden comment back from the issue's edit history`;
    return { problems: [problemAt(issue.line, "marker-damaged", message)] };
  }
  if (settled.base === undefined) return { problems: [] };

  const problems: Problem[] = [];
  const region = body.kind === "region" ? body : undefined;
  const isHistory = read.issue.state === "closed" && settled.state?.state !== "open";
  const title = mergeTitle(input, region, isHistory);
  if (title.problem !== undefined) problems.push(title.problem);
  const marker = markerFor(issue, { name: input.composer.name, base: settled.base, title: title.base });
  const written = writeBody(input, { region, marker });
  if (written === undefined) {
    const message = `Cannot write into ${nameIssue(read.issue, input.home)}: people's words fill its body. Shorten them`;
    return { problems: [...problems, problemAt(issue.line, "body-full", message)] };
  }
  const isStale = !isHistory || region === undefined || isMoved(region, { settled, marker });
  const fields: Fields = {
    ...(title.retitle ? { title: issue.title } : {}),
    ...(isStale && !isSameBody(written, read.issue.body) ? { body: written } : {}),
    ...settled.state,
    ...(isHistory ? {} : missingLabels(issue, read.issue)),
    ...(isHistory ? {} : milestoneChange(issue, read.issue, region)),
  };
  if (Object.keys(fields).length === 0) return { problems };
  const update: UpdateIssue = {
    kind: "update-issue",
    subject: issue.subject,
    issue: read.issue.ref,
    change: changeOf(fields),
    ...fields,
    ...(settled.standsOnCommit ? { standsOnCommit: true } : {}),
  };
  return { update, problems };
}

/** A closed issue is history: its words stay, but whose it is and what was agreed is kept true. */
function isMoved(
  region: Region,
  { settled, marker }: { readonly settled: Settled; readonly marker: Region["marker"] },
): boolean {
  const before = region.marker;
  if (before.base !== marker.base || before.subject !== marker.subject || before.plan !== marker.plan)
    return true;
  // A change that was taken over must not be found there again.
  if ([...region.boxes.values()].some(({ checked, base }) => checked !== (base === "done"))) return true;
  return settled.boxes.some(({ task, checked, base }) => {
    const box = region.boxes.get(task.identity);
    return box === undefined || box.checked !== checked || box.base !== base;
  });
}

function mergeTitle(
  { issue, read, home }: UpdateInput,
  region: Region | undefined,
  isHistory: boolean,
): { readonly retitle: boolean; readonly base: string; readonly problem?: Problem } {
  const base = region?.marker.title;
  const shown = read.issue.title;
  // Without a base people's own title stays, and the plan's words are what is asked from now on.
  if (base === undefined || isSameTitle(issue.title, base)) return { retitle: false, base: issue.title };
  if (isSameTitle(shown, issue.title)) return { retitle: false, base: issue.title };
  if (isHistory) return { retitle: false, base };
  if (isSameTitle(shown, base)) return { retitle: true, base: issue.title };
  const message = `Cannot retitle ${nameIssue(read.issue, home)} to ${quote(issue.title)}: somebody has retitled it, and the plan's words have changed too. Make the two say the same`;
  return { retitle: false, base, problem: problemAt(issue.line, "title-conflict", message) };
}

function writeBody(
  { issue, read, settled, composer }: UpdateInput,
  { region, marker }: { readonly region: Region | undefined; readonly marker: Region["marker"] },
): string | undefined {
  const body = read.issue.body;
  const gap = body.trim() === "" ? "" : "\n\n";
  const before = region?.before ?? (gap === "" ? "" : body.trimEnd() + gap);
  const after = region?.after ?? "";
  const ours = liveRegion(composer, { issue, settled, marker }, before.length + after.length);
  return ours === undefined ? undefined : before + ours + after;
}

/** Labels that people add are theirs; ours are added where they are missing. */
function missingLabels(issue: PlacedIssue, shown: ObservedIssue): Pick<UpdateIssue, "labels"> {
  const there = new Set(shown.labels.map((label) => label.toLowerCase()));
  const missing = issue.labels.filter((label) => !there.has(label.toLowerCase()));
  return missing.length === 0 ? {} : { labels: [...shown.labels, ...missing] };
}

/** The milestone follows the plan as long as nobody chose another. */
function milestoneChange(
  issue: PlacedIssue,
  shown: ObservedIssue,
  region: Region | undefined,
): Pick<UpdateIssue, "milestone"> {
  const wanted = issue.milestone;
  const before = region?.marker.milestone;
  if (wanted === undefined || wanted === before || wanted === shown.milestone) return {};
  return shown.milestone === (before ?? null) ? { milestone: wanted } : {};
}

function changeOf(fields: Fields): UpdateIssue["change"] {
  if (fields.state === "closed") return "close";
  if (fields.state === "open") return "reopen";
  if (fields.title !== undefined) return "retitle";
  return fields.body === undefined ? "label" : "rewrite";
}
