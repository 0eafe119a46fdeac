/**
 * Something worth a line in the log and a number in the metrics: told once, in named fields. Never a header, a body,
 * a setting's value or a token.
 */
export type LogEntry =
  | {
      readonly kind: "reconciled";
      readonly target: string;
      readonly result: "clean" | "parked" | "failed";
      readonly attempts: number;
      readonly durationMs: number;
      readonly reads: number;
      readonly writes: number;
      readonly reason: string;
    }
  /** Another worker may have the target now: what this one did not yet write, it did not. */
  | { readonly kind: "lease-lost"; readonly target: string }
  | { readonly kind: "store-unavailable"; readonly reason: string }
  | { readonly kind: "swept"; readonly repositories: number }
  | { readonly kind: "sweep-failed"; readonly reason: string }
  | {
      readonly kind: "delivery";
      readonly status: number;
      /** `X-GitHub-Delivery` and `X-GitHub-Event`, once the signature is known to be good. */
      readonly delivery?: string;
      readonly event?: string;
      readonly repositories?: number;
      readonly reason?: string;
    }
  | { readonly kind: "note"; readonly reason: string };

export type Log = (entry: LogEntry) => void;
