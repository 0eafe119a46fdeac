import type { Log, LogEntry } from "../engine/log.ts";
import { scrub } from "../engine/scrub.ts";

type FieldName = LogEntry extends infer Entry ? (Entry extends Entry ? keyof Entry : never) : never;

/** Every field that may be in a line, in its order; whatever else an entry holds is left out. */
const fields: readonly FieldName[] = [
  "kind",
  "target",
  "result",
  "status",
  "delivery",
  "event",
  "repositories",
  "attempts",
  "durationMs",
  "reads",
  "writes",
  "reason",
];

export interface JsonLogInput {
  /** Takes one line, its end included. */
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

/** A log of one JSON object per line. Texts lose whatever looks like a secret; no entry can begin a line of its own. */
export function openJsonLog({ write, now }: JsonLogInput): Log {
  return (entry) => {
    const line: Record<string, string | number> = { at: now().toISOString() };
    const values: Readonly<Partial<Record<FieldName, unknown>>> = entry;
    for (const name of fields) {
      const value = values[name];
      if (typeof value === "string") line[name] = scrub(value);
      else if (typeof value === "number") line[name] = value;
    }
    write(`${JSON.stringify(line)}\n`);
  };
}
