import type { RepositoryFacts } from "../model/repository.ts";

/** The name under which it is remembered that a home's default branch takes no commit of ours. */
export function branchRefusal({ defaultBranch }: Pick<RepositoryFacts, "defaultBranch">): string {
  return `commit to ${defaultBranch}`;
}

/** The name under which it is remembered that it moves on before each commit of ours. */
export function branchUnrest({ defaultBranch }: Pick<RepositoryFacts, "defaultBranch">): string {
  return `commit to ${defaultBranch} in time`;
}
