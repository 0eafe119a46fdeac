import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardOnline } from "../src/cli/guard-online.ts";
import { connectToken } from "../src/github/connect-token.ts";
import type { CommitSha } from "../src/model/repository.ts";
import { plainPainter } from "../src/report/terminal-tree.ts";
import { openStore } from "../src/store/open-store.ts";
import { ThreadedParser } from "../src/threads/threaded-parser.ts";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";

const plan = `# Bell

## v1.2.3 - First ring

- [x] T001 Cast the bell
`;

interface VersionCase {
  readonly text: string;
  readonly canonical: string | null;
}
const forms = (
  JSON.parse(
    readFileSync(join(import.meta.dirname, "../src/model/version.cases.json"), "utf8"),
  ) as readonly VersionCase[]
).filter(({ canonical }) => canonical === null);

let house: House;
let parser: ThreadedParser;
beforeAll(async () => {
  house = await openHouse({
    plan,
    settings: ["releases:", "  branches: ['release/*']"],
    delivery: "dropped",
  });
  // A workflow asks once; here it is asked a hundred times within a minute.
  house.simulator.limits.pointsPerMinute = Infinity;
  parser = new ThreadedParser();
  await house.settle();
});
afterAll(async () => {
  await parser.close();
  await house.close();
});

/** What the guard of a workflow that runs at a commit says: by the gates, or by the App's own check. */
async function guard(version: string, at: { readonly commit?: string; readonly app?: string } = {}) {
  const { simulator, tool } = house;
  const now = (): Date => simulator.now();
  const store = openStore(":memory:", { now });
  const connect = connectToken({ token: simulator.userToken("ada"), apiUrl: simulator.url });
  const commit = (at.commit ?? tool.head()) as CommitSha;
  const app = at.app === undefined ? {} : { app: at.app };
  const repository = "acme/tool";
  const webUrl = "https://github.com";
  const ground = { connect, parser, store, now, webUrl, painter: plainPainter, repository } as const;
  const { exitCode, text } = await guardOnline({ ...ground, version, commit, ...app });
  await store.close();
  return { exitCode, text };
}

describe("T31: the guard lets nothing but the exact version through", () => {
  it("at the head of the default branch, by its gates or by the App's check", async () => {
    expect(await guard("v1.2.3")).toMatchObject({ exitCode: 0 });
    expect(await guard("v1.2.3", { app: "plangate" })).toMatchObject({ exitCode: 0 });
  });

  it.each(forms)("not as $text", async ({ text }) => {
    expect(await guard(text)).toMatchObject({ exitCode: 1 });
    expect(await guard(text, { app: "plangate" })).toMatchObject({ exitCode: 1 });
  });
});

describe("T31: the guard lets nothing through but commits that releases come from", () => {
  it("not a commit of somebody's branch, though its gates hold there and a check says success", async () => {
    const commit = house.eve.push({ "evil.txt": "!" }, { branch: "evil" });
    house.ada.reportCheck("plangate/release v1.2.3", { ref: commit, conclusion: "success", app: "plangate" });

    for (const app of [undefined, "plangate"]) {
      const { exitCode, text } = await guard("v1.2.3", { commit, ...(app === undefined ? {} : { app }) });
      expect(exitCode).toBe(1);
      expect(text).toContain(`${commit} is no commit of "main", nor of "release/*"`);
    }
  });

  it("not a commit of a fork, which GitHub shows in the repository as well", async () => {
    house.simulator.fork("acme/tool", "eve");
    const fork = house.simulator.as("eve", "eve/tool");
    const commit = fork.push({ "evil.txt": "?" });

    expect(await guard("v1.2.3", { commit })).toMatchObject({ exitCode: 1 });
  });

  it("a commit of a branch that the settings name, and an older one of the default branch", async () => {
    const older = house.tool.head();
    const commit = house.eve.push({ "fix.txt": "." }, { branch: "release/1.2" });
    house.eve.push({ "README.md": "on" });

    expect(await guard("v1.2.3", { commit })).toMatchObject({ exitCode: 0 });
    expect(await guard("v1.2.3", { commit: older })).toMatchObject({ exitCode: 0 });
  });

  it("not a step back on its line", async () => {
    house.eve.tag("v1.2.9");

    const { exitCode, text } = await guard("v1.2.3");

    expect(exitCode).toBe(1);
    expect(text).toContain("v1.2.9 is tagged already, and v1.2.3 comes before it");
  });
});
