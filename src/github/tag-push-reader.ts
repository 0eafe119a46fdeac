import { attempt } from "../engine/attempt.ts";
import type { ReleasePort, TagPushFacts } from "../engine/release-port.ts";
import type { TagFact } from "../model/evidence.ts";
import type { RepositoryName } from "../model/repository.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** GitHub lists 300 events, and has pages of 100 (docs, REST API endpoints for events). */
const eventPagesMax = 3;

interface RuleSuiteJson {
  readonly actor_name?: string;
  readonly ref?: string;
  readonly pushed_at?: string;
  readonly result?: string;
}

interface EventJson {
  readonly type: string | null;
  readonly actor: { readonly login: string };
  readonly payload: { readonly ref?: string | null; readonly ref_type?: string };
  readonly created_at: string | null;
}

const prefix = "refs/tags/";

/** Reads who pushed tags, and who was let past a ruleset with one. */
export function tagPushReader(wire: Wire, self: Self): Pick<ReleasePort, "tagPush" | "passedTags"> {
  return {
    async tagPush(repository, tag) {
      return (
        (await pushByRulesets(wire, repository, tag)) ??
        (await pushByEvents(wire, repository, tag)) ??
        (await pushByTag(wire, repository, tag))
      );
    },

    async passedTags(repository) {
      const suites = await readSuites(wire, repository, { rule_suite_result: "bypass" });
      return suites.flatMap(({ ref = "", actor_name: by = "", pushed_at: at = "" }) =>
        ref.startsWith(prefix) && by.toLowerCase() !== self.login.toLowerCase()
          ? [{ tag: ref.slice(prefix.length), by, at }]
          : [],
      );
    },
  };
}

/** What rulesets saw of pushes in the last month. */
function readSuites(
  wire: Wire,
  repository: RepositoryName,
  which: Readonly<Record<string, string>>,
): Promise<readonly RuleSuiteJson[]> {
  return wire.list<RuleSuiteJson>({
    doing: `read what rulesets of ${repository} let pass`,
    route: "GET /repos/{owner}/{repo}/rulesets/rule-suites",
    parameters: { ...pathOf(repository), time_period: "month", ...which },
  });
}

async function pushByRulesets(
  wire: Wire,
  repository: RepositoryName,
  { name }: TagFact,
): Promise<TagPushFacts | undefined> {
  const suites = await attempt("Pushes", readSuites(wire, repository, { ref: `${prefix}${name}` }));
  // What GitHub does not show is told by the next that knows.
  const last = suites.kind === "known" ? suites.value.find(({ result }) => result !== "fail") : undefined;
  if (last?.actor_name === undefined) return undefined;
  const { actor_name: by, pushed_at: at = "", result } = last;
  return { by, at, told: "rulesets", passed: result === "bypass" };
}

async function pushByEvents(
  wire: Wire,
  repository: RepositoryName,
  { name }: TagFact,
): Promise<TagPushFacts | undefined> {
  const call = {
    doing: `read the events of ${repository}`,
    route: "GET /repos/{owner}/{repo}/events",
    parameters: pathOf(repository),
  };
  const newest = wire.newest<EventJson>(call, { pagesMax: eventPagesMax, isWanted: () => true });
  const events = await attempt("Events", newest);
  if (events.kind === "unknown") return undefined;
  const made = events.value.find(
    ({ type, payload }) =>
      type === "CreateEvent" && payload.ref_type === "tag" && payload.ref?.replace(prefix, "") === name,
  );
  if (made === undefined) return undefined;
  return { by: made.actor.login, at: made.created_at ?? "", told: "events", passed: false };
}

/** An annotated tag names somebody; whoever makes it may write any name. */
async function pushByTag(
  wire: Wire,
  repository: RepositoryName,
  { name }: TagFact,
): Promise<TagPushFacts | undefined> {
  const doing = `read the tag ${name} of ${repository}`;
  const ref = await wire.find<{ readonly object: { readonly type: string; readonly sha: string } }>({
    doing,
    route: "GET /repos/{owner}/{repo}/git/ref/{ref}",
    parameters: { ...pathOf(repository), ref: `tags/${name}` },
  });
  if (ref?.object.type !== "tag") return undefined;
  const tag = await wire.find<{ readonly tagger: { readonly name: string; readonly date: string } }>({
    doing,
    route: "GET /repos/{owner}/{repo}/git/tags/{tag_sha}",
    parameters: { ...pathOf(repository), tag_sha: ref.object.sha },
  });
  if (tag === undefined) return undefined;
  return { by: tag.tagger.name, at: tag.tagger.date, told: "tag", passed: false };
}
