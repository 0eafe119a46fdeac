import type { ParsedPlan } from "../model/plan.ts";
import type { PlanSettings } from "../model/settings.ts";

/** Reads plans that anyone may have written, within a time that is known beforehand. */
export interface PlanParser {
  /**
   * What the plan says, read with its own entry of the settings. Never rejects on account of the plan: one that is beyond a limit, takes too long or breaks the
   * reader comes back `refused`, with the problem. Plans are read one after the other, in the order of the calls.
   */
  parse(bytes: Uint8Array, settings?: PlanSettings): Promise<ParsedPlan>;
  /** Ends it, and what it is reading: those calls reject, as do later ones. */
  close(): Promise<void>;
}
