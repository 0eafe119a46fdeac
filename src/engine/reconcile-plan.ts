import { known, unknown } from "../model/known.ts";
import type { Known } from "../model/known.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { readBody } from "../model/region.ts";
import type { RepositoryId } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { Target } from "../model/target.ts";
import { apply } from "./apply.ts";
import { claimFirst, isContested } from "./claim.ts";
import { decidePlan } from "./decide-plan.ts";
import type { PlanDecision } from "./decide-plan.ts";
import { forgetGone } from "./forget-gone.ts";
import { gatherPlan, scopeOf } from "./gather-plan.ts";
import type { Situation, Unreadable } from "./gather-plan.ts";
import { gatherWriting } from "./gather-writing.ts";
import { gatherWatch } from "./incidents.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import { renderEditsOf } from "./render-edits.ts";
import type { Round } from "./round.ts";
import { sayPlan } from "./say-plan.ts";
import { settle } from "./settle.ts";
import { waitOf } from "./wait-of.ts";

/**
 * Makes one plan and GitHub say the same: its issues, its boxes, the answers people wait for, its release checks. It
 * looks at everything anew, so it may be called at any time, any number of times, after any crash: a call with nothing
 * to do writes nothing.
 */
export async function reconcilePlan(
  of: { readonly repository: RepositoryId; readonly path: string },
  round: Round,
): Promise<ReconcileResult> {
  const { github, ports } = round;
  const observedAt = ports.now();
  const read = await gatherPlan(of, github, ports);
  if (read.kind === "unreadable") {
    await sayUnreadable(read, round);
    return { kind: "clean", mark: [], note: read.reason };
  }
  const situation = await gatherWriting(read, github, ports);

  const self: Target = { kind: "plan", ...of };
  if (await forgetGone(situation, round)) {
    return { kind: "clean", mark: [self], note: "issues that are gone are to be made anew" };
  }
  if (await settleLedger(situation, observedAt, round)) {
    return { kind: "clean", mark: [self], note: "creates whose answers were lost are settled" };
  }
  const decision = decidePlan(situation, await gatherWatch(situation, round), ports.webUrl);
  await rememberHolders(situation, round);
  if (situation.claim?.kind === "unseen") {
    const until = new Date(observedAt.getTime() + unseenMs);
    const note = "its tracking issue is made, and GitHub does not list it yet";
    return { kind: "parked", until, mark: [], note };
  }
  const operations = claimFirst(situation.claim, decision.operations);
  const outcomes = await applyDecision(situation, { ...decision, operations }, round);
  await sayTrouble({ situation, decision, outcomes }, round);
  return conclude(self, { situation, decision, outcomes });
}

/** How soon a list is read again that does not show yet what we made. */
const unseenMs = 15_000;

/** Says on the head what is wrong; where the plan was just committed, that is said about the new head instead. */
async function sayTrouble(done: Done, round: Round): Promise<void> {
  const { situation, decision, outcomes } = done;
  const moved = outcomes.some(({ kind, operation }) => kind === "done" && operation.kind === "commit-plan");
  const isTurned = outcomes.some((outcome) => isTurnedAway(outcome, situation));
  if (moved || isTurned || !situation.mayCheck) return;
  const { home, path, ownChecks } = situation;
  const operations = sayPlan({ home, path, ...decision, outcomes }, ownChecks);
  await applyDecision(situation, { ...decision, operations }, round);
}

/** A plan that cannot be read is said to be so where its settings name it; a repository without settings is left alone. */
async function sayUnreadable({ home, path, reason, parsed }: Unreadable, round: Round): Promise<void> {
  const { github, ports, lease, signal } = round;
  if (home.settings === undefined || github.self.appId === null) return;
  const own = await github.ownChecks(home.facts.name, home.commit);
  const problems = [...home.problems, ...(parsed?.problems ?? [])];
  const operations = sayPlan({ home, path, problems, notes: [], outcomes: [], unreadable: reason }, own);
  await apply({
    ...ports,
    operations,
    scope: scopeOf(home.facts.id, path),
    lease,
    signal,
    observed: { home: home.facts, repositories: {}, linked: [] },
    matches: new Map(),
    renderEdits: () => ({ problems: [] }),
  });
}

/** Applies a decision; the same for the App, the Action and the command line. */
async function applyDecision(
  situation: Situation,
  decision: PlanDecision,
  { ports, lease, signal }: Round,
): Promise<readonly Outcome[]> {
  const { home, path, observed, matches, parsed, planSettings } = situation;
  return apply({
    ...ports,
    operations: decision.operations,
    scope: scopeOf(home.facts.id, path),
    lease,
    signal,
    observed,
    matches,
    renderEdits: renderEditsOf({ ...ports, parsed, settings: planSettings, home: home.facts.name }),
    endsWith: (outcome) => isContested(situation.claim, outcome),
  });
}

/** Looks for creates whose answer was lost; true where one was settled, so that everything is read anew. */
async function settleLedger(
  situation: Situation,
  observedAt: Date,
  { ports, lease }: Round,
): Promise<boolean> {
  const { home, path, ledger, deployment } = situation;
  if (ledger.every(({ state }) => state === "done")) return false;
  const settlements = await settle(ports.store, scopeOf(home.facts.id, path), {
    entries: ledger,
    issues: ownIssues(situation),
    observedAt,
    subjectOf: (issue): Subject | undefined => {
      const body = readBody(issue.body);
      const marker = body.kind === "none" ? undefined : body.marker;
      const isOurs =
        marker?.plan === path && marker.home === home.facts.id && marker.deployment === deployment;
      return isOurs ? marker.subject : undefined;
    },
  });
  const adopts = settlements.some(({ kind }) => kind === "adopt");
  if (adopts && lease !== undefined) await ports.store.progress(lease);
  return settlements.some(({ kind }) => kind !== "wait");
}

/** Our own issues everywhere the plan's may live; unknown as soon as one repository is. */
function ownIssues({ observed }: Situation): Known<readonly ObservedIssue[]> {
  const issues: ObservedIssue[] = [];
  for (const repository of Object.values(observed.repositories)) {
    if (repository.kind === "unknown") return unknown(repository.reason);
    issues.push(...repository.value.issues);
  }
  return known(issues);
}

/** So that events of a repository that holds this plan's issues wake the home. */
async function rememberHolders({ home, observed }: Situation, { ports }: Round): Promise<void> {
  for (const repository of Object.values(observed.repositories)) {
    if (repository.kind === "unknown" || repository.value.facts.id === home.facts.id) continue;
    await ports.store.holds(repository.value.facts.id, home.facts.id);
  }
}

interface Done {
  readonly situation: Situation;
  readonly decision: PlanDecision;
  readonly outcomes: readonly Outcome[];
}

/** True where the branch took no commit and the next round asks by pull request: not where nothing may be written at all. */
function isTurnedAway(outcome: Outcome, { planSettings }: Situation): boolean {
  return (
    outcome.kind === "refused" &&
    outcome.operation.kind === "commit-plan" &&
    outcome.code === "branch-refuses" &&
    planSettings.writeBack === "auto"
  );
}

/** What comes next: a written plan or answered comment is looked at again at once, waiting creates at their time. */
function conclude(self: Target, { situation, decision, outcomes }: Done): ReconcileResult {
  const done = outcomes.filter((outcome) => outcome.kind === "done");
  const refused = outcomes.flatMap((outcome) => (outcome.kind === "refused" ? [outcome.reason] : []));
  const troubles = decision.problems.length + decision.notes.length;
  // A new head needs its checks, where there are any: of releases, or of what is wrong.
  const hasChecks = situation.parsed.plan.releases.length > 0 || troubles + refused.length > 0;
  const again =
    done.some(({ operation }) => changesEvidence(operation, hasChecks)) ||
    outcomes.some((outcome) => isTurnedAway(outcome, situation)) ||
    // Somebody came between: who keeps the plan is to be seen.
    outcomes.some((outcome) => outcome.kind === "done" && isContested(situation.claim, outcome)) ||
    // The hour went on while issues were made, and none is left: the tracking issue says otherwise yet.
    (decision.isPartial && waitOf(outcomes) === undefined);
  const mark = [...(again ? [self] : []), ...decision.mark];
  const note = [
    `${situation.path}: ${done.length} of ${outcomes.length} operations done`,
    ...(troubles > 0 ? [`${troubles} problems`] : []),
    ...refused.slice(0, 3),
  ].join("; ");
  const wait = waitOf(outcomes);
  if (wait !== undefined) return { kind: "parked", until: wait.until, mark, note: `${note}; ${wait.reason}` };
  return { kind: "clean", mark, note };
}

/**
 * Words and links alone change nothing that gates are judged by: looking again after words could go on for ever, and
 * after links would only find that all is done.
 */
function changesEvidence(operation: Operation, hasChecks: boolean): boolean {
  if (operation.kind === "update-issue") return operation.state !== undefined;
  if (operation.kind === "commit-plan") {
    return hasChecks || operation.edits.some(({ kind }) => kind === "tick-box");
  }
  return operation.kind === "comment";
}
