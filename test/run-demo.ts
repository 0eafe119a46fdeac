import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** `plangate demo --once` as a process of its own, without any token in its environment; what it said and its exit code. */
export async function runDemo(
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<{ readonly exitCode: number; readonly text: string; readonly errors: string }> {
  const { GITHUB_TOKEN: _, GH_TOKEN: __, ...env } = process.env;
  const demo = spawn(process.execPath, ["src/cli.ts", "demo", "--once", ...args], {
    cwd: root,
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text: string[] = [];
  const errors: string[] = [];
  demo.stdout.setEncoding("utf8").on("data", (part: string) => text.push(part));
  demo.stderr.setEncoding("utf8").on("data", (part: string) => errors.push(part));
  await once(demo, "close");
  return { exitCode: demo.exitCode ?? -1, text: text.join(""), errors: errors.join("") };
}
