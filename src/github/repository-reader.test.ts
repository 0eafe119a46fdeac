import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RepositoryName } from "../model/repository.ts";
import { headOf, setStage, type Stage, tool } from "./test-support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

const person = (login: string) => ({ id: stage.simulator.user(login).id, login });

describe("repository()", () => {
  it("reads a repository by name and by id", async () => {
    const byName = await stage.github.repository(tool);

    expect(byName).toMatchObject({
      name: tool,
      ownerKind: "organization",
      visibility: "public",
      defaultBranch: "main",
      archived: false,
      hasIssues: true,
    });
    expect(await stage.github.repository(byName.id)).toEqual(byName);
  });

  it("follows a rename, and knows what became private", async () => {
    const { id } = await stage.github.repository(tool);
    const ada = stage.simulator.as("ada", tool);
    ada.rename("hammer");
    ada.changeVisibility("private");

    expect(await stage.github.repository(tool)).toMatchObject({
      id,
      name: "acme/hammer",
      visibility: "private",
    });
  });

  it("rejects where there is none", async () => {
    await expect(stage.github.repository("acme/nothing")).rejects.toMatchObject({
      name: "TerminalError",
      status: 404,
      message: "Cannot read the repository acme/nothing: Not Found",
    });
  });
});

describe("head()", () => {
  it("reads the head of a branch, also one with a slash in its name", async () => {
    const ada = stage.simulator.as("ada", tool);
    ada.branch("feature/x");
    const sha = ada.push({ "a.md": "a\n" }, { branch: "feature/x" });

    expect(await stage.github.head(tool, "feature/x")).toBe(sha);
    expect(await stage.github.head(tool, "main")).toBe(stage.tool.head());
  });

  it("is undefined where there is no such branch, and rejects where there is no such repository", async () => {
    expect(await stage.github.head(tool, "gone")).toBeUndefined();
    await expect(stage.github.head("acme/nothing", "main")).rejects.toMatchObject({ status: 404 });
  });
});

describe("role()", () => {
  it.each([
    ["ada", "admin"],
    ["carl", "maintain"],
    ["dora", "triage"],
    ["bob", "read"],
  ])("reads that %s has %s", async (login, role) => {
    expect(await stage.github.role(tool, person(login))).toBe(role);
  });

  it("is none for somebody else under the login, and for nobody", async () => {
    const { id } = person("ada");

    expect(await stage.github.role(tool, { id: id + 1, login: "ada" })).toBe("none");
    expect(await stage.github.role(tool, { id, login: "nobody-at-all" })).toBe("none");
  });

  it("rejects where it cannot be read", async () => {
    stage.simulator.faults.inject({ when: () => true, kind: "500-not-applied", times: 9 });

    await expect(stage.github.role(tool, person("ada"))).rejects.toMatchObject({ name: "RetryableError" });
  });
});

describe("inTeam()", () => {
  it("knows who is in a team", async () => {
    stage.simulator.team("acme/security", ["ada"]);

    expect(await stage.github.inTeam("@acme/security", person("ada"))).toBe(true);
    expect(await stage.github.inTeam("@acme/security", person("bob"))).toBe(false);
    expect(await stage.github.inTeam("@acme/nobody", person("ada"))).toBe(false);
  });
});

describe("file() and paths()", () => {
  it("reads bytes as they are, at a commit, once", async () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x0d, 0x0a, 0xff, 0x00]);
    const before = await headOf(stage.github);
    stage.simulator.as("ada", tool).push({ "docs/roadmap.md": bytes });
    const head = await headOf(stage.github);

    expect(await stage.github.file(tool, "docs/roadmap.md", head)).toEqual(bytes);
    expect(
      Buffer.from((await stage.github.file(tool, "docs/roadmap.md", before)) ?? []).toString(),
    ).toContain("# Plan");
    const { reads } = stage.github.counts();
    await stage.github.file(tool, "docs/roadmap.md", head);
    await stage.github.paths(tool, head);
    expect(stage.github.counts().reads).toBe(reads);
  });

  it("is undefined where there is no such file, or a folder", async () => {
    const head = await headOf(stage.github);

    expect(await stage.github.file(tool, "docs/none.md", head)).toBeUndefined();
    expect(await stage.github.file(tool, "docs", head)).toBeUndefined();
  });

  it("lists every file", async () => {
    expect(await stage.github.paths(tool, await headOf(stage.github))).toEqual([
      "README.md",
      "docs/roadmap.md",
    ]);
  });

  it("rejects for a commit or repository that is not there", async () => {
    const nothing: RepositoryName = "acme/nothing";

    await expect(stage.github.file(nothing, "README.md", await headOf(stage.github))).rejects.toMatchObject({
      status: 404,
    });
  });
});
