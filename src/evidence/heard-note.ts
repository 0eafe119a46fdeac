/**
 * Plangate's note on a plan's issue that statements to it were made on a pull request: how they are found again when
 * the pull request is closed, without reading every pull request there ever was.
 */
const note = /^<!-- plangate: heard on=(\d{1,9}) -->(?:\r\n|\n|\r|$)/;

/** A note is listened to by its number; more of them are not made. */
export const notesMax = 50;

/** `<!-- plangate: heard on=12 -->`. */
export function printHeardNote(pullRequest: number): string {
  return `<!-- plangate: heard on=${pullRequest} -->`;
}

/** The pull request that a note names; undefined where a comment is none. */
export function readHeardNote(body: string): number | undefined {
  const number = note.exec(body)?.[1];
  return number === undefined ? undefined : Number(number);
}
