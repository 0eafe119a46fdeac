import type { Observed, ObservedRepository } from "../model/observed.ts";
import type { RepositoryName } from "../model/repository.ts";
import { isMoreVisible } from "../model/repository.ts";
import { isSameRepository } from "./read-issues.ts";

/** Whether issues of a plan may be written in a repository, and what is known of it. */
export type Reach =
  | { readonly kind: "open"; readonly repository: ObservedRepository }
  | { readonly kind: "shut"; readonly rule: string; readonly reason: string };

/** Says for every repository, once, whether it takes issues of a plan of this home. */
export function reachOf(observed: Observed): (repository: RepositoryName) => Reach {
  const answers = new Map<string, Reach>();
  return (repository) => {
    const key = repository.toLowerCase();
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = reach(observed, repository);
    answers.set(key, answer);
    return answer;
  };
}

function reach(observed: Observed, name: RepositoryName): Reach {
  const found = Object.entries(observed.repositories).find(
    ([candidate, read]) =>
      isSameRepository(candidate as RepositoryName, name) ||
      // Settings may carry a name that the repository had before.
      (read.kind === "known" && isSameRepository(read.value.facts.name, name)),
  )?.[1];
  if (found === undefined) return shut("repository-unknown", `${name} was not read`);
  if (found.kind === "unknown")
    return shut("repository-unknown", `${name} could not be read: ${found.reason}`);

  const { facts } = found.value;
  const home = observed.home;
  if (isMoreVisible(facts, home)) {
    return shut(
      "more-visible-repository",
      `${name} is ${facts.visibility} and the plan's own repository is ${home.visibility}: words of the one are not shown in the other`,
    );
  }
  if (facts.archived) return shut("repository-closed", `${name} is archived`);
  if (!facts.hasIssues) return shut("repository-closed", `${name} has its issues turned off`);
  return { kind: "open", repository: found.value };
}

function shut(rule: string, reason: string): Reach {
  return { kind: "shut", rule, reason };
}
