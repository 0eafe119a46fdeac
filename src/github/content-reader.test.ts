import { afterEach, describe, expect, it } from "vitest";
import type { CommitSha } from "../model/repository.ts";
import { connectToken } from "./connect-token.ts";
import { startStub, type StubServer, tool } from "./test-support.ts";

let server: StubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const sha = "0a".repeat(20);
const tree = [
  { path: "docs", mode: "040000", type: "tree", sha },
  { path: "docs/link.md", mode: "120000", type: "blob", sha, size: 11 },
  { path: "docs/module", mode: "160000", type: "commit", sha },
  { path: "docs/long.md", mode: "100644", type: "blob", sha, size: 200_000_000 },
];

/** A repository of things that are no files, as GitHub lists them. */
async function openRepository() {
  server = await startStub((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ sha, url: "", tree, truncated: false }));
  });
  const self = { appId: null, login: "ada" };
  const options = {
    apiUrl: server.url,
    token: "t",
    self,
    writeSpacingMs: 0,
    retryBaseMs: 1,
    timeoutMs: 1_000,
  };
  return connectToken(options)(tool);
}

describe("file()", () => {
  it.each([
    ["docs/link.md", "it is a symbolic link"],
    ["docs/module", "it is a submodule"],
    ["docs/long.md", "it is larger than"],
  ])("refuses %s, and asks for nothing behind it", async (path, reason) => {
    const github = await openRepository();

    await expect(github.file(tool, path, sha as CommitSha)).rejects.toThrow(reason);
    expect(server?.requests.filter((request) => request.includes("/blobs/"))).toEqual([]);
  });

  it.each(["docs", "docs/other.md", "../docs/link.md", "docs/../docs/link.md", "DOCS/link.md", ""])(
    "finds no file at %j",
    async (path) => {
      const github = await openRepository();

      expect(await github.file(tool, path, sha as CommitSha)).toBeUndefined();
    },
  );
});
