import { expect, it } from "vitest";
import { defaultSettings } from "../model/settings.ts";
import type { Settings } from "../model/settings.ts";
import { parsePlan } from "../plan/parse-plan.ts";
import { parseSettings } from "../plan/parse-settings.ts";
import { proposeCommands } from "./propose-commands.ts";

const { plan } = parsePlan(
  new TextEncoder().encode(`# Bell

## v1.0.0 - First ring

**Quality Gate**

- Types: \`mypy src --strict\`
- Speed: \`make bench\` no regression >5% from baseline

\`\`\`bash
# Tests
make
make test
\`\`\`
`),
);

const entries = (settings: Settings): readonly string[] =>
  proposeCommands(plan, settings).map(({ marker }) => marker);

it("proposes an entry that settings take, for each command whose line can be proved by what it does", () => {
  const proposed = entries(defaultSettings);

  expect(proposed).toEqual([
    'verify: { commands: ["mypy src --strict"] }',
    String.raw`verify: { commands: ["make\nmake test"] }`,
  ]);
  for (const entry of proposed) {
    const { settings, problems } = parseSettings(new TextEncoder().encode(`version: 1\n${entry}\n`));
    expect(problems).toEqual([]);
    expect(entries(settings)).not.toContain(entry);
  }
});
