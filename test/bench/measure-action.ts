import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "./measure.ts";

/** What the Action's files may weigh together. */
const bytesAim = 1_000_000;
const starts = 7;

/** Builds the Action beside nobody's way, and looks at how large it is and how soon it can say that it has no inputs. */
export function actionRows(): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), "plangate-bench-"));
  try {
    build(folder);
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    return [
      { what: "start of the Action / of an empty node", ratio: startRatio(folder), aim: 5 },
      { what: "bytes of the Action / 1 MB", ratio: bytes / bytesAim, aim: 1 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(folder: string): void {
  const env = { ...process.env, PLANGATE_ACTION_DIR: folder };
  const bin = join(import.meta.dirname, "../../node_modules/.bin/rolldown");
  const { status, stderr } = spawnSync(bin, ["-c", "rolldown.config.ts"], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`Cannot build the Action: ${stderr}`);
}

/** Least of several starts each, in turns. */
function startRatio(folder: string): number {
  const tellCpu = join(folder, "tell-cpu.cjs");
  writeFileSync(tellCpu, tellingCpu);
  let [least, leastOfEmpty] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let start = 0; start < starts; start += 1) {
    leastOfEmpty = Math.min(leastOfEmpty, cpuMsOf(["--require", tellCpu, "-e", ""]));
    least = Math.min(least, cpuMsOf(["--require", tellCpu, join(folder, "index.js")]));
  }
  return least / leastOfEmpty;
}

/** Makes a process say at its end how long processors were at work for it: what others make it wait does not count. */
const tellingCpu = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").writeSync(2, "\\ncpu " + (user + system));
});`;

function cpuMsOf(words: readonly string[]): number {
  // Nothing of this machine's own settings: a step without inputs.
  const child = spawnSync(process.execPath, words, { env: {}, encoding: "utf8" });
  if (child.error !== undefined) throw child.error;
  const told = /^cpu (\d+)$/m.exec(child.stderr)?.[1];
  if (told === undefined) throw new Error(`Cannot tell how long "${words.join(" ")}" took: ${child.stderr}`);
  return Number(told) / 1_000;
}
