import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGit } from "../../../simulator/git-http/run-git.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { Login } from "./people.ts";

/** What the machine's own git said to a push. */
export interface GitPush {
  /** As a person would type it. */
  readonly command: string;
  readonly isRefused: boolean;
  /** What git printed. */
  readonly lines: readonly string[];
}

/**
 * Clones the home over HTTP and pushes a tag of its head, with the machine's own git and nobody's configuration.
 * Undefined where there is no git that can.
 */
export async function pushTag(tag: string, login: Login, world: DemoWorld): Promise<GitPush | undefined> {
  const { simulator, home } = world;
  const door = await simulator.openGitDoor();
  const folder = mkdtempSync(join(tmpdir(), "plangate-demo-"));
  const clone = join(folder, "clone");
  const address = door.url(home.fullName, simulator.userToken(login));
  try {
    const cloned = await runGit(folder, ["clone", "--quiet", address, clone]);
    const tagged = cloned.exitCode === 0 ? await runGit(clone, ["tag", tag]) : cloned;
    if (tagged.exitCode !== 0) return undefined;
    const pushed = await runGit(clone, ["push", "origin", tag]);
    // The simulated GitHub's address, which may carry the token.
    const words = pushed.words.replaceAll(
      /http:\/\/[^\s']+\.git/g,
      `https://github.com/${home.fullName}.git`,
    );
    const lines = words.split("\n").map((line) => line.trimEnd());
    return {
      command: `git push origin ${tag}`,
      isRefused: pushed.exitCode !== 0,
      lines: lines.filter((line) => line !== "" && line !== "remote:"),
    };
  } finally {
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
