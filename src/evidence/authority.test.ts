import { describe, expect, it } from "vitest";
import { type Command, roles } from "../model/statement.ts";
import { authorities, mayCommand } from "./authority.ts";

const commands = Object.keys(authorities) as Command["kind"][];
const matrix = commands.flatMap((command) => roles.map((role) => ({ command, role })));

describe("mayCommand()", () => {
  it.each(matrix)("lets $role say $command only as the table says", ({ command, role }) => {
    const allowed = roles.indexOf(role) >= roles.indexOf(authorities[command].least);

    expect(mayCommand(command, { role, kind: "user" }).kind).toBe(allowed ? "allowed" : "refused");
  });

  it.each(commands)("never lets a bot say %s", (command) => {
    expect(mayCommand(command, { role: "admin", kind: "bot" }).kind).toBe("refused");
  });

  it.each(commands)("takes a role that could not be read for none: %s", (command) => {
    const permission = mayCommand(command, { role: undefined, kind: "user" });

    expect(permission).toEqual({
      kind: "refused",
      reason: "your permission could not be read from GitHub",
      wayOut: "say it again in a new comment",
    });
  });

  it("lets those who are named approve with little, and nobody else with much", () => {
    expect(mayCommand("approve", { role: "read", kind: "user", named: true }).kind).toBe("allowed");
    expect(mayCommand("approve", { role: "none", kind: "user", named: true }).kind).toBe("refused");
    expect(mayCommand("approve", { role: "admin", kind: "user", named: false })).toEqual({
      kind: "refused",
      reason: "others are named as its approvers",
      wayOut: "one of them has to say it",
    });
  });

  it("shows what is said of one's own work, and asks for a second person for a waiver", () => {
    const author = { role: "maintain", kind: "user", author: true } as const;

    expect(mayCommand("approve", author)).toEqual({ kind: "allowed", self: true });
    expect(mayCommand("waive", author)).toEqual({
      kind: "refused",
      reason: "it is about your own work",
      wayOut: "a second person has to say it",
    });
    expect(mayCommand("waive", { ...author, alone: true })).toEqual({ kind: "allowed", self: true });
  });

  it("names the role that is missing", () => {
    expect(mayCommand("release", { role: "write", kind: "user" })).toEqual({
      kind: "refused",
      reason: 'it needs the role "maintain" on the plan\'s repository: yours is "write"',
      wayOut: "somebody who has it has to say it",
    });
  });
});
