import { judgeVersion } from "../gates/judge-version.ts";
import { lets } from "../model/verdict.ts";
import { terminalTree } from "../report/terminal-tree.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Offline } from "./offline.ts";
import { offlineEvidence, readOffline } from "./offline.ts";
import type { Told } from "./told.ts";

/** What `guard` is asked. */
export interface GuardInput {
  readonly version: string;
  readonly plan: string;
}

/** `plangate guard VERSION --plan FILE`: whether the version may be tagged. What is not known refuses. */
export async function guard(input: GuardInput, offline: Offline & { readonly now: Date }): Promise<Told> {
  const read = await readOffline(input.plan, offline);
  if ("exitCode" in read) return read;
  const { parsed, settings, settingsProblems } = read;
  const problems = [...parsed.problems, ...settingsProblems];
  const { version } = input;
  const { plan } = parsed;
  const node = judgeVersion({ plan, settings, evidence: offlineEvidence, now: offline.now, version });
  const isLet = lets(node.verdict) && settingsProblems.length === 0;
  const told = problems.length > 0 ? [describeProblems(problems, input.plan)] : [];
  const verdict = isLet ? `${node.title} may be tagged` : `${node.title} may not be tagged`;
  const isOffline = isLet
    ? []
    : [
        "Offline only the plan's own boxes are known: against GitHub, run the same with a token or as the Action.",
      ];
  return {
    exitCode: isLet ? 0 : 1,
    text: [...told, terminalTree([node], offline.painter), [verdict, ...isOffline].join("\n")].join("\n\n"),
    json: { mayTag: isLet, verdict: node, problems },
  };
}
