/** Blocks of markdown, each whole in itself, one below the other: as many as fit, and a word about the rest. */
export function fitBlocks(blocks: readonly string[], charactersMax: number): string {
  const whole = blocks.filter((block) => block !== "");
  const text = whole.join("\n\n");
  if (text.length <= charactersMax) return text;
  const kept: string[] = [];
  let left = charactersMax - noticeOf(whole.length).length;
  let cut = 0;
  for (const block of whole) {
    const lines = cut === 0 && isList(block) ? fittingLines(block, left) : block;
    if (cut === 0 && lines.length + 2 <= left && lines !== "") {
      kept.push(lines);
      left -= lines.length + 2;
    }
    if (lines !== block || !kept.includes(block)) cut += 1;
  }
  return [...kept, noticeOf(cut)].join("\n\n").slice(0, charactersMax);
}

function noticeOf(cut: number): string {
  return `_Cut here: ${cut === 1 ? "one part does" : `${cut} parts do`} not fit in an issue. The plan itself has all of it._`;
}

/** Only a list whose items are one line each may be cut between its lines. */
function isList(block: string): boolean {
  return block.split("\n").every((line) => /^ *- /.test(line));
}

function fittingLines(block: string, charactersMax: number): string {
  const kept: string[] = [];
  let left = charactersMax - 2;
  for (const line of block.split("\n")) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return kept.join("\n");
}
