import { Octokit } from "@octokit/rest";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { GitHub } from "../../src/engine/github.ts";
import { Caches } from "../../src/github/caches.ts";
import { createGitHub } from "../../src/github/create-git-hub.ts";
import { createWire } from "../../src/github/create-wire.ts";
import { fixedToken } from "../../src/github/token-source.ts";
import type { CommitSha, IssueNumber, RepositoryName } from "../../src/model/repository.ts";
import { homeFacts } from "../shared/fake-github.ts";
import { writers } from "./watch-writes.ts";
import { thousandRuns } from "./thousand-runs.ts";

const repository: RepositoryName = "o/home";

/** Everything that plangate may send, whatever it is told: method and path, with what stands for names. */
const allowed: readonly RegExp[] = [
  /^POST \/graphql (?:createIssue|createCommitOnBranch|createLabel|updateRefs)$/,
  /^PATCH \/repos\/o\/home\/issues\/7$/,
  /^POST \/repos\/o\/home\/issues\/7\/(?:comments|sub_issues|dependencies\/blocked_by)$/,
  /^DELETE \/repos\/o\/home\/issues\/7\/dependencies\/blocked_by\/7$/,
  /^POST \/repos\/o\/home\/issues\/comments\/7\/reactions$/,
  /^POST \/repos\/o\/home\/(?:labels|milestones|pulls|check-runs|releases)$/,
  /^POST \/repos\/o\/home\/git\/(?:blobs|trees|commits|refs)$/,
  /^PATCH \/repos\/o\/home\/git\/refs\/heads%2F[^/]*$/,
  /^PATCH \/repos\/o\/home\/(?:pulls|check-runs|releases)\/7$/,
];

/** Names that would lead elsewhere where they were put into an address as they are. */
const name = fc.oneof(
  fc.constantFrom(
    "../tags/v1.0.0",
    "tags/v1.0.0",
    "main?force=true",
    "..%2F..%2Ftags%2Fv1",
    "main#x",
    "v1.0.0",
    "a b",
  ),
  fc.string({ minLength: 1, maxLength: 12 }),
);

const write = fc.record({
  what: fc.constantFrom(...writers),
  name,
  text: name,
});
type Asked = typeof write extends fc.Arbitrary<infer T> ? T : never;

const commit = "c0ffee".padEnd(40, "0") as CommitSha;
const issue = { repository, number: 7 as IssueNumber };

function ask(github: GitHub, { what, name: named, text }: Asked): Promise<unknown> {
  const check = { name: named, title: text, summary: text, annotations: [], externalId: text };
  const file = { repository, path: named, bytes: new TextEncoder().encode(text), headline: text };
  switch (what) {
    case "createLabel":
      return github.createLabel(repository, named);
    case "createMilestone":
      return github.createMilestone(repository, named);
    case "createIssue":
      return github.createIssue({ repository: homeFacts, title: text, body: text, labelNodeIds: [named] });
    case "updateIssue":
      return github.updateIssue(issue, { title: text, body: named });
    case "addSubIssue":
      return github.addSubIssue(issue, 7);
    case "addBlockedBy":
      return github.addBlockedBy(issue, 7);
    case "removeBlockedBy":
      return github.removeBlockedBy(issue, 7);
    case "comment":
      return github.comment(issue, text);
    case "react":
      return github.react(repository, 7, "+1");
    case "commitFile":
      return github.commitFile({ ...file, branch: named, onto: commit });
    case "commitObject":
      return github.commitObject({ ...file, parents: [commit] });
    case "createBranch":
      return github.createBranch(repository, named, commit);
    case "deleteBranch":
      return github.deleteBranch(homeFacts, named, commit);
    case "moveBranch":
      return github.moveBranch(repository, named, commit);
    case "openPullRequest":
      return github.openPullRequest(repository, { head: named, base: text, title: text, body: text });
    case "closePullRequest":
      return github.closePullRequest(issue, text);
    case "createCheck":
      return github.createCheck(repository, { ...check, status: "in_progress", commit });
    case "updateCheck":
      return github.updateCheck(repository, 7, { ...check, status: "in_progress" });
    case "draftRelease":
      return github.draftRelease(repository, {
        tag: named,
        commit,
        title: text,
        body: text,
        prerelease: false,
      });
    case "createTag":
      return github.createTag(repository, named, commit);
    case "publishRelease":
      return github.publishRelease(repository, 7);
    case "withdrawRelease":
      return github.withdrawRelease(repository, 7);
  }
}

/** Writes that were sent for what was asked, as `allowed` names them, and what is wrong in their bodies. */
async function sentFor(asked: Asked): Promise<readonly string[]> {
  const sent: string[] = [];
  const answer = async (address: string, init: { method?: string; body?: unknown }): Promise<Response> => {
    const { pathname } = new URL(address);
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const mutation = /\{\s*(\w+)\(input/.exec(String(body["query"]))?.[1];
    if (init.method !== "GET")
      sent.push(`${init.method} ${pathname}${mutation === undefined ? "" : ` ${mutation}`}`);
    if (/"force":true/.test(String(init.body))) sent.push("a forced branch");
    if (mutation === "updateRefs" && !/"refUpdates":\[\{"name":"refs\/heads\//.test(String(init.body)))
      sent.push("another ref than a branch");
    // What is made answers with a number and a name; GraphQL's answers are looked into no further here.
    return Response.json({ id: 7, number: 7, node_id: "N", sha: commit, object: { sha: commit }, data: {} });
  };
  const octokit = new Octokit({ baseUrl: "https://api.example", request: { fetch: answer, retries: 0 } });
  const cache = new Caches().within("test");
  const wire = createWire(
    { octokit, token: fixedToken("t"), cache: cache.answers },
    { writeSpacingMs: 0, retryBaseMs: 0 },
  );
  const github = createGitHub({ self: { appId: 1, login: "plangate[bot]" }, wire, caches: cache });
  // An answer that is none of this write's is an error of the port; what was sent is what counts.
  await ask(github, asked).catch((error: unknown) => error);
  return sent;
}

it("whatever it is told, plangate moves and deletes no tag, forces nothing, writes no ruleset and no one else's words", async () => {
  const property = fc.asyncProperty(write, async (asked) => {
    const sent = await sentFor(asked);

    expect(sent.filter((one) => allowed.every((pattern) => !pattern.test(one)))).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
  });

  await fc.assert(property, thousandRuns);
}, 60_000);
