import type { Annotation } from "../model/operation.ts";

/** What a verb has to say, to a person and to a machine. Exit codes: docs/cli.md. */
export interface Told {
  readonly exitCode: ExitCode;
  readonly text: string;
  /** `text` as markdown, where it is more than sentences: what the Action's step summary shows. */
  readonly markdown?: string;
  /** What the Action says at lines of files. */
  readonly annotations?: readonly Annotation[];
  /** As the check run of a pull request ends, where that is what is told. */
  readonly conclusion?: string;
  readonly json: unknown;
}

/** 0: yes, or done. 1: refused, open, or problems found. 2: the input cannot be read, or was not understood. */
type ExitCode = 0 | 1 | 2;
