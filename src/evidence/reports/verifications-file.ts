import type { Verification, VerificationEnd } from "../../model/verification.ts";
import { fieldsIn, listIn, parseKeptFile, printList, textIn } from "./kept-file.ts";
import type { Json } from "./read-json.ts";
import { isObject } from "./read-json.ts";
import { ReportError } from "./report-error.ts";

/** The file that `command: verify` writes, kept as an artifact of the workflow. Docs: docs/reports.md. */
export const verificationsFileName = "plangate-verify.json";

/** Settings allow a hundred commands. */
const verificationsMax = 100;
const commandCharactersMax = 2_000;
/** Of one command's output, from its end. */
export const outputCharactersMax = 4_000;

/** The file's text. */
export function printVerifications(verifications: readonly Verification[]): string {
  return `{\n  "version": 1,\n  "verifications": ${printList(verifications)}\n}\n`;
}

export function parseVerificationsFile(
  bytes: Uint8Array,
): { readonly verifications: readonly Verification[] } | { readonly reason: string } {
  const file = parseKeptFile(bytes, read);
  return "content" in file ? { verifications: file.content } : file;
}

function read(file: { readonly [key: string]: Json }): readonly Verification[] {
  const found = listIn(file["verifications"], verificationsMax).map(toVerification);
  if (new Set(found.map(({ command }) => command)).size < found.length)
    throw new ReportError("it has a command twice");
  return found;
}

function toVerification(entry: Json): Verification {
  const { command, end, output, isCut } = fieldsIn(entry, ["command", "end", "output", "isCut"]);
  if (typeof isCut !== "boolean") throw new ReportError("an entry does not say whether its output is whole");
  return {
    command: textIn(command, commandCharactersMax),
    end: toEnd(end),
    output: textIn(output, outputCharactersMax),
    isCut,
  };
}

const endKinds = ["exited", "killed", "timed-out", "flooded", "not-started"] as const;

function toEnd(entry: Json | undefined): VerificationEnd {
  const told = isObject(entry) ? entry["kind"] : undefined;
  const kind = endKinds.find((one) => one === told);
  switch (kind) {
    case "exited":
      return { kind, code: numberIn(fieldsIn(entry, ["kind", "code"])["code"]) };
    case "killed":
      return { kind, signal: textIn(fieldsIn(entry, ["kind", "signal"])["signal"], 20) };
    case "timed-out":
      return { kind, seconds: numberIn(fieldsIn(entry, ["kind", "seconds"])["seconds"]) };
    case "flooded":
    case "not-started":
      fieldsIn(entry, ["kind"]);
      return { kind };
    case undefined:
      throw new ReportError("an entry does not say how its command ended");
  }
}

function numberIn(value: Json | undefined): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new ReportError("a number is missing or none");
  // `-0` is 0, as in every report.
  return value + 0;
}
