import { digest } from "../model/digest.ts";
import type { Dependency } from "../model/plan.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { parseVersion } from "../model/version.ts";
import type { Answer } from "./answer.ts";
import { leaf, listed, pass, pending, quoted } from "./answer.ts";
import { approvalOf, describeApprovers } from "./approvers.ts";
import type { Case } from "./case.ts";
import { answerOfRestated, wayToAttest } from "./evaluate-criterion.ts";
import { externalReleaseAnswer, wayToTag, whyNotTagged } from "./implied-criteria.ts";
import { declaredRelease } from "./index-plan.ts";
import type { OpenBehind, Standing } from "./standing.ts";
import { nodeOf, taskState } from "./standing.ts";
import { answerOfPeople } from "./statements.ts";

/** One criterion per thing `holder` waits for. `inner` are phases whose own work is asked anyway. */
export function dependencyNodes(
  on: Case,
  holder: { readonly key: string; readonly inner?: ReadonlySet<string> },
  standing: Standing,
): VerdictNode[] {
  const nodes = new Map<string, VerdictNode>();
  for (const dependency of on.index.dependenciesOf.get(holder.key) ?? []) {
    const to = dependency.external ? undefined : nodeOf(on, dependency.to);
    if (to !== undefined && holder.inner?.has(to) === true) continue;
    const about = {
      kind: "criterion",
      key: keyOfDependency(dependency),
      title: titleOf(on, dependency),
      line: dependency.line,
    } as const;
    if (nodes.has(about.key)) continue;
    nodes.set(about.key, leaf(about, answerWithWhatIsBehind(on, dependency, standing)));
  }
  return [...nodes.values()];
}

/** The words with their state, once: `v0.4.0 complete`, `Phase 1: Frame complete`, `Security audit PASSED`. */
function titleOf(on: Case, { to, state, external }: Dependency): string {
  const isVersion = declaredRelease(on.index, to) !== undefined;
  const phase = external || isVersion ? undefined : on.index.phaseOf.get(to);
  const name = phase?.title ?? to;
  return state === undefined || name.toLowerCase().includes(state) ? name : `${name} ${state}`;
}

/** `dependency:v0.4.0`, `dependency:phase-1`; words as one word of ASCII, since a command can name no other. */
export function keyOfDependency(dependency: Pick<Dependency, "to">): string {
  const lower = dependency.to.toLowerCase();
  const word = lower.replaceAll(/[^a-z0-9._+~-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  // Where words would be lost, a digest keeps two of them apart.
  const isWhole = word.length > 0 && word.length <= 40 && !/[^\p{ASCII}]/u.test(lower);
  return isWhole
    ? `dependency:${word}`
    : `dependency:${[word.slice(0, 30), digest(dependency.to).slice(0, 8)].filter((part) => part !== "").join("-")}`;
}

/** What a statement about a dependency in words is bound to. */
export function wordingOfDependency(dependency: Pick<Dependency, "to" | "state">): string {
  return digest(`${dependency.to}\n${dependency.state ?? ""}`);
}

/** A phase is only done when what it had to wait for itself is. */
function answerWithWhatIsBehind(on: Case, dependency: Dependency, standing: Standing): Answer {
  const own = answerOf(on, dependency, standing);
  const to = phaseWaitedFor(on, dependency);
  if (!lets(own.verdict) || to === undefined) return own;
  const open = openBehind(on, to, standing);
  if (open === null) return own;
  return { ...open.answer, reason: `${dependency.to} waits for ${quoted(open.to)}: ${open.answer.reason}` };
}

/** Where a version is waited for, its tag says it all: how it came about is no matter of those after it. */
function phaseWaitedFor(on: Case, dependency: Dependency): string | undefined {
  if (dependency.external || declaredRelease(on.index, dependency.to) !== undefined) return undefined;
  return on.index.phaseOf.has(dependency.to) ? dependency.to : undefined;
}

/** The first thing that does not hold among all that a phase waits for, through any number of phases. */
function openBehind(on: Case, key: string, standing: Standing): OpenBehind | null {
  const { behind } = standing;
  const there = behind.get(key);
  if (there !== undefined) return there;
  const cameFrom = new Map<string, string | undefined>([[key, undefined]]);
  // Keys that are added while it goes are visited too.
  for (const at of cameFrom.keys()) {
    for (const dependency of on.index.dependenciesOf.get(at) ?? []) {
      const answer = answerOf(on, dependency, standing);
      const to = phaseWaitedFor(on, dependency);
      const further = to === undefined ? null : behind.get(to);
      const open = lets(answer.verdict) ? further : { to: dependency.to, answer };
      if (open !== null && open !== undefined) {
        for (let step: string | undefined = at; step !== undefined; step = cameFrom.get(step))
          behind.set(step, open);
        return open;
      }
      if (to !== undefined && open === undefined && !cameFrom.has(to)) cameFrom.set(to, at);
    }
  }
  for (const seen of cameFrom.keys()) behind.set(seen, null);
  return null;
}

function answerOf(on: Case, dependency: Dependency, standing: Standing): Answer {
  const { to } = dependency;
  if (!dependency.external) {
    const release = declaredRelease(on.index, to);
    if (release !== undefined) return answerOfRelease(on, release.version, standing);
    if (on.index.phaseOf.has(to)) return answerOfPhase(on, to, standing);
    const task = on.index.taskOfId.get(to);
    if (task !== undefined) {
      const { state } = taskState(on, task);
      if (state === "open") return pending(`task ${to} is open`, `do and tick ${to}: who may edit the plan`);
      return state === "dropped"
        ? { verdict: "skipped", reason: `task ${to} was dropped as not planned` }
        : pass(`task ${to} is done`);
    }
  }
  if (dependency.sameAs !== undefined) {
    const there = answerOfRestated(on, dependency.sameAs, new Set());
    return { ...there, reason: `asked once, at ${dependency.sameAs}: ${there.reason}` };
  }
  return parseVersion(to) === undefined ? answerByWords(on, dependency) : externalReleaseAnswer(on, to);
}

function answerOfRelease(on: Case, version: string, standing: Standing): Answer {
  switch (standing.releases.get(version)) {
    case "tagged":
      return pass(`${version} is tagged`);
    case "skipped":
      return { verdict: "skipped", reason: `${version} is skipped` };
    case "open":
    case undefined:
      return pending(whyNotTagged(on, version), wayToTag(version));
  }
}

function answerOfPhase(on: Case, key: string, standing: Standing): Answer {
  const title = quoted(on.index.phaseOf.get(key)?.title ?? key);
  switch (standing.phases.get(key)) {
    case "complete":
      return pass(`${title} is done`);
    case "skipped":
      return { verdict: "skipped", reason: `${title} is skipped` };
    case "open":
    case undefined: {
      const open = standing.openOf.get(key) ?? [];
      return pending(
        `${title} is not done${open.length === 0 ? "" : `: ${listed(open)}`}`,
        `finish ${title}: who works on it`,
      );
    }
  }
}

/** Words that resolve to nothing in the plan are one statement of people. */
function answerByWords(on: Case, dependency: Dependency): Answer {
  const key = keyOfDependency(dependency);
  const approval = approvalOf(on.settings, { key, title: dependency.to });
  return answerOfPeople(on, {
    kinds: ["attest"],
    subjects: [key],
    wording: wordingOfDependency(dependency),
    approval,
    verb: "attested",
    wayOut: wayToAttest(key, describeApprovers(approval)),
  });
}
