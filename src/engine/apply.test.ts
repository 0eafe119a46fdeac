import { describe, expect, it } from "vitest";
import { homeFacts, openFakeGitHub, repositoryFacts } from "../../test/shared/fake-github.ts";
import type { FakeGitHub } from "../../test/shared/fake-github.ts";
import { known } from "../model/known.ts";
import type { ObservedRepository } from "../model/observed.ts";
import type { CreateIssue, Operation } from "../model/operation.ts";
import type { CommitSha, IssueNumber, RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { openStore } from "../store/open-store.ts";
import { apply } from "./apply.ts";
import type { ApplyInput } from "./apply-run.ts";
import { RetryableError } from "./errors.ts";
import type { Lease, Store } from "./store.ts";
import { waitOf } from "./wait-of.ts";

const start = new Date("2026-11-20T12:00:00Z");
const quarantineMs = 10 * 60_000;
const scope = "1:plan.md";
const elsewhere = repositoryFacts(2, "o/elsewhere");

let time = start.getTime();
const now = () => new Date(time);

function createOf(subject: Subject, more: Partial<CreateIssue> = {}): CreateIssue {
  return {
    kind: "create-issue",
    subject,
    repository: homeFacts.name,
    title: subject,
    body: "",
    labels: [],
    ...more,
  };
}

interface World {
  readonly fake: FakeGitHub;
  readonly store: Store;
  readonly run: (operations: readonly Operation[], more?: Partial<ApplyInput>) => ReturnType<typeof apply>;
}

function world(): World {
  time = start.getTime();
  const fake = openFakeGitHub([homeFacts, elsewhere]);
  const store = openStore(":memory:", { now });
  return {
    fake,
    store,
    run: (operations, more = {}) => {
      const repositories: Record<RepositoryName, ReturnType<typeof known<ObservedRepository>>> = {};
      for (const { name } of [homeFacts, elsewhere]) repositories[name] = known(fake.observe(name));
      return apply({
        operations,
        connect: async () => fake.connection,
        store,
        now,
        quarantineMs,
        scope,
        lease: undefined,
        observed: { home: homeFacts, repositories, linked: [] },
        matches: new Map(),
        renderEdits: (bytes, edits, issueOf) => ({
          bytes: new TextEncoder().encode(
            new TextDecoder().decode(bytes) +
              edits
                .map((edit) =>
                  edit.kind !== "link-task"
                    ? `x${edit.line}`
                    : `#${issueOf.get(edit.subject)?.number}@${edit.line}`,
                )
                .join(","),
          ),
        }),
        ...more,
      });
    },
  };
}

const kinds = (outcomes: readonly { kind: string }[]) => outcomes.map((outcome) => outcome.kind);

describe("apply()", () => {
  it("makes what stands on each other in one go", async () => {
    const { fake, store, run } = world();

    const outcomes = await run([
      { kind: "create-label", repository: homeFacts.name, name: "plan" },
      { kind: "create-milestone", repository: homeFacts.name, title: "v1.0.0" },
      createOf("plan", { labels: ["plan"] }),
      createOf("phase:a", { labels: ["plan"], milestone: "v1.0.0", parent: "plan" }),
      createOf("phase:b", { repository: elsewhere.name }),
      { kind: "link-sub-issue", parent: "plan", child: "phase:b" },
      { kind: "add-dependency", blocked: "phase:b", blocker: "phase:a" },
    ]);

    expect(kinds(outcomes)).toEqual(Array.from({ length: 7 }, () => "done"));
    expect(fake.issues).toMatchObject([
      { title: "plan", labels: ["plan"], parent: null },
      { title: "phase:a", labels: ["plan"], milestone: "v1.0.0", parent: { number: 1 } },
      { title: "phase:b", ref: { repository: "o/elsewhere" }, parent: { number: 1 } },
    ]);
    expect(fake.blockers).toEqual([{ blocked: { repository: "o/elsewhere", number: 3 }, blockerId: 1_002 }]);
    expect(await store.entries(scope)).toMatchObject([
      { subject: "phase:a", state: "done", issue: { number: 2 } },
      { subject: "phase:b", state: "done", issue: { number: 3 } },
      { subject: "plan", state: "done", issue: { number: 1 } },
    ]);
    expect(await store.homesOf(elsewhere.id)).toEqual([homeFacts.id]);
  });

  it("ends a refused operation and what stands on it, and no other", async () => {
    const { fake, store, run } = world();
    fake.fault = (_write, index) => (index === 1 ? "refuse" : undefined);

    const outcomes = await run([
      createOf("phase:a"),
      createOf("task:a", { parent: "phase:a" }),
      { kind: "link-sub-issue", parent: "phase:b", child: "task:a" },
      createOf("phase:b"),
    ]);

    expect(outcomes).toMatchObject([
      { kind: "refused", reason: "createIssue is refused" },
      { kind: "held", reason: 'it stands on the issue of "phase:a": createIssue is refused' },
      { kind: "held" },
      { kind: "done" },
    ]);
    expect(await store.entries(scope)).toMatchObject([{ subject: "phase:b", state: "done" }]);
  });

  it.each(["lost-before", "lost-after"] as const)(
    "sends nothing twice when an answer is %s, and says when it may be looked for",
    async (fault) => {
      const { fake, store, run } = world();
      fake.fault = (_write, index) => (index === 1 ? fault : undefined);

      const first = await run([createOf("phase:a"), createOf("task:a", { parent: "phase:a" })]);
      const second = await run([createOf("phase:a"), createOf("task:a", { parent: "phase:a" })]);

      expect(kinds(first)).toEqual(["uncertain", "held"]);
      expect(kinds(second)).toEqual(["held", "held"]);
      expect(fake.writes).toBe(1);
      const until = new Date(start.getTime() + quarantineMs + 60_000);
      expect([waitOf(first)?.until, waitOf(second)?.until]).toEqual([until, until]);
      expect(await store.entries(scope)).toEqual([
        { subject: "phase:a", state: "uncertain", settledAfter: until },
      ]);
    },
  );

  it("asks for what was refused once an hour, and at once when an installation has changed", async () => {
    const { fake, run, store } = world();
    const operations = [createOf("task:a"), createOf("task:b")];
    fake.fault = (_write, index) => (index === 1 ? "refuse" : undefined);
    const first = await run(operations);
    fake.fault = (_write, index) => (index === 4 ? "refuse" : undefined);

    const again = await run(operations.slice(0, 1));
    time += 60 * 60_000;
    const later = await run([createOf("task:c"), createOf("task:a")]);
    await store.receive({ id: "1", event: "installation", repositories: [] });
    const woken = await run(operations.slice(0, 1));

    expect([first, again, later, woken].map(kinds)).toEqual([
      ["refused", "done"],
      ["refused"],
      ["done", "refused"],
      ["done"],
    ]);
    expect(again).toMatchObject([{ reason: "createIssue is refused" }]);
    expect(fake.writes).toBe(5);
  });

  it("throws the list away when GitHub cannot just now, and forgets what did not happen", async () => {
    const { fake, store, run } = world();
    fake.fault = (_write, index) => (index === 2 ? "busy" : undefined);

    await expect(run([createOf("phase:a"), createOf("phase:b"), createOf("phase:c")])).rejects.toThrow(
      RetryableError,
    );

    expect(fake.issues).toHaveLength(1);
    expect(await store.entries(scope)).toMatchObject([{ subject: "phase:a", state: "done" }]);
  });

  it("holds creations beyond the hour's, and resumes", async () => {
    const { fake, run } = world();
    const all = Array.from({ length: 500 }, (_, index) => createOf(`task:${index}`));

    const first = await run(all);
    const wait = waitOf(first);
    time = wait?.until.getTime() ?? 0;
    const second = await run(all.slice(450));

    expect(first.filter((outcome) => outcome.kind === "done")).toHaveLength(450);
    expect(wait).toEqual({
      until: new Date(start.getTime() + 3_600_000),
      reason: "the creations of this hour for o are used up",
    });
    expect(second.every((outcome) => outcome.kind === "done")).toBe(true);
    expect(fake.issues).toHaveLength(500);
  });

  it("sends nothing under a lease that is about to end, nor once the program is to end", async () => {
    const { fake, store, run } = world();
    await store.mark([{ kind: "plan", repository: homeFacts.id, path: "plan.md" }]);
    const lease = (await store.lease(60_000)) as Lease;
    time += 31_000;

    const late = await run([createOf("phase:a")], { lease });
    const ending = await run([createOf("phase:a")], { signal: AbortSignal.abort() });

    expect([...late, ...ending]).toMatchObject([
      { kind: "held", reason: "the lease is lost or about to end" },
      { kind: "held", reason: "plangate is ending" },
    ]);
    expect(fake.writes).toBe(0);
    expect(await store.entries(scope)).toEqual([]);
  });

  it("sends nothing under a lease that another took", async () => {
    const { fake, store, run } = world();
    await store.mark([{ kind: "plan", repository: homeFacts.id, path: "plan.md" }]);
    const lease = (await store.lease(1)) as Lease;
    time += 1;
    await store.lease(600_000);

    const outcomes = await run([createOf("phase:a")], {
      lease: { ...lease, until: new Date(time + 600_000) },
    });

    expect(outcomes).toMatchObject([{ kind: "held", reason: "the lease is lost" }]);
    expect(fake.writes).toBe(0);
  });

  it("sends nothing when too long passed since the ledger was asked", async () => {
    const { fake, store, run } = world();
    const slow: Store = {
      ...store,
      sending: async (...claim) => {
        const may = await store.sending(...claim);
        time += 40_000;
        return may;
      },
    };

    const outcomes = await run([createOf("phase:a")], { store: slow });

    expect(outcomes).toMatchObject([{ kind: "held", reason: "there was no time left to send it" }]);
    expect(fake.writes).toBe(0);
    expect(await store.entries(scope)).toEqual([]);
  });

  it("commits ticks and the links to issues that are there", async () => {
    const { fake, run } = world();
    fake.files.set("docs/plan.md", new TextEncoder().encode("- [ ] a\n"));
    fake.fault = (write, index) => (write === "createIssue" && index === 2 ? "refuse" : undefined);

    const outcomes = await run([
      createOf("task:a"),
      createOf("task:b"),
      {
        kind: "commit-plan",
        path: "docs/plan.md",
        onto: fake.head,
        edits: [
          { kind: "link-task", line: 1, subject: "task:a" },
          { kind: "link-task", line: 2, subject: "task:b" },
          { kind: "tick-box", line: 3, checked: true },
        ],
      },
    ]);

    expect(kinds(outcomes)).toEqual(["done", "refused", "done"]);
    expect(new TextDecoder().decode(fake.files.get("docs/plan.md"))).toBe("- [ ] a\n#1@1,x3");
    expect(fake.commits).toEqual([
      { path: "docs/plan.md", headline: "Update 1 box and 1 issue link in plan.md" },
    ]);
  });

  it("commits nothing where the edits change nothing, cannot be made, or link to nothing", async () => {
    const { fake, run } = world();
    fake.files.set("plan.md", new TextEncoder().encode("- [ ] a\n"));
    const tick: Operation = {
      kind: "commit-plan",
      path: "plan.md",
      onto: fake.head,
      edits: [{ kind: "tick-box", line: 1, checked: false }],
    };
    const problem = { line: 1, column: 1, rule: "no-box", message: "There is no box" };

    const outcomes = [
      ...(await run([tick], { renderEdits: (bytes) => ({ bytes: bytes.slice() }) })),
      ...(await run([tick], { renderEdits: () => ({ problems: [problem] }) })),
      ...(await run([{ ...tick, edits: [{ kind: "link-task", line: 1, subject: "task:a" }] }])),
      ...(await run([{ ...tick, path: "gone.md" }])),
    ];

    expect(outcomes).toMatchObject([
      { kind: "done" },
      { kind: "refused", reason: "plan.md:1: There is no box" },
      { kind: "held" },
      { kind: "refused", reason: "gone.md is not there at c0" },
    ]);
    expect(fake.writes).toBe(0);
  });

  it("records as agreed what the plan says only when the plan was written", async () => {
    const { fake, run } = world();
    fake.files.set("plan.md", new TextEncoder().encode("- [ ] a\n"));
    await run([createOf("task:a")]);
    const issue = fake.issues[0]?.ref;
    if (issue === undefined) throw new Error("there is one");
    const operations: readonly Operation[] = [
      {
        kind: "commit-plan",
        path: "plan.md",
        onto: fake.head,
        edits: [{ kind: "tick-box", line: 1, checked: true }],
      },
      {
        kind: "update-issue",
        subject: "task:a",
        issue,
        change: "rewrite",
        body: "base=done",
        standsOnCommit: true,
      },
    ];
    fake.fault = (write) => (write === "commitFile" ? "refuse" : undefined);

    const refused = await run(operations);
    const bodyBefore = fake.issues[0]?.body;
    fake.fault = () => undefined;
    time += 60 * 60_000;
    const done = await run(operations);

    expect([refused, done].map(kinds)).toEqual([
      ["refused", "held"],
      ["done", "done"],
    ]);
    expect([bodyBefore, fake.issues[0]?.body]).toEqual(["", "base=done"]);
  });

  it("leaves a pull request open while the branch refuses the commit that is to take its place", async () => {
    const { fake, run } = world();
    fake.files.set("plan.md", new TextEncoder().encode("- [ ] a\n"));
    fake.fault = (write) => (write === "commitFile" ? "refuse" : undefined);
    const pullRequest = { repository: homeFacts.name, number: 5 as IssueNumber };
    const because = "committed";

    const outcomes = await run([
      {
        kind: "commit-plan",
        path: "plan.md",
        onto: fake.head,
        edits: [{ kind: "tick-box", line: 1, checked: true }],
      },
      { kind: "close-proposal", path: "plan.md", pullRequest, branch: "plangate/sync/plan", because },
    ]);

    expect(kinds(outcomes)).toEqual(["refused", "held"]);
  });

  it("records a parent as asked for only when it may stand, and reports a tag only when its check is said", async () => {
    const { fake, run } = world();
    await run([createOf("task:a"), createOf("phase:p")]);
    const [issue] = fake.issues;
    if (issue === undefined) throw new Error("there is one");
    const operations: readonly Operation[] = [
      { kind: "link-sub-issue", parent: "phase:p", child: "task:a" },
      {
        kind: "update-issue",
        subject: "task:a",
        issue: issue.ref,
        change: "rewrite",
        body: "parent=phase:p",
      },
      {
        kind: "post-check",
        repository: homeFacts.name,
        commit: fake.head,
        name: "plangate/release v1",
        status: "completed",
        conclusion: "failure",
        title: "t",
        summary: "s",
        annotations: [],
        externalId: "digest",
      },
      createOf("incident:v1"),
    ];
    const matches = new Map(
      fake.issues.map(({ ref }, index) => [index === 0 ? "task:a" : "phase:p", ref] as const),
    );
    const failing = (fault: "lost-before" | "refuse") => (write: string) =>
      write === "addSubIssue" || write === "createCheck" ? fault : undefined;
    fake.fault = failing("lost-before");
    const lost = await run(operations, { matches });
    fake.fault = failing("refuse");
    const refused = await run(operations, { matches });

    expect([lost, refused].map(kinds)).toEqual([
      ["uncertain", "held", "uncertain", "held"],
      ["refused", "done", "refused", "done"],
    ]);
  });

  it("throws the list away when the head moved", async () => {
    const { fake, run } = world();
    fake.files.set("plan.md", new TextEncoder().encode("- [ ] a\n"));
    const commit: Operation = {
      kind: "commit-plan",
      path: "plan.md",
      onto: fake.head,
      edits: [{ kind: "tick-box", line: 1, checked: true }],
    };
    fake.onWire = async () => {
      fake.head = "someone" as CommitSha;
    };

    await expect(run([commit])).rejects.toThrow("the head moved");
  });

  it("changes issues, comments and reacts", async () => {
    const { fake, run } = world();
    await run([createOf("task:a"), createOf("task:b")]);
    const [first, second] = fake.issues.map((issue) => issue.ref);
    if (first === undefined || second === undefined) throw new Error("there are two");
    const matches = new Map<Subject, typeof first>([
      ["task:a", first],
      ["task:b", second],
    ]);

    const outcomes = await run(
      [
        { kind: "create-milestone", repository: homeFacts.name, title: "v1" },
        {
          kind: "update-issue",
          subject: "task:a",
          issue: first,
          change: "close",
          state: "closed",
          stateReason: "completed",
          labels: ["done"],
          milestone: "v1",
        },
        { kind: "add-dependency", blocked: "task:a", blocker: "task:b" },
        { kind: "remove-dependency", blocked: first, blocker: second },
        { kind: "comment", issue: first, name: "hello", body: "Hello" },
        { kind: "react", repository: homeFacts.name, commentId: 9, content: "eyes" },
        {
          kind: "remove-dependency",
          blocked: first,
          blocker: { ...second, number: 99 as IssueNumber },
        },
      ],
      { matches },
    );

    expect(kinds(outcomes)).toEqual(["done", "done", "done", "done", "done", "done", "refused"]);
    expect(fake.issues[0]).toMatchObject({
      state: "closed",
      stateReason: "completed",
      labels: ["done"],
      milestone: "v1",
    });
    expect(fake.blockers).toEqual([]);
    expect(fake.comments).toEqual([{ issue: first, body: "Hello" }]);
    expect(fake.reactions).toHaveLength(1);
  });

  it("says a thing once while GitHub may not show it yet, and reacts only to what was said", async () => {
    const { fake, run } = world();
    await run([createOf("task:a")]);
    const issue = fake.issues[0]?.ref;
    if (issue === undefined) throw new Error("there is one");
    const said: readonly Operation[] = [
      { kind: "comment", issue, name: "answer 9", body: "Accepted" },
      { kind: "react", repository: homeFacts.name, commentId: 9, content: "+1" },
    ];
    fake.fault = (_write, index) => (index === 2 ? "busy" : index === 3 ? "lost-after" : undefined);

    const busy = await run(said).catch((error: unknown) => error);
    const lost = await run(said);
    const again = await run(said);
    time += quarantineMs + 60_000;
    const later = await run(said);

    expect(busy).toBeInstanceOf(RetryableError);
    expect([lost, again, later].map(kinds)).toEqual([
      ["uncertain", "held"],
      ["held", "held"],
      ["done", "done"],
    ]);
    expect(waitOf(again)?.until).toEqual(new Date(start.getTime() + quarantineMs + 60_000));
    expect(fake.comments).toHaveLength(2);
    expect(fake.reactions).toHaveLength(1);
  });

  it("says a thing once although the process dies with it", async () => {
    const { fake, run } = world();
    await run([createOf("task:a")]);
    const issue = fake.issues[0]?.ref;
    if (issue === undefined) throw new Error("there is one");
    const comment: Operation = { kind: "comment", issue, name: "answer 9", body: "Accepted" };
    fake.fault = (_write, index) => (index === 2 ? "kill-after" : undefined);

    await expect(run([comment])).rejects.toThrow("killed");
    const next = await run([comment]);

    expect(kinds(next)).toEqual(["held"]);
    expect(fake.comments).toHaveLength(1);
  });

  it("posts a check with all its annotations, its digest only when all are there", async () => {
    const { fake, run } = world();
    const annotations = Array.from({ length: 120 }, (_, index) => ({
      path: "plan.md",
      line: index + 1,
      level: "failure" as const,
      title: "",
      message: "",
    }));
    const check: Operation = {
      kind: "post-check",
      repository: homeFacts.name,
      commit: fake.head,
      name: "plangate",
      status: "completed",
      conclusion: "failure",
      title: "t",
      summary: "s",
      annotations,
      externalId: "digest",
    };
    fake.fault = (_write, index) => (index === 3 ? "busy" : undefined);

    await expect(run([check])).rejects.toThrow(RetryableError);
    const cutShort = fake.checks.map(({ externalId }) => externalId);
    await run([{ ...check, annotations: [], checkRunId: 1 }]);
    await run([check]);

    expect(cutShort).toEqual([""]);
    expect(fake.checks).toMatchObject([
      { id: 1, externalId: "digest", updates: 2 },
      { id: 2, externalId: "digest", updates: 2, annotations: { length: 120 } },
    ]);
  });

  it("drafts, tags and publishes; a tag that is refused leaves a draft", async () => {
    const release = (tag: string): readonly Operation[] => [
      {
        kind: "draft-release",
        repository: homeFacts.name,
        tag,
        commit: "c0" as CommitSha,
        title: tag,
        body: "",
        prerelease: false,
      },
      { kind: "create-tag", repository: homeFacts.name, tag, commit: "c0" as CommitSha },
      { kind: "publish-release", repository: homeFacts.name, tag },
    ];
    const { fake, run } = world();

    const whole = await run(release("v1.0.0"));
    fake.fault = (write) => (write === "createTag" ? "refuse" : undefined);
    const refused = await run(release("v1.1.0"));
    fake.fault = (write) => (write === "createTag" ? "lost-after" : undefined);
    const uncertain = await run(release("v1.2.0").slice(1));
    fake.fault = () => undefined;
    const resumed = await run(release("v1.1.0").slice(1), { occasion: "request 2" });

    expect([whole, refused, uncertain, resumed].map(kinds)).toEqual([
      ["done", "done", "done"],
      ["done", "refused", "held"],
      ["uncertain", "held"],
      ["done", "done"],
    ]);
    expect(fake.releases.map(({ tag, draft }) => ({ tag, draft }))).toEqual([
      { tag: "v1.0.0", draft: false },
      { tag: "v1.1.0", draft: false },
    ]);
    expect(fake.tags.map(({ name }) => name)).toEqual(["v1.0.0", "v1.2.0", "v1.1.0"]);
  });
});
