import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RepositoryId } from "../model/repository.ts";
import { connectToken } from "./connect-token.ts";
import { quick, setStage, type Stage, tool } from "./test-support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

describe("connectApp()", () => {
  it("gives one connection per installation, by name and by id", async () => {
    stage.simulator.repository("acme/other");
    const { id } = await stage.github.repository(tool);

    expect(await stage.connections.connect(id)).toBe(stage.github);
    expect(await stage.connections.connect("acme/other")).toBe(stage.github);
    expect(stage.github.self).toEqual({ appId: stage.app.id, login: "plangate[bot]" });
  });

  it("gives another one for another owner", async () => {
    stage.simulator.repository("eve/toy");
    stage.app.install("eve");

    const other = await stage.connections.connect("eve/toy");

    expect(other).not.toBe(stage.github);
    expect(await other.repository("eve/toy")).toMatchObject({ name: "eve/toy", ownerKind: "user" });
  });

  it("says where plangate has to be installed", async () => {
    stage.simulator.repository("eve/toy");

    for (const of of ["eve/toy", 987_654 as RepositoryId] as const) {
      await expect(stage.connections.connect(of)).rejects.toMatchObject({
        name: "TerminalError",
        code: "not-installed",
        message: expect.stringMatching(
          /^plangate is not installed on .*: install it at \S+\/apps\/plangate\/installations\/new$/,
        ) as string,
      });
    }
  });

  it("finds an installation that was made anew", async () => {
    await stage.github.repository(tool);
    stage.app.installation("acme").uninstall();
    await expect(stage.github.labels(tool)).rejects.toMatchObject({
      name: expect.stringMatching(/Error/) as string,
    });
    stage.app.install("acme");

    await stage.github.labels(tool).catch(() => undefined);
    const again = await stage.connections.connect(tool);

    expect(await again.repository(tool)).toMatchObject({ name: tool });
  });

  it("lists every repository of every installation, and names those it cannot read", async () => {
    stage.simulator.repository("eve/toy");
    stage.app.install("eve");
    expect(await stage.connections.installedRepositories()).toMatchObject({
      repositories: [{ name: "acme/tool" }, { name: "eve/toy" }],
      unreadable: [],
    });

    stage.app.installation("eve").suspend();
    expect(await stage.connections.installedRepositories()).toMatchObject({
      repositories: [{ name: "acme/tool" }],
    });
  });

  it("keeps going over an hour with new tokens", async () => {
    await stage.github.labels(tool);
    await stage.simulator.advance(2 * 3_600_000);

    expect(await stage.github.labels(tool)).toEqual([]);
    // The first one, one asked for with a clock that seemed wrong, and the second one.
    expect(stage.simulator.requests.tokens).toBe(3);
  });
});

describe("connectToken()", () => {
  it("acts as the person whose token it is", async () => {
    const connect = connectToken({ ...quick(stage.simulator), token: stage.simulator.userToken("ada") });
    const github = await connect(tool);
    const repository = await github.repository(tool);

    const issue = await github.createIssue({ repository, title: "T1", body: "", labelNodeIds: [] });

    expect(github.self).toMatchObject({ appId: null, login: "ada" });
    expect(await github.ownIssues(tool)).toEqual([issue]);
    expect(await connect(repository.id)).toBe(github);
  });

  it("reads who a workflow's own token is, or is told", async () => {
    const token = stage.simulator.workflowToken(tool, { issues: "write" });
    const asked = await connectToken({ ...quick(stage.simulator), token })(tool);
    const self = { appId: 15_368, login: "github-actions[bot]" };
    const told = await connectToken({ ...quick(stage.simulator), token, self })(tool);

    expect(asked.self.login).toBe("github-actions[bot]");
    const repository = await told.repository(tool);
    const issue = await told.createIssue({ repository, title: "T1", body: "", labelNodeIds: [] });
    expect(await told.ownIssues(tool)).toEqual([issue]);
    expect(await asked.ownIssues(tool)).toEqual([issue]);
  });

  it("refuses a token that GitHub does not accept", async () => {
    const connect = connectToken({ ...quick(stage.simulator), token: "ghp_nothing" });

    await expect(connect(tool)).rejects.toMatchObject({
      name: "TerminalError",
      status: 401,
      message: "Cannot read whose token it is: GitHub does not accept the token: give a valid one",
    });
  });
});
