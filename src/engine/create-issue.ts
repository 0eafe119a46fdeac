import type { ObservedIssue } from "../model/observed.ts";
import type { CreateIssue } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { addIssue, findIssue, nodeKey } from "./apply-run.ts";
import type { Run } from "./apply-run.ts";
import { RetryableError, TerminalError, UncertainError } from "./errors.ts";
import type { GitHub, NewIssue } from "./github.ts";
import { spend, usedUp } from "./spend.ts";
import { requestMsMax } from "./time-limits.ts";

/**
 * Makes one issue, at most once: an entry in the ledger, then one request, then its number in the ledger. An answer
 * that is lost leaves the entry, and the issue is looked for once GitHub's lag is over (`settle`). Killed between any
 * two steps, the entry says that a request may be under way, and nobody sends another.
 */
export async function createIssue(run: Run, operation: CreateIssue): Promise<Outcome> {
  const { store, scope, now } = run.input;
  const usedUpBefore = usedUp(run, operation);
  if (usedUpBefore !== undefined) return usedUpBefore;
  const prepared = await prepare(run, operation);
  if (prepared.kind === "refused") return { kind: "refused", operation, reason: prepared.reason };
  const github = await run.input.connect(operation.repository);

  const sendBy = now().getTime() + requestMsMax;
  const settledAfter = new Date(sendBy + requestMsMax + run.input.quarantineMs);
  if (!(await store.sending(scope, operation.subject, { lease: run.input.lease, settledAfter }))) {
    return underWay(run, operation);
  }
  const held = (await spend(run, operation)) ?? tooLate(run, operation, sendBy);
  if (held !== undefined) {
    await store.forget(scope, operation.subject, settledAfter);
    return held;
  }
  return send(run, operation, { github, issue: prepared.issue, settledAfter });
}

/** Everything the request needs, gathered before the ledger is asked. */
async function prepare(
  run: Run,
  operation: CreateIssue,
): Promise<
  { readonly kind: "ready"; readonly issue: NewIssue } | { readonly kind: "refused"; readonly reason: string }
> {
  const { observed, store } = run.input;
  const repository = observed.repositories[operation.repository];
  if (repository?.kind !== "known") {
    return { kind: "refused", reason: `${operation.repository} was not read` };
  }
  const labelNodeIds: string[] = [];
  for (const label of operation.labels) {
    const nodeId = run.labelNodes.get(nodeKey(operation.repository, label));
    if (nodeId === undefined) return missing(`label "${label}" of ${operation.repository}`);
    labelNodeIds.push(nodeId);
  }
  const { milestone: title, parent: parentSubject } = operation;
  const milestone =
    title === undefined ? undefined : run.milestones.get(nodeKey(operation.repository, title));
  if (title !== undefined && milestone === undefined) {
    return missing(`milestone "${title}" of ${operation.repository}`);
  }
  const parent = parentSubject === undefined ? undefined : await findIssue(run, parentSubject);
  if (parentSubject !== undefined && parent === undefined) return missing(`issue of "${parentSubject}"`);

  const facts = repository.value.facts;
  // Before the issue is there: its events must wake the plan's home.
  if (facts.id !== observed.home.id) await store.holds(facts.id, observed.home.id);
  return {
    kind: "ready",
    issue: {
      repository: facts,
      title: operation.title,
      body: operation.body,
      labelNodeIds,
      ...(milestone === undefined ? {} : { milestoneNodeId: milestone.nodeId }),
      ...(parent === undefined ? {} : { parentNodeId: parent.nodeId }),
    },
  };
}

function missing(name: string): { readonly kind: "refused"; readonly reason: string } {
  return { kind: "refused", reason: `there is no ${name}` };
}

/** Asked once more after the ledger answered: a process that was stopped in between must not send late. */
function tooLate(run: Run, operation: CreateIssue, sendBy: number): Outcome | undefined {
  const { lease, now } = run.input;
  const time = now().getTime();
  const isLate = time >= sendBy || (lease !== undefined && time + requestMsMax >= lease.until.getTime());
  if (!isLate) return undefined;
  return { kind: "held", operation, reason: "there was no time left to send it", nextAt: now() };
}

/** Why the ledger said no. */
async function underWay(run: Run, operation: CreateIssue): Promise<Outcome> {
  const entries = await run.input.store.entries(run.input.scope);
  const entry = entries.find(({ subject }) => subject === operation.subject);
  if (entry === undefined) {
    return { kind: "held", operation, reason: "the lease is lost", nextAt: run.input.now() };
  }
  const nextAt = entry.settledAfter;
  const reason = entry.state === "done" ? "it was made already" : "an earlier request may still be under way";
  return { kind: "held", operation, reason, ...(nextAt === undefined ? {} : { nextAt }) };
}

interface Sending {
  readonly github: GitHub;
  readonly issue: NewIssue;
  readonly settledAfter: Date;
}

async function send(run: Run, operation: CreateIssue, sending: Sending): Promise<Outcome> {
  const { store, scope, lease } = run.input;
  const { subject } = operation;
  let made: ObservedIssue;
  try {
    made = await sending.github.createIssue(sending.issue);
  } catch (error) {
    if (error instanceof UncertainError) {
      await store.uncertain(scope, subject);
      return { kind: "uncertain", operation, reason: error.message, nextAt: sending.settledAfter };
    }
    // Anything else may have happened after it was sent: the entry stays until the issue was looked for.
    if (error instanceof TerminalError || error instanceof RetryableError) {
      await store.forget(scope, subject, sending.settledAfter);
    }
    throw error;
  }
  // First: killed between the two, the issue is found again and adopted, and that is progress too.
  if (lease !== undefined) await store.progress(lease);
  await store.done(scope, subject, made.ref);
  addIssue(run, made, subject);
  return { kind: "done", operation, issue: made.ref };
}
