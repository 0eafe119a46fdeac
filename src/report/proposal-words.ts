import { fileWords } from "./file-words.ts";
import { asCode } from "./inert.ts";

/** The comment that tells our own closing of a pull request from a person's. */
const doneMark = "<!-- plangate: proposal done -->";

/** True where we closed the pull request with this body, as nothing was left in it. */
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
      "This branch takes no commit of plangate's, so it asks here. There is one such pull request for the plan; it is brought up to date while it is open, and closed when nothing is left in it. Where it is closed unmerged, plangate asks again only when there is something else to write.",
    ].join("\n"),
  };
}

/** What its body says once nothing is left to write. */
export function proposalDoneWords(path: string): string {
  return `${doneMark}\n\nNothing is left to write to ${asCode(path)}: plan and issues say the same.`;
}
