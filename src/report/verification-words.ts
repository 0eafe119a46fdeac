import { fenced } from "./fenced.ts";
import { asCode, inert } from "./inert.ts";
import { plainLine } from "./plain-line.ts";

/** A line of a plan that its command could prove, and what became of that. */
export interface VerifiedLine {
  readonly path: string;
  readonly key: string;
  readonly title: string;
  readonly command: string;
  /** Absent where settings do not allow the command: it was not run. */
  readonly judged?: { readonly holds: boolean; readonly reason: string };
}

const noCommand = "No line of the plans is proved by a command.";
const toAllow =
  "Settings do not allow these commands, and they were not run. On the default branch, .github/plangate.yml would allow them by:";

/** What the commands of the plans did, for a terminal. */
export function verificationTerminal(lines: readonly VerifiedLine[]): string {
  if (lines.length === 0) return noCommand;
  const told = lines.map(({ path, key, title, command, judged }) => {
    const word = judged === undefined ? "not run" : judged.holds ? "holds" : "misses";
    const reason = judged === undefined ? `not allowed: ${command}` : judged.reason;
    return `${word.padEnd("not run".length)} ${plainLine(path)} ${key} ${plainLine(title)} — ${plainLine(reason)}`;
  });
  const settings = settingsFor(lines);
  return [...told, ...(settings === undefined ? [] : ["", toAllow, "", settings])].join("\n");
}

/** The same as markdown. */
export function verificationMarkdown(lines: readonly VerifiedLine[]): string {
  const heading = "## Verification commands";
  if (lines.length === 0) return [heading, "", noCommand].join("\n");
  const told = lines.flatMap(({ path, key, title, command, judged }) =>
    judged === undefined
      ? []
      : [
          `- ${judged.holds ? "✅ **holds**" : "❌ **misses**"} ${asCode(key)} ${inert(title)} — ${inert(judged.reason)} (${asCode(command)}, ${asCode(path)})`,
        ],
  );
  const settings = settingsFor(lines);
  const waiting = settings === undefined ? [] : ["### Not run", toAllow, fenced("yaml", settings)];
  return [heading, ...(told.length === 0 ? [] : [told.join("\n")]), ...waiting].join("\n\n");
}

/** What would allow every command that is not, as settings; undefined where all are. */
function settingsFor(lines: readonly VerifiedLine[]): string | undefined {
  const commands = new Set(lines.flatMap(({ command, judged }) => (judged === undefined ? [command] : [])));
  if (commands.size === 0) return undefined;
  return ["verify:", "  commands:", ...[...commands].map((command) => `    - ${inQuotes(command)}`)].join(
    "\n",
  );
}

/** JSON's strings are YAML's; what cannot be seen is written out, so that it shows. */
function inQuotes(command: string): string {
  return JSON.stringify(command).replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (hidden) => `\\U${hidden.codePointAt(0)?.toString(16).padStart(8, "0") ?? ""}`,
  );
}
