/** What one report counts. Numbers of several reports of a kind are added together before they become metrics. */
export type Tally =
  | { readonly kind: "coverage"; readonly tool: string; readonly lines: Share; readonly branches?: Share }
  | {
      readonly kind: "tests";
      readonly tool: string;
      readonly total: number;
      readonly failed: number;
      readonly skipped: number;
    }
  | { readonly kind: "findings"; readonly tool: string; readonly counts: ReadonlyMap<string, number> }
  | { readonly kind: "values"; readonly tool: string; readonly values: readonly NamedValue[] };

/** How many of how many. A report that gives a rate alone has it as hundredths of a percent. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

export interface NamedValue {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}
