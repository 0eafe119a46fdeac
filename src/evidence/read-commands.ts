import { nearestName } from "../model/nearest-name.ts";
import type { Problem } from "../model/problem.ts";
import type { Command } from "../model/statement.ts";
import { type CommandLine, commandLines } from "./command-lines.ts";

export interface ReadCommands {
  readonly commands: readonly Command[];
  /** Lines that speak to plangate and are no command, each with the right form. With any of them, none counts. */
  readonly problems: readonly Problem[];
}

/** The right form of every command, as shown wherever one was wrong. */
export const commandForms: Readonly<Record<Command["kind"], string>> = {
  approve: "/plangate approve <gate>",
  attest: "/plangate attest <gate or criterion> because <reason>",
  decide: "/plangate decide <decision> <option>",
  waive: "/plangate waive <gate> until <YYYY-MM-DD> because <reason>",
  revoke: "/plangate revoke <gate>",
  release: "/plangate release <version>",
  confirm: "/plangate confirm",
  recheck: "/plangate recheck",
  help: "/plangate help",
};

/** Commands read of one comment; more is no comment that a person wrote. */
const commandsMax = 20;
const reasonLengthMax = 500;

/** `G3`, `G3.2`, `D1`, `security-audit`, `dependency:v0.4.0`. */
const key = /^[A-Za-z0-9][A-Za-z0-9._:+~-]{0,79}$/;
const version =
  /^v(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){0,2}(?:-[0-9A-Za-z-]{1,32}(?:\.[0-9A-Za-z-]{1,32}){0,4})?$/;

/**
 * The commands of a comment, in its order. A line is taken as it stands: printable ASCII, words in lower case, nothing
 * guessed. Never throws.
 */
export function readCommands(body: string): ReadCommands {
  const commands: Command[] = [];
  const problems: Problem[] = [];
  for (const line of commandLines(body)) {
    const read = commands.length === commandsMax ? tooMany() : readCommand(line.text);
    if (typeof read === "string") problems.push(toProblem(line, read));
    else commands.push(read);
  }
  return { commands, problems };
}

function tooMany(): string {
  return `Cannot read more than ${commandsMax} commands in one comment: write another comment`;
}

function toProblem({ line }: CommandLine, message: string): Problem {
  return { line, column: 1, rule: "unreadable-command", message };
}

/** The command of a line, or what is wrong with it. */
function readCommand(text: string): Command | string {
  if (!/^[\x20-\x7e]*$/.test(text)) {
    return "Cannot read this command: it holds characters other than plain ASCII, which may look like others: write it anew by hand";
  }
  const words = text.split(/ +/).slice(1);
  const verb = words[0] ?? "";
  if (!isVerb(verb)) {
    const nearest = nearestName(verb, Object.keys(commandForms));
    const wayOut = nearest !== undefined && isVerb(nearest) ? commandForms[nearest] : commandForms.help;
    // Only plain words are said again: what is not one may be meant for another bot.
    const shown = /^[A-Za-z-]{1,24}$/.test(verb) ? `"${verb}"` : "this";
    return `Cannot read ${shown}: there is no such command: write \`${wayOut}\``;
  }
  return parse(verb, words.slice(1)) ?? `Cannot read this "${verb}": write \`${commandForms[verb]}\``;
}

function isVerb(word: string): word is Command["kind"] {
  return Object.hasOwn(commandForms, word);
}

function parse(verb: Command["kind"], words: readonly string[]): Command | undefined {
  const [first = "", second = "", third = "", fourth = ""] = words;
  switch (verb) {
    case "approve":
    case "revoke":
      return words.length === 1 && key.test(first) ? { kind: verb, gate: first } : undefined;
    case "attest": {
      const because = reasonOf(words.slice(2));
      if (!key.test(first) || second !== "because" || because === undefined) return undefined;
      return { kind: verb, gate: first, because };
    }
    case "decide":
      if (words.length !== 2 || !key.test(first) || !key.test(second)) return undefined;
      return { kind: verb, decision: first, option: second };
    case "waive": {
      const because = reasonOf(words.slice(4));
      if (!key.test(first) || second !== "until" || !isDay(third)) return undefined;
      if (fourth !== "because" || because === undefined) return undefined;
      return { kind: verb, gate: first, until: third, because };
    }
    case "release":
      return words.length === 1 && version.test(first) ? { kind: verb, version: first } : undefined;
    case "confirm":
    case "recheck":
    case "help":
      return words.length === 0 ? { kind: verb } : undefined;
  }
}

function reasonOf(words: readonly string[]): string | undefined {
  const reason = words.join(" ");
  return reason !== "" && reason.length <= reasonLengthMax ? reason : undefined;
}

/** A day of the calendar, `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
