import type { ParsedPlan } from "../model/plan.ts";
import type { PlanSettings } from "../model/settings.ts";

/** What the worker is asked, one at a time. */
export interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly settings: PlanSettings | undefined;
}

/** What it says: `ready` once, when it may be asked; then an answer to each request. */
export type ParseReply =
  | { readonly kind: "ready" }
  | { readonly kind: "parsed"; readonly parsed: ParsedPlan }
  | { readonly kind: "overflow" };
