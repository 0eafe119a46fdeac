import type { Observed, ObservedIssue, ObservedRepository } from "../model/observed.ts";
import type { Operation, PlannedEdit } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { ReleaseFacts } from "./release-port.ts";
import type { Ports } from "./ports.ts";
import type { Lease } from "./store.ts";

/** What apply performs, on what, and what it was decided from. */
export interface ApplyInput extends Pick<Ports, "connect" | "store" | "now" | "quarantineMs"> {
  readonly operations: readonly Operation[];
  /** `<home repository id>:<plan path>`. */
  readonly scope: string;
  /** Absent for Action and CLI, where nobody else is there. */
  readonly lease: Lease | undefined;
  readonly observed: Pick<Observed, "home" | "repositories" | "linked">;
  /** Every subject's issue, where it is known to exist. */
  readonly matches: ReadonlyMap<Subject, IssueRef>;
  readonly renderEdits: RenderEdits;
  /** What a person asked for anew: a refusal of what they asked before does not count. */
  readonly occasion?: string;
  /** True after whose outcome the rest of the list is worth nothing any more: it is left out. */
  readonly endsWith?: (outcome: Outcome) => boolean;
  /** Aborted when the program is to end: what is not yet sent is held. */
  readonly signal?: AbortSignal | undefined;
}

/** Puts edits into a plan's bytes, or says what stands in their way. Every `link-task` has its issue in `issueOf`. */
export type RenderEdits = (
  bytes: Uint8Array,
  edits: readonly PlannedEdit[],
  issueOf: ReadonlyMap<Subject, IssueRef>,
) => Rendered | Promise<Rendered>;

export type Rendered = { readonly bytes: Uint8Array } | { readonly problems: readonly Problem[] };

/** What one run of apply knows: what was observed, and what it has made since. */
export interface Run {
  readonly input: ApplyInput;
  /** What was not made, by `madeBy`'s name, with what became of it. */
  readonly missing: Map<string, Exclude<Outcome, { kind: "done" }>>;
  /** Reasons by the name that `apply` gives to what was refused. */
  readonly refusals: ReadonlyMap<string, string>;
  /** Node ids by `nodeKey`. */
  readonly labelNodes: Map<string, string>;
  readonly milestones: Map<string, { readonly number: number; readonly nodeId: string }>;
  readonly releases: Map<string, ReleaseFacts>;
  /** Owners whose hour is used up, until when. */
  readonly exhausted: Map<string, Date>;
  readonly issueOf: Map<Subject, IssueRef>;
  /** Issues by `owner/name#number`. */
  readonly issues: Map<string, ObservedIssue>;
}

/** A run at its beginning, with what GitHub refused before. */
export async function openRun(input: ApplyInput): Promise<Run> {
  const run: Run = {
    input,
    refusals: input.operations.length === 0 ? new Map() : await input.store.refusals(input.scope),
    missing: new Map(),
    labelNodes: new Map(),
    milestones: new Map(),
    releases: new Map(),
    exhausted: new Map(),
    issueOf: new Map(input.matches),
    issues: new Map(),
  };
  for (const repository of Object.values(input.observed.repositories)) {
    if (repository.kind === "known") addRepository(run, repository.value);
  }
  for (const { facts } of input.observed.linked) {
    if (facts.kind === "known" && facts.value !== null) addIssue(run, facts.value);
  }
  return run;
}

/** A name within a repository, as GitHub compares them: without regard to case. */
export function nodeKey(repository: RepositoryName, name: string): string {
  return `${repository}\n${name}`.toLowerCase();
}

/** Remembers an issue, and whose it is where that is known. */
export function addIssue(run: Run, issue: ObservedIssue, subject?: Subject): void {
  run.issues.set(issueKey(issue.ref), issue);
  if (subject !== undefined) run.issueOf.set(subject, issue.ref);
}

/** The issue of a subject, made in this run or known before; read where no list held it. Undefined where there is none. */
export async function findIssue(run: Run, of: Subject | IssueRef): Promise<ObservedIssue | undefined> {
  const ref = typeof of === "string" ? run.issueOf.get(of) : of;
  if (ref === undefined) return undefined;
  const known = run.issues.get(issueKey(ref));
  if (known !== undefined) return known;
  const github = await run.input.connect(ref.repository);
  const read = await github.issue(ref);
  if (read !== undefined) addIssue(run, read);
  return read;
}

function addRepository(run: Run, repository: ObservedRepository): void {
  const { name } = repository.facts;
  for (const issue of repository.issues) addIssue(run, issue);
  for (const label of repository.labels) run.labelNodes.set(nodeKey(name, label.name), label.nodeId);
  for (const milestone of repository.milestones)
    run.milestones.set(nodeKey(name, milestone.title), milestone);
}

function issueKey(ref: IssueRef): string {
  return `${ref.repository}#${ref.number}`.toLowerCase();
}
