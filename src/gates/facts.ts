import type { CheckFact } from "../model/evidence.ts";
import type { Criterion } from "../model/plan.ts";
import { parseVersion } from "../model/version.ts";
import type { Answer } from "./answer.ts";
import { listed, pass, pending, quoted } from "./answer.ts";
import type { Case } from "./case.ts";

/** "At least so many distinct final releases", read from the repository's tags. */
export function answerOfTags(on: Case, criterion: Criterion): Answer {
  const { tags: wanted } = criterion;
  const { tags } = on.evidence;
  if (wanted === undefined)
    return pending("which tags are meant cannot be read", "correct the plan: who may edit it");
  const series = wanted.prefix.endsWith(".") ? `${wanted.prefix}*` : `${wanted.prefix}.*`;
  const amount = `${wanted.exactly ? "exactly" : "at least"} ${wanted.count} final releases ${series}`;
  const wayOut = `release what is missing of ${series}: who may release it`;
  if (tags.kind === "unknown") return pending(tags.reason, wayOut);
  const found = finalReleases(
    tags.value.map((tag) => tag.name),
    wanted.prefix,
  );
  const enough = wanted.exactly ? found.size === wanted.count : found.size >= wanted.count;
  const reason = `${found.size} of ${amount}`;
  const evidence = [{ text: found.size === 0 ? "no such tag" : `tags ${listed([...found.values()])}` }];
  if (enough) return pass(reason, evidence);
  return { ...pending(reason, wayOut), evidence };
}

/** Tag names by the release they name: `v0.3` and `v0.3.0` are one, prereleases are none, `v0.30.1` is no `v0.3`. */
function finalReleases(names: readonly string[], prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const version = parseVersion(name);
    if (version === undefined || version.prerelease.length > 0 || !isOfSeries(name, prefix)) continue;
    const release = `${version.prefix}${version.major}.${version.minor}.${version.patch}`;
    if (!found.has(release)) found.set(release, name);
  }
  return found;
}

function isOfSeries(name: string, prefix: string): boolean {
  if (name === prefix) return true;
  // Where the prefix ends in a digit, another digit would name another series.
  return name.startsWith(/\d$/.test(prefix) ? `${prefix}.` : prefix);
}

/** Whether a file exists at the commit. */
export function answerOfFile(on: Case, path: string): Answer {
  const wayOut = `add the file ${quoted(path)}: who may push`;
  const fact = Object.hasOwn(on.evidence.files, path) ? on.evidence.files[path] : undefined;
  if (fact === undefined) return pending(`whether ${quoted(path)} exists was not looked up`, wayOut);
  if (fact.kind === "unknown") return pending(fact.reason, wayOut);
  return fact.value ? pass(`${quoted(path)} exists`) : pending(`${quoted(path)} does not exist`, wayOut);
}

/** Whether the day has come, by UTC. */
export function answerOfDay({ now }: Pick<Case, "now">, { day }: Criterion): Answer {
  if (day === undefined)
    return pending("which day is meant cannot be read", "correct the plan: who may edit it");
  if (now.getTime() >= Date.parse(`${day}T00:00:00Z`)) return pass(`${day} has come`);
  return pending(`${day} has not come`, `wait until ${day} (UTC)`);
}

/** Whether a named check of the commit succeeded; where several carry the name, each must. */
export function answerOfCheck(on: Case, wanted: { readonly name: string; readonly app?: string }): Answer {
  const name = `${quoted(wanted.name)}${wanted.app === undefined ? "" : ` of ${wanted.app}`}`;
  const wayOut = `make the check ${name} succeed on the commit`;
  const { checks } = on.evidence;
  if (checks.kind === "unknown") return pending(checks.reason, wayOut);
  const found = checks.value.filter(
    (check) => check.name === wanted.name && (wanted.app === undefined || check.app === wanted.app),
  );
  if (found.length === 0) return pending(`the check ${name} has not run on the commit`, wayOut);
  const evidence = found.map((check) => ({
    text: `${check.name} of ${check.app}: ${stateOf(check)}`,
    ...(check.url === undefined ? {} : { url: check.url }),
  }));
  const bad = found.find((check) => stateOf(check) !== "success");
  if (bad === undefined) return pass(`the check ${name} succeeded`, evidence);
  if (bad.status !== "completed")
    return { ...pending(`the check ${name} is still running`, wayOut), evidence };
  return { verdict: "fail", reason: `the check ${name} ended in ${stateOf(bad)}`, wayOut, evidence };
}

function stateOf(check: CheckFact): string {
  return check.status === "completed" ? (check.conclusion ?? "no conclusion") : check.status;
}
