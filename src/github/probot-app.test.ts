import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startSetup } from "./probot-app.ts";
import { setStage, type Stage } from "./test-support.ts";

const environment = { ...process.env };

afterEach(() => {
  for (const name of ["NO_SMEE_SETUP", "WEBHOOK_PROXY_URL"]) {
    const before = environment[name];
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

describe("startSetup()", () => {
  it("shows a page that makes the App of app.yml, with the webhooks going to the receiver", async () => {
    const port = await freePort();
    const hookUrl = "https://plangate.example.org/api/github/webhooks";
    const server = await startSetup({ host: "127.0.0.1", port, hookUrl, logLevel: "fatal" });

    const page = await (await fetch(`http://127.0.0.1:${port}/probot`)).text();
    await server.stop();

    const manifest: unknown = JSON.parse(/id="manifest" value='([^']*)'/.exec(page)?.[1] ?? "");
    expect(manifest).toMatchObject({
      ...(parse(readFileSync("app.yml", "utf8")) as object),
      hook_attributes: { url: hookUrl },
      redirect_url: `http://127.0.0.1:${port}/probot/setup`,
    });
  });
});

describe("createAppProbot()", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.simulator.close());

  it("sends the App's own requests no more often than it is asked to", async () => {
    const tokens = () => stage.simulator.log.filter(({ kind }) => kind === "token").length;
    stage.simulator.faults.inject({
      when: ({ kind }) => kind === "token",
      kind: "500-not-applied",
      times: 99,
    });

    await expect(stage.github.labels("acme/tool")).rejects.toMatchObject({ name: "RetryableError" });
    expect(tokens()).toBe(5);

    await expect(stage.github.createLabel("acme/tool", "x")).rejects.toMatchObject({
      name: "RetryableError",
    });
    expect(tokens()).toBe(6);
    expect(stage.simulator.writes).toEqual([]);
  });
});
