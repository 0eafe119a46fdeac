import type { Command, Person } from "../model/statement.ts";

/**
 * What plangate keeps of a comment it answered, hidden in its answer. Only what such a marker says was accepted
 * counts, and only to the words it names.
 */
export interface AnswerMarker {
  /** Id of the comment that is answered. */
  readonly comment: number;
  readonly kind: Command["kind"] | "refused";
  /** Gate, criterion or decision key, or version. */
  readonly subject?: string;
  /** Who said it: what was taken back stays taken back when the comment is gone. */
  readonly by?: Person;
  /** Digest of the wording that the statement is bound to. */
  readonly wording?: string;
  /** Digest of the files that the statement is bound to. */
  readonly tree?: string;
  /** The pull request's head, where a change of the gate was approved and not the gate itself. */
  readonly head?: string;
  /** The release that was asked for is out. */
  readonly made?: true;
}

const markerLine =
  /^<!-- plangate: answer comment=(\d{1,15}) kind=([a-z]+)(?: subject=([A-Za-z0-9][A-Za-z0-9._:+~-]{0,79}))?(?: by=(\d{1,15}):([A-Za-z0-9_-]{1,64}))?(?: wording=([0-9a-f]{1,64}))?(?: tree=([0-9a-f]{1,64}))?(?: head=([0-9a-f]{40,64}))?( made)? -->$/;

const kinds: ReadonlySet<string> = new Set<AnswerMarker["kind"]>([
  "approve",
  "attest",
  "decide",
  "waive",
  "revoke",
  "release",
  "confirm",
  "recheck",
  "help",
  "refused",
]);

/** `<!-- plangate: answer comment=12 kind=approve subject=G3 by=7:ada wording=3f… -->`. Throws where it could not be read back. */
export function printAnswerMarker(marker: AnswerMarker): string {
  const { comment, kind, subject, by, wording, tree, head, made } = marker;
  const of = subject === undefined ? "" : ` subject=${subject}`;
  const from = by === undefined ? "" : ` by=${by.id}:${by.login}`;
  const to = wording === undefined ? "" : ` wording=${wording}`;
  const at = tree === undefined ? "" : ` tree=${tree}`;
  const on = head === undefined ? "" : ` head=${head}`;
  const end = made === undefined ? "" : " made";
  const printed = `<!-- plangate: answer comment=${comment} kind=${kind}${of}${from}${to}${at}${on}${end} -->`;
  if (!markerLine.test(printed))
    throw new Error(`Cannot print an answer marker for "${subject ?? ""}" by "${by?.login ?? ""}"`);
  return printed;
}

/**
 * The markers of an answer: its first lines, before any word of it. A marker further down is somebody's text and says
 * nothing.
 */
export function readAnswerMarkers(body: string): readonly AnswerMarker[] {
  const markers: AnswerMarker[] = [];
  for (const line of body.split(/\r\n|\n|\r/)) {
    const match = markerLine.exec(line);
    if (match === null || !kinds.has(match[2] ?? "")) break;
    const [, comment, kind, subject, id, login, wording, tree, head, made] = match;
    markers.push({
      comment: Number(comment),
      kind: kind as AnswerMarker["kind"],
      ...(subject === undefined ? {} : { subject }),
      ...(id === undefined || login === undefined ? {} : { by: { id: Number(id), login } }),
      ...(wording === undefined ? {} : { wording }),
      ...(tree === undefined ? {} : { tree }),
      ...(head === undefined ? {} : { head }),
      ...(made === undefined ? {} : { made: true }),
    });
  }
  return markers;
}
