import type { VerdictNode } from "../model/verdict.ts";
import { asCode, inert } from "./inert.ts";
import { releaseReport } from "./release-report.ts";

/** What of a request its answer speaks of. */
interface Asked {
  readonly version: string;
  readonly by: { readonly login: string };
}

/** Why a release is not made: what stands before it, and who can do what next. */
export function releaseRefusedAnswer(asked: Asked, node: VerdictNode): string {
  const report = releaseReport(node);
  return [
    `**${inert(report.title)}.** ${report.summary}`,
    `Ask again with ${asCode(`/plangate release ${asked.version}`)} when it is done.`,
    `<details><summary>Everything that was asked</summary>\n\n${report.text}\n\n</details>`,
  ].join("\n\n");
}

/** The release is out. */
export function releaseMadeAnswer(asked: Asked, url: string): string {
  const address = /^https?:\/\/[\w.~:/?#@!$&'*+,;=%-]+$/.test(url) ? `: <${url}>` : "";
  return `**${inert(asked.version)} is tagged and published**${address}\n\nThe release keeps the record of every gate as it stood then.`;
}

/** It was not refused by a gate, or no longer could be; what was begun is told as it is. */
export function releaseStoppedAnswer(
  asked: Asked,
  { reason, wayOut }: { readonly reason: string; readonly wayOut: string },
): string {
  return [
    `**${inert(asked.version)} is not released**: ${inert(reason)}`,
    `What would change it: ${inert(wayOut)}. Nothing is taken back; ask again with ${asCode(`/plangate release ${asked.version}`)}.`,
  ].join("\n\n");
}
