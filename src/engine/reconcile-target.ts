import type { Target } from "../model/target.ts";
import type { Ports } from "./ports.ts";
import { reconcileHead } from "./reconcile-head.ts";
import { reconcilePlan } from "./reconcile-plan.ts";
import { reconcileRelease } from "./reconcile-release.ts";
import { reconcileRepository } from "./reconcile-repository.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Reconcile } from "./work.ts";

/** The reconcile of every kind of target, with these ports: what a worker is given. */
export function reconcilerOf(ports: Ports): Reconcile {
  return async (target, lease, signal): Promise<ReconcileResult> => {
    const github = await ports.connect(target.repository);
    const before = github.counts();
    const result = await reconcile(target, { github, ports, lease, signal });
    const after = github.counts();
    return { ...result, reads: after.reads - before.reads, writes: after.writes - before.writes };
  };
}

async function reconcile(
  target: Target,
  round: Parameters<typeof reconcilePlan>[1],
): Promise<ReconcileResult> {
  switch (target.kind) {
    case "repository":
      return reconcileRepository(target.repository, round);
    case "plan":
      return reconcilePlan(target, round);
    case "head":
      return reconcileHead(target, round);
    case "release":
      return reconcileRelease(target, round);
  }
}
