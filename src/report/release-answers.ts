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
  return `**${inert(asked.version)} is tagged and published**${address}`;
}

/** It was not refused by a gate, but could not be made or gone on with. */
export function releaseStoppedAnswer(asked: Asked, reason: string): string {
  return [
    `**${inert(asked.version)} is not released**: ${inert(reason)}`,
    `What was begun stays as it is, and nothing is taken back. Ask again with ${asCode(`/plangate release ${asked.version}`)} when it is mended.`,
  ].join("\n\n");
}
