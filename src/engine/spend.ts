import type { CreateIssue, CreateLabel, CreateMilestone } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Run } from "./apply-run.ts";

type Creation = CreateIssue | CreateLabel | CreateMilestone;

/** Takes one creation out of the owner's hour; the outcome of the operation where none is left. */
export async function spend(run: Run, operation: Creation): Promise<Outcome | undefined> {
  const owner = ownerOf(operation);
  const held = usedUp(run, operation);
  if (held !== undefined) return held;
  const budget = await run.input.store.spend(owner);
  if (budget.kind === "spent") return undefined;
  run.exhausted.set(owner, budget.nextAt);
  return usedUp(run, operation);
}

/** As `spend`, where the store said so before in this run: the rest of a long list need not ask again. */
export function usedUp(run: Run, operation: Creation): Outcome | undefined {
  const owner = ownerOf(operation);
  const nextAt = run.exhausted.get(owner);
  if (nextAt === undefined) return undefined;
  return { kind: "held", operation, reason: `the creations of this hour for ${owner} are used up`, nextAt };
}

function ownerOf({ repository }: Creation): string {
  return repository.split("/")[0] ?? repository;
}
