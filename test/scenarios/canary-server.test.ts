import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

let house: House | undefined;
let server: Server | undefined;
const hits: string[] = [];

afterEach(async () => {
  await house?.close();
  house = undefined;
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

/** A server that notes whoever comes. */
async function openCanary(): Promise<string> {
  hits.length = 0;
  const opened = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    response.end("{}");
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

const planWith = (url: string): string => `---
extends: ${url}/front-matter
---
# Lamp ${url}/title

![picture](${url}/picture.png) <img src="${url}/html.png"> [link](${url}/link) <${url}/autolink>

Depends on: ${url}/dependency

## Prerequisites

- File \`${url}/file\` exists
- \`curl ${url}/command\` should show 1 line
- See ${url}/criterion

## Phase 1: [Light](${url}/phase) \`.github/ISSUE_TEMPLATE/${url}\`

<!-- plangate: gate id=audit before=v0.1.0 approve=${url} -->

- [ ] T001 Wire [the switch](${url}/task)

## v0.1.0 - ${url}/release

- [ ] T002 Light ${url}/light

[link]: ${url}/definition
`;

describe("T23: addresses in what people write", () => {
  it("are never asked: 0 hits on a server that every text of plan, settings, reports and comments names", async () => {
    const url = await openCanary();
    house = await openHouse({
      plan: planWith(url),
      settings: ["gates: [{ match: G1, criteria: [{ match: criterion, metric: coverage.lines }] }]"],
      planSettings: [`labels: ["${url}/label"]`],
      files: { ".github/ISSUE_TEMPLATE/light.md": `See ${url}/template`, "docs/other.md": `${url}/other` },
    });
    const { ada, bob, eve, tool, settle, path } = house;
    await settle();
    for (const person of [ada, bob]) person.comment(1, `/plangate attest G1 because ${url}/reason`);
    ada.comment(1, `${url}/comment\n\n/plangate aprove ${url}/command`);
    ada.runWorkflow({
      artifacts: {
        "plangate-metrics": {
          "plangate-metrics.json": JSON.stringify({ version: 1, source: `${url}/report` }),
        },
      },
    });
    ada.reportCheck("ci", { summary: `${url}/check` });
    eve.openPullRequest({ files: { [path]: `${planWith(url)}\n${url}/more` }, body: `${url}/pull` });
    const settings = tool.file(".github/plangate.yml");
    for (const line of [
      `extends: ${url}/settings`,
      `_extends: ${url}/settings`,
      `releases: { tags: "${url}" }`,
    ]) {
      ada.push({ ".github/plangate.yml": `${settings}${line}\n` });
      await settle();
    }
    ada.push({ ".github/plangate.yml": settings });
    await house.later();

    expect(tool.issues().length).toBeGreaterThan(1);
    expect(hits).toEqual([]);
    expect((await fetch(`${url}/seen`)).ok).toBe(true);
    expect(hits).toEqual(["GET /seen"]);
  });
});
