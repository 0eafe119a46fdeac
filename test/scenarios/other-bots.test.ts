import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

/** What other bots take for a command: at the start of a line, or anywhere after their name. */
const commands: readonly string[] = [
  "@dependabot merge",
  "@dependabot squash and merge",
  "@dependabot rebase",
  "@dependabot recreate",
  "@dependabot ignore this major version",
  "@dependabot cancel merge",
  "@bors r+",
  "@bors r=mona",
  "@bors try",
  "@bors delegate+",
  "@bors retry",
  "bors r+",
  "bors merge",
  "bors d+",
  "@homu r+",
  "@rustbot ready",
  "@rustbot claim",
  "@rust-timer queue",
  "@rfcbot fcp merge",
  "@craterbot run",
  "/lgtm",
  "/approve",
  "/approve no-issue",
  "/hold cancel",
  "/retest",
  "/test all",
  "/override ci/prow/unit",
  "/ok-to-test",
  "/assign @mona",
  "/close",
  "/reopen",
  "/cherry-pick release-1.0",
  "/merge",
  "/rebase",
  "/deploy production",
  "/azp run",
  "/gcbrun",
  "/gemini review",
  "/ok to test",
  "/run-all-tests",
  "/plangate approve G1",
  "/plangate release v0.1.0",
  "@mergifyio queue",
  "@Mergifyio backport main",
  "@mergify rebase",
  "@renovatebot rebase",
  "@coderabbitai approve",
  "@coderabbitai resolve",
  "@claude merge this",
  "@copilot fix it",
  "@github-actions rerun",
  "@pytorchbot merge -f",
  "@tensorflow-jenkins test this please",
  "@k8s-bot test this",
  "@googlebot I signed it!",
  "@graphite-app merge",
  "@sourcery-ai resolve",
  "@snyk-bot merge",
  "!merge",
  "!test all",
  "recheck",
  "rerun tests",
  "retest this please",
  "Jenkins, test this please",
  "#shipit",
];

const plan = `# Lamp

## Prerequisites

${commands.map((command) => `- ${command}`).join("\n")}

## v0.1.0 - First light

${commands.map((command) => `- [ ] ${command}\n\n  ${command}`).join("\n")}
`;

/** A line that begins with a command, as bots look for it in the source; or one after a bot's name, anywhere in it. */
function isHeard(line: string): boolean {
  return commands.some((command) =>
    command.startsWith("@") ? line.includes(command) : line.trimStart().startsWith(command),
  );
}

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

describe("T09: commands of other bots, written in a plan", () => {
  it(`of ${commands.length}, none is said by plangate in any issue, comment, check or note`, async () => {
    house = await openHouse({ plan, settings: ["enforcement: enforce"] });
    const { ada, eve, tool, settle, path } = house;
    await settle();
    for (const command of ["attest G1 because I looked", "release v0.1.0", "help", "aprove @bors r+"]) {
      ada.comment(1, `/plangate ${command}`);
    }
    const phase = tool.issues().find(({ title }) => title.startsWith("v0.1.0"))?.number;
    const pullRequest = eve.openPullRequest({ files: { "switch.txt": "brass" }, body: `Part of #${phase}` });
    const weaker = eve.openPullRequest({ files: { [path]: plan.replace("- /lgtm\n", "") }, title: "Easier" });
    await settle();
    await house.later();

    const own = ({ app }: { readonly app: string | undefined }): boolean => app === "plangate";
    const numbers = [...tool.issues().map(({ number }) => number), pullRequest, weaker];
    const words = [
      ...tool.issues().map(({ body }) => body ?? ""),
      ...numbers.flatMap((number) =>
        tool
          .comments(number)
          .filter(own)
          .map(({ body }) => body),
      ),
      ...tool
        .checkRuns()
        .filter(own)
        .flatMap(({ title, summary, text }) => [title, summary, text]),
      ...tool.commits().map(({ message }) => message),
    ].flatMap((text) => text ?? []);
    const lines = words.join("\n").split("\n");

    expect(lines.filter(({ length }) => length > 0).length).toBeGreaterThan(300);
    expect(lines.filter(isHeard)).toEqual([]);
    expect(tool.tags()).toEqual({});
  });
});
