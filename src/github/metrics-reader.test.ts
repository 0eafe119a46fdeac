import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { download } from "./download.ts";
import { readZip } from "./read-zip.ts";
import { headOf, setStage, type Stage, tool } from "./test-support.ts";

const file = '{"version":1,"metrics":[],"flaws":[]}';
const kept = (text = file) => ({ "plangate-metrics": { "plangate-metrics.json": text } });

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

describe("metrics()", () => {
  it("reads the artifact of each run with what GitHub says of the run", async () => {
    const commit = await headOf(stage.github);
    const ada = stage.simulator.as("ada", tool);
    const id = ada.runWorkflow({ artifacts: kept() });

    const [metrics, ...others] = await stage.github.metrics(tool, commit);

    expect(others).toEqual([]);
    expect(metrics?.run).toMatchObject({ id, event: "push", branch: "main", commit, fork: false });
    expect(metrics?.artifact).toBe("plangate-metrics");
    expect(metrics?.content.kind === "known" && new TextDecoder().decode(metrics.content.value)).toBe(file);
  });

  it("tells forks and pull requests apart, and looks at no other event, artifact or commit", async () => {
    const commit = await headOf(stage.github);
    stage.simulator.user("eve");
    const fork = stage.simulator.fork(tool, "eve");
    const ada = stage.simulator.as("ada", tool);
    ada.runWorkflow({ event: "pull_request", branch: "main", headRepositoryId: fork.id, artifacts: kept() });
    ada.runWorkflow({ event: "schedule", artifacts: kept() });
    ada.runWorkflow({ artifacts: { coverage: { "lcov.info": "TN:" }, "plangate-metricsx": { a: "b" } } });
    ada.runWorkflow({
      event: "merge_group",
      sha: commit,
      branch: "gh-readonly-queue/main/pr-1-abc",
      artifacts: { "plangate-metrics-linux": kept()["plangate-metrics"] },
    });
    ada.push({ "README.md": "Other\n" });
    ada.runWorkflow({ artifacts: kept() });

    const found = await stage.github.metrics(tool, commit);

    expect(found.map(({ artifact, run }) => [artifact, run.event, run.fork])).toEqual([
      ["plangate-metrics-linux", "merge_group", false],
      ["plangate-metrics", "pull_request", true],
    ]);
  });

  it("reads what verification commands did from an artifact and a file of their own", async () => {
    const verified = '{"version":1,"verifications":[]}';
    const ada = stage.simulator.as("ada", tool);
    ada.runWorkflow({
      artifacts: { ...kept(), "plangate-verify-linux": { "plangate-verify.json": verified } },
    });

    const found = await stage.github.metrics(tool, await headOf(stage.github));

    expect(
      found.map(({ holds, content }) => [
        holds,
        content.kind === "known" && new TextDecoder().decode(content.value),
      ]),
    ).toEqual([
      ["metrics", file],
      ["verifications", verified],
    ]);
  });

  it("takes a long artifact and one without the file as unknown, with the reason", async () => {
    const ada = stage.simulator.as("ada", tool);
    ada.runWorkflow({ artifacts: { "plangate-metrics": { "other.json": "{}" } } });
    const noise = randomBytes(2_000_000).toString("latin1");
    ada.runWorkflow({ artifacts: kept(noise) });

    const found = await stage.github.metrics(tool, await headOf(stage.github));

    const reasons = found.map(({ content }) => (content.kind === "unknown" ? content.reason : "known"));
    expect(reasons.toSorted()).toEqual([
      "it is longer than 1048576 bytes",
      "the artifact has no plangate-metrics.json",
    ]);
  });

  it("lets a fork's many runs and artifacts stand in nobody's way", async () => {
    const commit = await headOf(stage.github);
    stage.simulator.user("eve");
    const fork = stage.simulator.fork(tool, "eve");
    const ada = stage.simulator.as("ada", tool);
    const own = ada.runWorkflow({ artifacts: kept() });
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`plangate-metrics-${index}`, kept()["plangate-metrics"]]),
    );
    for (let run = 0; run < 110; run += 1) {
      const artifacts = run === 0 ? many : {};
      ada.runWorkflow({ event: "pull_request", headRepositoryId: fork.id, artifacts });
    }

    const found = await stage.github.metrics(tool, commit);

    expect(found.filter(({ run }) => !run.fork).map(({ run }) => run.id)).toEqual([own]);
    expect(found.length).toBeLessThanOrEqual(51);
  });

  it("is not read at all where there are too many of one's own", async () => {
    const ada = stage.simulator.as("ada", tool);
    ada.runWorkflow({
      artifacts: Object.fromEntries(
        Array.from({ length: 51 }, (_, index) => [`plangate-metrics-${index}`, kept()["plangate-metrics"]]),
      ),
    });

    await expect(stage.github.metrics(tool, await headOf(stage.github))).rejects.toThrow(
      "there are more than 50",
    );
  });

  it("takes an expired artifact as unknown", async () => {
    stage.simulator.as("ada", tool).runWorkflow({ artifacts: kept() });
    const commit = await headOf(stage.github);
    await stage.simulator.advance(91 * 24 * 3_600_000);

    expect((await stage.github.metrics(tool, commit))[0]?.content).toEqual({
      kind: "unknown",
      reason: "it has expired: run the workflow again",
    });
  });

  it("reads one artifact once", async () => {
    stage.simulator.as("ada", tool).runWorkflow({ artifacts: kept() });
    const commit = await headOf(stage.github);
    await stage.github.metrics(tool, commit);
    stage.simulator.forget();

    await stage.github.metrics(tool, commit);

    expect(stage.simulator.log.filter(({ path }) => path.includes("/zip"))).toEqual([]);
  });
});

describe("passedCommits()", () => {
  it("lists commits whose push passed, newest first, each once", async () => {
    const ada = stage.simulator.as("ada", tool);
    const first = await headOf(stage.github);
    ada.runWorkflow({});
    ada.runWorkflow({ event: "schedule" });
    const second = ada.push({ "README.md": "2\n" });
    ada.runWorkflow({ conclusion: "failure" });
    const third = ada.push({ "README.md": "3\n" });
    ada.runWorkflow({});
    ada.runWorkflow({ workflow: "lint" });
    ada.runWorkflow({ sha: second, branch: "change" });

    expect(await stage.github.passedCommits(tool, "main")).toEqual([third, first]);
  });
});

interface Part {
  readonly name: string;
  readonly data: Buffer;
  readonly mode?: number;
  /** What the archive claims its length is. */
  readonly claimed?: number;
  readonly encrypted?: boolean;
}

/** An archive as it is told to be, true or not. */
function archiveOf(parts: readonly Part[], comment = ""): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644, claimed = data.length, encrypted = false } of parts) {
    const packed = deflateRawSync(data);
    const label = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(encrypted ? 1 : 0, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claimed, 18);
    shared.writeUInt16LE(label.length, 22);
    const head = Buffer.alloc(16);
    head.writeUInt32LE((mode << 16) >>> 0, 6);
    head.writeUInt32LE(offset, 10);
    heads.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0003"), shared, head.subarray(0, 14), label]),
    );
    const body = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, label, packed]);
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...bodies, directory, end, Buffer.from(comment)]);
}

describe("readZip()", () => {
  const name = "plangate-metrics.json";
  const good: Part = { name, data: Buffer.from(file) };

  it("reads the one file among others", async () => {
    const archive = archiveOf([{ name: "a/b.txt", data: Buffer.from("x") }, good]);

    expect(new TextDecoder().decode(await readZip(archive, name))).toBe(file);
  });

  it.each<[string, Buffer, RegExp]>([
    ["no archive", Buffer.from("hello"), /no archive/],
    ["nothing", Buffer.alloc(0), /no archive/],
    ["an archive cut off", archiveOf([good]).subarray(0, 60), /no archive/],
    ["no such file", archiveOf([{ ...good, name: "other.json" }]), /has no plangate-metrics/],
    ["the file twice", archiveOf([good, good]), /twice/],
    ["a path out of the archive", archiveOf([{ ...good, name: "../../etc/passwd" }, good]), /no archive/],
    ["an absolute path", archiveOf([{ ...good, name: "/etc/passwd" }, good]), /no archive/],
    ["a backslash path", archiveOf([{ ...good, name: "..\\x" }, good]), /no archive/],
    ["a symbolic link", archiveOf([{ ...good, mode: 0o120777 }]), /symbolic link/],
    ["an encrypted file", archiveOf([{ ...good, encrypted: true }]), /encrypted/],
    ["a bomb", archiveOf([{ name, data: Buffer.alloc(3_000_000) }]), /more than 100 to 1/],
    [
      "a bomb that lies of its length",
      archiveOf([{ name, data: Buffer.alloc(3_000_000), claimed: 100 }]),
      /no archive/,
    ],
    ["a long file", archiveOf([{ name, data: Buffer.alloc(10), claimed: 5_000_000 }]), /longer than/],
    [
      "a long file beside it",
      archiveOf([{ ...good, name: "big", claimed: 300_000_000 }, good]),
      /holds more than/,
    ],
    [
      "a thousand and one files",
      archiveOf(Array.from({ length: 1_001 }, (_, index) => ({ ...good, name: `f${index}` }))),
      /more than 1000 files/,
    ],
  ])("refuses %s", async (_, archive, reason) => {
    await expect(readZip(archive, name)).rejects.toThrow(reason);
  });
});

describe("download()", () => {
  it.each([
    "http://example.com/a.zip",
    "https://example.com/a.zip",
    "https://blob.core.windows.net.evil.example/a",
    "file:///etc/passwd",
    "nonsense",
    "http://169.254.169.254/latest",
  ])("goes nowhere but to GitHub's storage: %s", async (url) => {
    const options = { apiUrl: "https://api.github.com", bytesMax: 10, doing: "read it" };

    await expect(download(url, options)).rejects.toThrow(/not known to be its storage/);
  });

  it("sends no credential, follows nothing and stops at the limit", async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === "/away") response.writeHead(302, { location: "/long" }).end();
      else response.end("x".repeat(1_000));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    await expect(download(`${apiUrl}/long`, { apiUrl, bytesMax: 999, doing: "read it" })).rejects.toThrow(
      /999 bytes/,
    );
    await expect(download(`${apiUrl}/away`, { apiUrl, bytesMax: 9_999, doing: "read it" })).rejects.toThrow(
      /broke off/,
    );
    expect((await download(`${apiUrl}/long`, { apiUrl, bytesMax: 1_000, doing: "read it" })).length).toBe(
      1_000,
    );

    expect(new Set(seen)).toEqual(new Set([undefined]));
    server.close();
  });
});
