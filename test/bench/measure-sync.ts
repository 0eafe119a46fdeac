import { openHouse } from "../scenarios/house.ts";
import type { Delivery, House } from "../scenarios/house.ts";
import type { Row } from "./measure.ts";
import { syncPlanText } from "./plan-text.ts";

/** Requests that the plan's repository caused, as the simulated GitHub counted them. */
interface Count {
  readonly reads: number;
  readonly writes: number;
}

export interface SyncCount {
  readonly issues: number;
  readonly edges: number;
  readonly commits: number;
  readonly first: Count;
  /** One more look, with nothing to do. */
  readonly again: Count;
}

/** Hours that a first sync of the largest plan may wait for. */
const parksMax = 20;

/**
 * A first sync by the App, over every park, then one look more. The clock stands still but for the second that GitHub
 * wants between two writes, and for what has to be waited for; webhooks are sent, or all are lost.
 */
export async function countSync(tasks: number, delivery: Delivery): Promise<SyncCount> {
  const house = await openHouse({
    plan: syncPlanText(tasks),
    planSettings: ["issues: tasks"],
    delivery,
  });
  const { simulator, tool } = house;
  const commitsBefore = tool.commits().length;
  simulator.faults.onRequest = async (phase, request) => {
    if (phase === "after-answer" && request.kind === "write") await simulator.advance(1_000);
  };
  try {
    await drainOver(house);
    const first = countOf(house);
    simulator.forget();
    await house.app().sweep();
    await drainOver(house);
    simulator.assertAllowed();
    const issues = tool.issues();
    return {
      issues: issues.length,
      edges: issues.reduce((sum, { blockedBy }) => sum + blockedBy.length, 0),
      commits: tool.commits().length - commitsBefore,
      first,
      again: countOf(house),
    };
  } finally {
    await house.close();
  }
}

/** What a first sync may not do without: a request for each thing it makes, and one look at what it made. */
export function leastRequests({ issues, edges, commits }: SyncCount): number {
  return issues + edges + Math.ceil(issues / 100) + commits;
}

export function requestRatio(count: SyncCount): number {
  return (count.first.reads + count.first.writes) / leastRequests(count);
}

export async function syncRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const tasks of [100, 1_000]) {
    const count = await countSync(tasks, "dropped");
    const looks = count.again.reads / Math.ceil(count.issues / 100);
    rows.push(
      { what: `requests of a first sync of ${tasks} tasks / least`, ratio: requestRatio(count), aim: 1.1 },
      { what: `writes of one more look at ${tasks} tasks`, ratio: count.again.writes, aim: 0 },
      { what: `reads of one more look at ${tasks} tasks / pages of issues`, ratio: looks },
    );
  }
  const rung = requestRatio(await countSync(100, "sent"));
  rows.push({ what: "first sync of 100 tasks, and the look that its own webhooks ring for", ratio: rung });
  return rows;
}

/** Reconciles until nothing is due or waits. */
async function drainOver({ simulator, app }: House): Promise<void> {
  for (let park = 0; park < parksMax;) {
    await simulator.webhooks.settled();
    if ((await app().drain()) > 0) continue;
    const waiting = await app().store.waiting();
    if (waiting.length === 0) return;
    const until = Math.min(...waiting.map(({ notBefore }) => notBefore.getTime()));
    await simulator.advance(Math.max(1_000, until - simulator.now().getTime()));
    park += 1;
  }
  throw new Error(`Cannot sync: it was parked ${parksMax} times`);
}

/**
 * All but tokens, what concerns the repository that has no plan, and the App's own questions (where it is installed,
 * which deliveries failed), which it asks once for all its repositories.
 */
function countOf({ simulator, web }: House): Count {
  const isApps = (path: string): boolean => /^(?:\/api\/v3)?\/(?:app|installation)\//.test(path);
  const entries = simulator.log.filter(
    ({ path }) =>
      !path.includes(`/${web.fullName}`) && !path.includes(`/repositories/${web.id}`) && !isApps(path),
  );
  const count = (kind: "read" | "write"): number => entries.filter((entry) => entry.kind === kind).length;
  return { reads: count("read"), writes: count("write") };
}
