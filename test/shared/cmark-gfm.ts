import { spawnSync } from "node:child_process";

/** A task item as cmark-gfm sees it. */
export interface CmarkTask {
  /** Line its item begins on. */
  readonly line: number;
  readonly checked: boolean;
}

const options = ["-e", "tasklist", "-e", "table", "-e", "strikethrough", "--sourcepos", "--unsafe"];

/** The task items of a text by `cmark-gfm`, the C implementation. Throws where it is not installed. */
export function cmarkTasksOf(text: string): readonly CmarkTask[] {
  const { error, status, stdout } = spawnSync("cmark-gfm", options, {
    input: text,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) {
    throw new Error(
      "Cannot run cmark-gfm, which this test compares plangate with: install it " +
        '("apt-get install cmark-gfm" on Debian and Ubuntu, "brew install cmark-gfm" on macOS)',
      { cause: error },
    );
  }
  if (status !== 0) throw new Error(`Cannot compare with cmark-gfm: it ended with status ${status}`);
  const items = stdout
    .toString("utf8")
    .matchAll(/<li data-sourcepos="(\d+):[^"]*"><input type="checkbox" (checked="" )?/g);
  return Array.from(items, ([, line, checked]) => ({ line: Number(line), checked: checked !== undefined }));
}
