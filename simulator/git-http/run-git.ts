import { execFile } from "node:child_process";

/** How a run of git ended, and everything that it printed. */
export interface GitRun {
  readonly exitCode: number;
  readonly words: string;
}

/** Runs the machine's own git as a person would in a folder, with nobody's configuration. 1 where there is no git. */
export function runGit(folder: string, args: readonly string[]): Promise<GitRun> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
  };
  return new Promise((resolve) => {
    execFile("git", [...args], { cwd: folder, env }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ exitCode: code, words: `${out}${err}` });
    });
  });
}
