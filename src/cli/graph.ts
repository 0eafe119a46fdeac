import { evaluate } from "../gates/evaluate.ts";
import { mermaid } from "../report/mermaid.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Offline } from "./offline.ts";
import { offlineEvidence, readOffline } from "./offline.ts";
import type { Told } from "./told.ts";

/**
 * `plangate graph FILE`: the plan's phases and what waits for what, as the text of a mermaid graph. What is done or
 * skipped shows as far as the plan's own boxes tell it.
 */
export async function graph(path: string, offline: Offline & { readonly now: Date }): Promise<Told> {
  const read = await readOffline(path, offline);
  if ("exitCode" in read) return read;
  const { parsed, settings, settingsProblems } = read;
  const { plan } = parsed;
  const { phaseStates } = evaluate({ plan, settings, evidence: offlineEvidence, now: offline.now });
  const drawn = mermaid(plan, phaseStates);
  const problems = [...parsed.problems, ...settingsProblems];
  const told = problems.length > 0 ? [describeProblems(problems, path)] : [];
  // A comment of mermaid's: what is piped on stays a graph.
  const none = "%% the plan has fewer than two phases: there is nothing to draw";
  return {
    exitCode: problems.length > 0 ? 1 : 0,
    text: [...told, drawn === "" ? none : drawn].join("\n\n"),
    json: { mermaid: drawn, phaseStates, problems },
  };
}
