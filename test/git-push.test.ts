import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GitDoor } from "../simulator/git-http/git-door.ts";
import { runGit } from "../simulator/git-http/run-git.ts";
import type { GitRun } from "../simulator/git-http/run-git.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { startSimulator } from "../simulator/start-simulator.ts";

let simulator: Simulator;
let door: GitDoor;
let tool: ReturnType<Simulator["repository"]>;
const folder = mkdtempSync(join(tmpdir(), "plangate-push-"));
const clone = join(folder, "tool");

beforeAll(async () => {
  simulator = await startSimulator();
  simulator.organization("acme");
  simulator.user("eve");
  tool = simulator.repository("acme/tool", {
    files: { "README.md": "Hello\n", "docs/plan.md": "- [ ] T1\n" },
    collaborators: { ada: "admin", eve: "write", bob: "read" },
  });
  door = await simulator.openGitDoor();
  simulator.as("ada", "acme/tool").createRuleset({
    name: "tags",
    target: "tag",
    conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
    rules: [{ type: "creation" }, { type: "update" }, { type: "deletion" }],
  });
  await git(folder, "clone", "--quiet", door.url("acme/tool", simulator.userToken("eve")), clone);
});

afterAll(async () => {
  await door.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const git = (cwd: string, ...args: readonly string[]): Promise<GitRun> => runGit(cwd, args);

describe("git push of a tag", () => {
  it("clones what is there", async () => {
    const { words } = await git(clone, "rev-parse", "HEAD");

    expect(words.trim()).toBe(tool.head());
    expect((await git(clone, "fsck", "--strict")).exitCode).toBe(0);
  });

  it("is refused by the ruleset in GitHub's own words", async () => {
    await git(clone, "tag", "v0.1.0");

    const { exitCode, words } = await git(clone, "push", "origin", "v0.1.0");

    expect(exitCode).toBe(1);
    expect(words.split("\n").map((line) => line.trimEnd())).toEqual(
      expect.arrayContaining([
        "remote: error: GH013: Repository rule violations found for refs/tags/v0.1.0.",
        "remote: Review all repository rules at https://github.com/acme/tool/rules?ref=refs%2Ftags%2Fv0.1.0",
        "remote: - Cannot create ref due to creations being restricted.",
        " ! [remote rejected] v0.1.0 -> v0.1.0 (push declined due to repository rule violations)",
      ]),
    );
    expect(tool.tags()).toEqual({});
  });

  it("goes through where no rule speaks of it, and not for who may only read", async () => {
    await git(clone, "tag", "nightly");

    const asBob = await git(clone, "push", door.url("acme/tool", simulator.userToken("bob")), "nightly");
    expect(asBob.exitCode).toBe(1);
    expect(tool.tags()).toEqual({});

    const asEve = await git(clone, "push", "origin", "nightly");
    expect(asEve.exitCode).toBe(0);
    expect(tool.tags()).toEqual({ nightly: tool.head() });
    expect(simulator.violations).toEqual([]);
  });
});
