import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../people/person.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import type { AppHandle } from "../views/app-handle.ts";
import type { RepositoryView } from "../views/repository-view.ts";
import { matchesRef } from "./ref-pattern.ts";

const at = { owner: "acme", repo: "tool" };
const log = { debug() {}, info() {}, warn() {}, error() {} };
const tagsOf = (pattern: string) => ({ ref_name: { include: [pattern], exclude: [] } });

let simulator: Simulator;
let tool: RepositoryView;
let app: AppHandle;
let ada: Person;
let octokit: Octokit;

beforeEach(async () => {
  simulator = await startSimulator();
  simulator.organization("acme");
  tool = simulator.repository("acme/tool", { collaborators: { ada: "admin" } });
  app = simulator.app({ slug: "plangate" });
  octokit = new Octokit({ baseUrl: simulator.url, auth: app.install("acme").token(), log });
  ada = simulator.as("ada", "acme/tool");
});

afterEach(async () => {
  simulator.assertAllowed();
  await simulator.close();
});

function restrictCreation(bypass?: number): void {
  const actors = bypass === undefined ? [] : [{ actor_id: bypass, actor_type: "Integration" }];
  const rules = [{ type: "creation" }];
  ada.createRuleset({
    name: "tags",
    target: "tag",
    conditions: tagsOf("refs/tags/v*"),
    rules,
    bypass_actors: actors,
  });
}

describe("checkRules()", () => {
  it("declines a person's tag in git's words", () => {
    restrictCreation();

    expect(() => ada.tag("v1.0.0")).toThrowErrorMatchingInlineSnapshot(`
      [PushRefused: remote: error: GH013: Repository rule violations found for refs/tags/v1.0.0.
      remote: Review all repository rules at https://github.com/acme/tool/rules?ref=refs%2Ftags%2Fv1.0.0
      remote: - Cannot create ref due to creations being restricted.
       ! [remote rejected] v1.0.0 -> v1.0.0 (push declined due to repository rule violations)]
    `);
    expect(tool.tags()).toEqual({});
  });

  it("refuses an App's tag with 422, and takes it from the App that may pass", async () => {
    restrictCreation(app.id);
    const other = simulator.app({ slug: "other" });
    const stranger = new Octokit({ baseUrl: simulator.url, auth: other.install("acme").token(), log });
    const tag = { ...at, ref: "refs/tags/v1.0.0", sha: tool.head() };

    await expect(stranger.rest.git.createRef(tag)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Cannot create ref due to creations being restricted.") as string,
    });
    await octokit.rest.git.createRef(tag);

    expect(Object.keys(tool.tags())).toEqual(["v1.0.0"]);
  });

  it("refuses to publish a release whose tag may not be made, and keeps the draft", async () => {
    restrictCreation();
    const { data } = await octokit.rest.repos.createRelease({ ...at, tag_name: "v1.0.0", draft: true });

    const publish = octokit.rest.repos.updateRelease({ ...at, release_id: data.id, draft: false });

    await expect(publish).rejects.toMatchObject({
      status: 422,
      response: {
        data: {
          message: "Validation Failed",
          errors: [
            {
              field: "pre_receive",
              message:
                "pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n",
            },
            { message: "Published releases must have a valid tag" },
          ],
        },
      },
    });
    expect(tool.releases()).toMatchObject([{ draft: true }]);
    expect(tool.tags()).toEqual({});
  });

  it("asks for a check of the right App on the tagged commit", async () => {
    const required = { context: "plangate/release v1.0.0", integration_id: app.id };
    const rule = {
      type: "required_status_checks",
      parameters: { required_status_checks: [required], strict_required_status_checks_policy: false },
    };
    ada.createRuleset({ name: "gate", target: "tag", conditions: tagsOf("refs/tags/v1.0.0"), rules: [rule] });
    ada.reportCheck("plangate/release v1.0.0");

    expect(() => ada.tag("v1.0.0")).toThrow('Required status check "plangate/release v1.0.0" is expected.');
    const name = "plangate/release v1.0.0";
    await octokit.rest.checks.create({ ...at, name, head_sha: tool.head(), conclusion: "success" });
    ada.tag("v1.0.0");

    expect(Object.keys(tool.tags())).toEqual(["v1.0.0"]);
  });

  it("refuses a file write where pull requests are asked for, with 409", async () => {
    const conditions = tagsOf("~DEFAULT_BRANCH");
    ada.createRuleset({ name: "main", target: "branch", conditions, rules: [{ type: "pull_request" }] });

    const write = octokit.rest.repos.createOrUpdateFileContents({
      ...at,
      path: "a",
      message: "a",
      content: "YQ==",
    });

    await expect(write).rejects.toMatchObject({ status: 409 });
  });

  it("does not take GitHub Actions as one who may pass, nor a rule that is not for tags", () => {
    expect(() => restrictCreation(15_368)).toThrow("Validation Failed");
    expect(() => ada.createRuleset({ name: "x", target: "tag", rules: [{ type: "pull_request" }] })).toThrow(
      "Validation Failed",
    );
  });
});

describe("matchesRef()", () => {
  it.each([
    ["refs/tags/v*", "refs/tags/v1.2.3", true],
    ["refs/tags/v*", "refs/tags/v1/x", false],
    ["refs/tags/**/*", "refs/tags/a/b", true],
    ["~ALL", "refs/tags/anything", true],
    ["refs/tags/v1.2.3", "refs/tags/v1x2x3", false],
  ])("%s and %s: %s", (pattern, ref, isMeant) => {
    const conditions = { include: [pattern], exclude: [], defaultBranch: "main" };

    expect(matchesRef(ref, conditions)).toBe(isMeant);
  });
});
