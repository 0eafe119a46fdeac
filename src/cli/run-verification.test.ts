import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runVerification } from "./run-verification.ts";

const folder = mkdtempSync(join(tmpdir(), "plangate-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = {
  PATH: process.env["PATH"],
  HOME: folder,
  LANG: "C.UTF-8",
  GITHUB_TOKEN: "ghs_0123456789abcdef",
  INPUT_TOKEN: "ghs_0123456789abcdef",
  ACTIONS_RUNTIME_TOKEN: "secret",
  GITHUB_ENV: join(folder, "env"),
  MY_SECRET: "secret",
  BASH_ENV: join(folder, "evil.sh"),
};

const run = (command: string, more: Partial<Parameters<typeof runVerification>[1]> = {}) =>
  runVerification(command, { folder, env, timeoutMs: 20_000, log: () => undefined, ...more });

describe("runVerification()", () => {
  it.each([
    ["true", 0],
    ["exit 3", 3],
    ["false\ntrue", 1],
    ["false | cat", 1],
    ["no-such-program | wc -l", 127],
  ])("says how %j ended", async (command, code) => {
    expect((await run(command)).end).toEqual({ kind: "exited", code });
  });

  it("keeps what is printed to the standard output, and lets the log hear everything", async () => {
    let heard = "";
    const done = await run("echo one; echo two >&2; pwd", { log: (text) => (heard += text) });

    expect(done).toMatchObject({ output: `one\n${folder}\n`, isCut: false });
    expect(heard.split("\n").toSorted()).toEqual(["", "one", "two", folder].toSorted());
  });

  it("lets a command see no token, no input and nothing else of the runner's", async () => {
    const names = (await run("env | cut -d= -f1")).output.trim().split("\n");

    // What the shell itself sets.
    const own = new Set(["PWD", "OLDPWD", "SHLVL", "_"]);
    expect(names.filter((name) => !own.has(name)).toSorted()).toEqual(["HOME", "LANG", "PATH"]);
  });

  it("gives a command nothing to read", async () => {
    expect(await run("cat")).toMatchObject({ end: { kind: "exited", code: 0 }, output: "" });
  });

  it("ends what takes too long, with everything it started", async () => {
    const pipe = join(folder, "held");
    await run(`mkfifo ${pipe}`);
    // It ends when nobody holds the pipe open any more.
    const released = readFile(pipe, "utf8");

    const done = await run(`(exec 3> ${pipe}; sleep 60) & echo begun; sleep 60`, { timeoutMs: 2_000 });

    expect(done).toMatchObject({ end: { kind: "timed-out", seconds: 2 }, output: "begun\n" });
    expect(await released).toBe("");
  });

  it("waits no longer than allowed for what a command leaves behind", async () => {
    const started = performance.now();
    const done = await run("setsid sleep 5 & sleep 0.2; echo done", { timeoutMs: 500 });

    expect(done.end).toEqual({ kind: "timed-out", seconds: 1 });
    expect(performance.now() - started).toBeLessThan(4_500);
  });

  it("ends what floods the log", async () => {
    expect((await run("yes")).end).toEqual({ kind: "flooded" });
  });

  it("tells a command that was killed", async () => {
    expect((await run("kill -SEGV $$")).end).toEqual({ kind: "killed", signal: "SIGSEGV" });
  });

  it("keeps the end of a long output, and nothing that looks like a secret", async () => {
    const long = await run("seq 1 5000");
    const secret = await run("echo ghp_0123456789abcdefghij; echo 13");

    expect(long.isCut).toBe(true);
    expect(long.output).toHaveLength(4_000);
    expect(long.output).toMatch(/\n5000\n$/);
    expect(secret).toMatchObject({ output: "[secret]\n13\n", isCut: false });
  });

  it("rejects where there is no shell", async () => {
    await expect(run("true", { env: { PATH: folder } })).rejects.toThrow("there is no bash to run it with");
  });
});
