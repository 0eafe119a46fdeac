import type { Command, Statement } from "../model/statement.ts";

/** What a command says, without who said it when. */
export type Said = Pick<Statement, "kind" | "subject" | "option" | "until" | "because">;

/** The words of a statement; undefined for requests. */
export function toSaid(command: Command): Said | undefined {
  switch (command.kind) {
    case "approve":
    case "revoke":
      return { kind: command.kind, subject: command.gate };
    case "attest":
      return { kind: command.kind, subject: command.gate, because: command.because };
    case "decide":
      return { kind: command.kind, subject: command.decision, option: command.option };
    case "waive":
      return { kind: command.kind, subject: command.gate, until: command.until, because: command.because };
    case "release":
    case "confirm":
    case "recheck":
    case "help":
      return undefined;
  }
}
