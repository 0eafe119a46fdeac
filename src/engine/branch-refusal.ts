import type { RepositoryFacts } from "../model/repository.ts";

/** The name under which it is remembered that a home's default branch takes no commit of ours. */
export function branchRefusal({ defaultBranch }: Pick<RepositoryFacts, "defaultBranch">): string {
  return `commit to ${defaultBranch}`;
}
