import { afterEach, describe, expect, it } from "vitest";
import type { GitHub } from "../engine/github.ts";
import { connectToken } from "./connect-token.ts";
import { startStub, type StubServer, tool } from "./test-support.ts";

const servers: StubServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function stub(...answer: Parameters<typeof startStub>): Promise<StubServer> {
  const server = await startStub(...answer);
  servers.push(server);
  return server;
}

function connectTo(apiUrl: string): Promise<GitHub> {
  const self = { appId: null, login: "ada" };
  return connectToken({ apiUrl, token: "t", self, writeSpacingMs: 0, retryBaseMs: 1, timeoutMs: 200 })(tool);
}

describe("the API host", () => {
  it("is never left by a redirect, and no token with it", async () => {
    const elsewhere = await stub((_, response) => response.end("{}"));
    const github = await connectTo(
      (await stub((_, response) => response.writeHead(301, { location: `${elsewhere.url}/x` }).end())).url,
    );

    await expect(github.repository(tool)).rejects.toMatchObject({ name: "TerminalError" });
    await expect(github.createLabel(tool, "x")).rejects.toMatchObject({ name: "RetryableError" });
    expect(elsewhere.requests).toEqual([]);
  });

  it("is never left by the link to a next page", async () => {
    const elsewhere = await stub((_, response) => response.end("[]"));
    const link = `<${elsewhere.url}/repos/acme/tool/labels?page=2>; rel="next"`;
    const server = await stub((_, response) =>
      response.writeHead(200, { "content-type": "application/json", link }).end("[]"),
    );

    await expect((await connectTo(server.url)).labels(tool)).rejects.toMatchObject({ name: "TerminalError" });
    expect(elsewhere.requests).toEqual([]);
  });

  it("follows a write nowhere", async () => {
    const server = await stub((_, response) => response.writeHead(307, { location: "/elsewhere" }).end());

    await expect((await connectTo(server.url)).createLabel(tool, "x")).rejects.toMatchObject({
      name: "RetryableError",
    });
    expect(server.requests).toEqual(["POST /repos/acme/tool/labels"]);
  });

  it("that does not answer in time leaves a write uncertain, sent once", async () => {
    const server = await stub(() => undefined);

    await expect((await connectTo(server.url)).createLabel(tool, "x")).rejects.toMatchObject({
      name: "UncertainError",
    });
    expect(server.requests).toEqual(["POST /repos/acme/tool/labels"]);
  });

  it("that is not there has not been sent anything: for later", async () => {
    const server = await stub(() => undefined);
    await server.close();

    await expect((await connectTo(server.url)).createLabel(tool, "x")).rejects.toMatchObject({
      name: "RetryableError",
      message: 'Cannot create the label "x" in acme/tool: GitHub is not reachable',
    });
  });

  it("of GitHub Enterprise Server has GraphQL beside /api/v3", async () => {
    const server = await stub((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"data":{"repository":null}}'),
    );

    await expect(
      (await connectTo(`${server.url}/api/v3`)).comments({ repository: tool, number: 1 as never }),
    ).rejects.toMatchObject({ status: 404 });
    expect(server.requests).toEqual(["POST /api/graphql"]);
  });
});
