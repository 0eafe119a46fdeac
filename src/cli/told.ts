/** What a verb has to say, to a person and to a machine. Exit codes: docs/cli.md. */
export interface Told {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly json: unknown;
}

/** 0: yes, or done. 1: refused, open, or problems found. 2: the input cannot be read, or was not understood. */
type ExitCode = 0 | 1 | 2;
