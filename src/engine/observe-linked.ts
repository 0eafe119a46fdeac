import type { Known } from "../model/known.ts";
import { known, unknown } from "../model/known.ts";
import type { Observed, ObservedIssue } from "../model/observed.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";
import { isSameOwner } from "../model/repository.ts";
import { attempt } from "./attempt.ts";
import { settingsPath } from "./home.ts";
import type { ObserveInput } from "./observe.ts";
import { issueKey } from "./observed-issues.ts";

/** What was found of issues that no list of ours holds. */
interface Linked {
  readonly linked: Observed["linked"];
  /** Repositories of the same owner that issues were transferred to. */
  readonly moved: ReadonlySet<RepositoryName>;
}

interface Look {
  readonly input: ObserveInput;
  /** Every issue that was listed, by `issueKey`. */
  readonly listed: ReadonlyMap<string, ObservedIssue>;
  /** Repositories by every name they are known under, in lower case; undefined where a name is none of theirs. */
  readonly places: Map<string, RepositoryName | undefined>;
  readonly repositories: Observed["repositories"];
}

/** Looks up the issues that plan lines and the ledger name, under whatever name and wherever they are now. */
export async function observeLinked(
  input: ObserveInput,
  repositories: Observed["repositories"],
): Promise<Linked> {
  const look: Look = { input, repositories, listed: listedOf(repositories), places: new Map() };
  for (const [name, repository] of Object.entries(repositories)) {
    const place = repository.kind === "known" ? repository.value.facts.name : (name as RepositoryName);
    look.places.set(name.toLowerCase(), place);
    look.places.set(place.toLowerCase(), place);
  }
  const linked: { issue: IssueRef; facts: Known<ObservedIssue | null> }[] = [];
  const moved = new Set<RepositoryName>();
  for (const issue of unlisted(input, look.listed)) {
    const facts = await lookUp(issue, look);
    linked.push({ issue, facts });
    const now = facts.kind === "known" ? facts.value?.ref.repository : undefined;
    if (now !== undefined && !look.places.has(now.toLowerCase())) moved.add(now);
  }
  return { linked, moved };
}

async function lookUp(issue: IssueRef, look: Look): Promise<Known<ObservedIssue | null>> {
  const { input, listed } = look;
  const home = input.home.facts.name;
  const place = await placeOf(issue.repository, look);
  if (place === undefined) {
    return unknown(
      `${issue.repository} is neither the plan's home nor named under "repositories" in ${settingsPath}`,
    );
  }
  const here = { repository: place, number: issue.number };
  const there = listed.get(issueKey(here));
  if (there !== undefined) return known(there);
  const read = input.connect(place).then((github) => github.issue(here));
  const facts = await attempt(`Issue ${issue.repository}#${issue.number}`, read);
  if (facts.kind === "unknown") return facts;
  if (facts.value === undefined) return known(null);
  const { ref } = facts.value;
  // Another owner's people see other words, and another installation answers for them.
  if (!isSameOwner(home, ref.repository))
    return unknown(`it was moved to ${ref.repository}, of another owner`);
  return known(listed.get(issueKey(ref)) ?? facts.value);
}

/** The name that a repository has now: a link may still carry one that it had before. */
async function placeOf(name: RepositoryName, look: Look): Promise<RepositoryName | undefined> {
  const key = name.toLowerCase();
  if (look.places.has(key)) return look.places.get(key);
  const { home, connect } = look.input;
  look.places.set(key, undefined);
  if (!isSameOwner(home.facts.name, name)) return undefined;
  const read = connect(home.facts.id).then((github) => github.repository(name));
  const facts = await attempt(`Repository ${name}`, read);
  if (facts.kind === "unknown") return undefined;
  const now = facts.value.name;
  const isOurs = look.places.get(now.toLowerCase()) !== undefined;
  if (isOurs) look.places.set(key, now);
  return isOurs ? now : undefined;
}

function listedOf(repositories: Observed["repositories"]): ReadonlyMap<string, ObservedIssue> {
  const listed = new Map<string, ObservedIssue>();
  for (const repository of Object.values(repositories)) {
    if (repository.kind !== "known") continue;
    for (const issue of repository.value.issues) listed.set(issueKey(issue.ref), issue);
  }
  return listed;
}

/** Issues that a plan line or the ledger names and no list of ours holds, each once. */
function unlisted(input: ObserveInput, listed: ReadonlyMap<string, ObservedIssue>): readonly IssueRef[] {
  const links = input.plan.tasks.flatMap(({ link }) =>
    link === undefined
      ? []
      : [{ repository: `${link.owner}/${link.repository}`, number: link.number } as IssueRef],
  );
  const remembered = input.ledger.flatMap((entry) => entry.issue ?? []);
  const wanted = new Map<string, IssueRef>();
  for (const ref of [...links, ...remembered]) {
    if (!listed.has(issueKey(ref))) wanted.set(issueKey(ref), ref);
  }
  return [...wanted.values()];
}
