/**
 * Git's own `proc-receive` hook of the bare repository: asks the git door about every ref that is pushed, and tells git
 * what became of each in GitHub's words (gitprotocol: githooks(5), proc-receive). Run by git, never imported.
 */
const door = process.env["PLANGATE_GIT_DOOR"] ?? "";
const actor = process.env["REMOTE_USER"] ?? "";
const repository = process.env["PLANGATE_GIT_REPOSITORY"] ?? "";

interface Ruling {
  readonly remote: readonly string[];
  readonly reports: readonly string[];
}

const chunks: Buffer[] = [];
let waiting: ((more: Buffer | undefined) => void) | undefined;
let ended = false;
process.stdin.on("data", (chunk: Buffer) => {
  chunks.push(chunk);
  waiting?.(undefined);
});
process.stdin.on("end", () => {
  ended = true;
  waiting?.(undefined);
});

let rest = Buffer.alloc(0);

async function read(bytes: number): Promise<Buffer> {
  for (;;) {
    rest = Buffer.concat([rest, ...chunks.splice(0)]);
    if (rest.length >= bytes || ended) break;
    await new Promise<Buffer | undefined>((resolve) => (waiting = resolve));
  }
  const part = rest.subarray(0, bytes);
  rest = rest.subarray(bytes);
  return part;
}

/** Lines up to the flush packet. */
async function readLines(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (;;) {
    const length = Number.parseInt((await read(4)).toString("ascii"), 16);
    if (!(length >= 4)) return lines;
    lines.push((await read(length - 4)).toString("utf8").replace(/\n$/, ""));
  }
}

function write(lines: readonly string[]): void {
  for (const line of lines) {
    process.stdout.write(`${(Buffer.byteLength(line) + 4).toString(16).padStart(4, "0")}${line}`);
  }
  process.stdout.write("0000");
}

await readLines();
write(["version=1"]);
const commands = await readLines();
const answer = await fetch(door, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ actor, repository, commands }),
});
const { remote, reports } = (await answer.json()) as Ruling;
for (const line of remote) process.stderr.write(`${line}\n`);
write(reports);
