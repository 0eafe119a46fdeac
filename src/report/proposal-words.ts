import type { CloseProposal } from "../model/operation.ts";
import { fileWords } from "./file-words.ts";
import { asCode } from "./inert.ts";

/** The comment that tells our own closing of a pull request from a person's. */
const doneMark = "<!-- plangate: proposal done -->";

/** True where we closed the pull request with this body. */
export function isProposalDone(body: string): boolean {
  return body.includes(doneMark);
}

/** The pull request that brings a plan's boxes and links where its branch takes no commit. */
export function proposalWords(path: string): { readonly title: string; readonly body: string } {
  return {
    title: `Update boxes and issue links in ${fileWords(path)}`,
    body: [
      `Brings ${asCode(path)} up to date with its issues: boxes and issue links, nothing else.`,
      "",
      "The branch takes no commit of plangate's, or moves on before each, or the settings ask for it. There is one such pull request for the plan; it is brought up to date while it is open, and closed when nothing is left in it. Where it is closed unmerged, plangate asks again only when there is something else to write.",
    ].join("\n"),
  };
}

/** What its body says once we closed it. */
export function proposalDoneWords({ path, because }: Pick<CloseProposal, "path" | "because">): string {
  const words = {
    done: `Nothing is left to write to ${asCode(path)}: plan and issues say the same.`,
    committed: `What stood here is committed to ${asCode(path)} itself: its branch takes commits of plangate's again.`,
    settings: `The settings ask for no pull request any more: ${asCode("write-back")} was changed.`,
  } as const;
  return `${doneMark}\n\n${words[because]}`;
}

/** Why what is to be written waits: a person has to merge it. */
export function proposalWaitsWords(path: string, pullRequest: string, isUnrest: boolean): string {
  const why = isUnrest
    ? "its branch moved on before each commit"
    : "its branch takes changes by pull request alone";
  return `Cannot write to ${path}: ${why}. Merge ${pullRequest}`;
}

/** Why what is to be written is not asked for again. */
export function proposalDeclinedWords(path: string, pullRequest: string): string {
  return `Cannot write to ${path}: ${pullRequest} was closed unmerged. Reopen and merge it, or make plan and issues agree`;
}
