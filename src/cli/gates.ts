import { evaluate } from "../gates/evaluate.ts";
import { mayTag } from "../gates/judge-version.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { terminalTree } from "../report/terminal-tree.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Offline } from "./offline.ts";
import { offlineEvidence, readOffline } from "./offline.ts";
import type { Told } from "./told.ts";

/** `plangate gates FILE`: every release with what stands before its tag; of a plan without releases, its phases. */
export async function gates(path: string, offline: Offline & { readonly now: Date }): Promise<Told> {
  const read = await readOffline(path, offline);
  if ("exitCode" in read) return read;
  const { parsed, settings, settingsProblems } = read;
  const evaluation = evaluate({ plan: parsed.plan, settings, evidence: offlineEvidence, now: offline.now });
  const releases = evaluation.releases.flatMap((node) => mayTag(evaluation, node.key) ?? []);
  const shown: readonly VerdictNode[] =
    releases.length > 0 ? releases : [...evaluation.phases, evaluation.plan];
  const problems = [...parsed.problems, ...settingsProblems];
  const isOpen = shown.some((node) => !lets(node.verdict));
  const none = releases.length > 0 ? [] : ["The plan declares no release: it guards no tag."];
  const told = problems.length > 0 ? [describeProblems(problems, path)] : [];
  return {
    exitCode: isOpen || problems.length > 0 ? 1 : 0,
    text: [...told, ...none, terminalTree(shown, offline.painter)].join("\n\n"),
    json: { releases, phases: evaluation.phases, plan: evaluation.plan, problems },
  };
}
