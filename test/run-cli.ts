import { execFile } from "node:child_process";
import { join } from "node:path";
import type { House } from "./scenarios/house.ts";

/** What a run of the command line left behind. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line against the house's GitHub, with a token. */
export function runCli(
  { simulator }: Pick<House, "simulator">,
  token: string,
  args: readonly string[],
): Promise<Ran> {
  const cli = join(import.meta.dirname, "../src/cli.ts");
  const env = { ...process.env, GITHUB_TOKEN: token, GITHUB_API_URL: simulator.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env }, (error, out, err) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}
