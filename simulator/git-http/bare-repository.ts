import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { encodeObjects } from "../git/encode-objects.ts";
import type { Repository } from "../state/repository.ts";

/** Runs git without anybody's own configuration. */
function git(folder: string, ...args: readonly string[]): void {
  const env = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  execFileSync("git", ["-C", folder, ...args], { env, stdio: "pipe" });
}

/** A bare repository that asks the door about every push. `hook` is a command of a shell. */
export function makeBareRepository(folder: string, hook: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, "init", "--quiet", "--bare", ".");
  git(folder, "config", "http.receivepack", "true");
  git(folder, "config", "receive.procReceiveRefs", "refs");
  const file = join(folder, "hooks", "proc-receive");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${hook}\n`, { mode: 0o755 });
}

/** Writes every object and ref of a simulated repository, as they are now. */
export function mirror(repository: Repository, folder: string): void {
  for (const { sha, bytes } of encodeObjects(repository.git)) {
    const file = join(folder, "objects", sha.slice(0, 2), sha.slice(2));
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, deflateSync(bytes));
  }
  for (const part of ["heads", "tags"]) rmSync(join(folder, "refs", part), { recursive: true, force: true });
  mkdirSync(join(folder, "refs", "heads"), { recursive: true });
  for (const [ref, sha] of repository.refs) {
    if (!/^refs\/(heads|tags)\//.test(ref)) continue;
    mkdirSync(dirname(join(folder, ref)), { recursive: true });
    writeFileSync(join(folder, ref), `${sha}\n`);
  }
  writeFileSync(join(folder, "HEAD"), `ref: refs/heads/${repository.defaultBranch}\n`);
}
