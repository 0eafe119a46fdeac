import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { outputCharactersMax } from "../evidence/reports/verifications-file.ts";
import { withoutSecrets } from "../engine/scrub.ts";
import type { Verification, VerificationEnd } from "../model/verification.ts";

/** Of both outputs together; nobody reads more of a log. */
const printedBytesMax = 10 * 1_048_576;

/** All that a command sees of the step's environment: no token, no input, nothing of the runner's. */
const passedOn = ["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "USER", "LOGNAME", "CI"];

export interface RunningOptions {
  /** Where it runs: the workspace. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** Hears what it prints, as it comes. */
  readonly log: (text: string) => void;
}

/**
 * Runs one command that settings allow in a shell of its own, as a workflow's `run` does (every part of a pipe must
 * succeed), and says what it did. What it started is ended with it. Rejects where there is no such shell.
 */
export function runVerification(command: string, options: RunningOptions): Promise<Verification> {
  const { folder, env, timeoutMs, log } = options;
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", command], {
      cwd: folder,
      env: Object.fromEntries(
        passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
      ),
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that all of it can be ended.
      detached: true,
    });
    let stopped: VerificationEnd | undefined;
    const stop = (end: VerificationEnd): void => {
      stopped ??= end;
      endGroup(child);
      // Who left the group may hold the pipes open: nobody listens any more.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(
      () => stop({ kind: "timed-out", seconds: Math.ceil(timeoutMs / 1_000) }),
      timeoutMs,
    );
    const printed = new Printed();
    const hear = (keep: boolean) => (chunk: Buffer) => {
      log(chunk.toString());
      if (!printed.take(chunk, keep)) stop({ kind: "flooded" });
    };
    child.stdout.on("data", hear(true));
    child.stderr.on("data", hear(false));
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new Error(`Cannot run "${command}": there is no bash to run it with: ${error.message}`));
    });
    child.on("exit", () => endGroup(child));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const end = stopped ?? (code === null ? killedBy(signal) : { kind: "exited", code });
      resolve({ command, end, ...printed.tail() });
    });
  });
}

/** What was printed: how much in all, and the end of the standard output. */
class Printed {
  readonly #decoder = new TextDecoder();
  #bytes = 0;
  #output = "";
  #isCut = false;

  /** False once it is too much. */
  take(chunk: Buffer, keep: boolean): boolean {
    this.#bytes += chunk.length;
    if (keep) {
      const all = this.#output + this.#decoder.decode(chunk, { stream: true });
      this.#output = all.slice(-outputCharactersMax);
      this.#isCut ||= this.#output.length < all.length;
    }
    return this.#bytes <= printedBytesMax;
  }

  tail(): Pick<Verification, "output" | "isCut"> {
    // A workflow's artifacts are not masked as its logs are.
    const output = withoutSecrets(this.#output.toWellFormed());
    return {
      output: output.slice(-outputCharactersMax),
      isCut: this.#isCut || output.length > outputCharactersMax,
    };
  }
}

function killedBy(signal: string | null): VerificationEnd {
  return { kind: "killed", signal: signal ?? "a signal" };
}

/** Ends a command with everything it started that is still there. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // None of them is left: that was to be reached.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
