import type { App, Installation } from "../state/app.ts";

/** One webhook POST, sent or to be sent. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly installation: Installation | undefined;
  readonly repositoryId: number | undefined;
  readonly event: string;
  readonly action: string | undefined;
  /** The exact bytes that are signed. */
  readonly body: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly redelivery: boolean;
  /** When it was made or, once sent, when it was sent. */
  deliveredAt: Date;
  state: "held" | "sending" | "sent" | "dropped";
  /** HTTP status of the receiver; 0 when nobody answered. */
  statusCode: number;
  /** As GitHub says it: "OK", "Invalid HTTP Response: 500", "timed out". */
  status: string;
  durationMs: number;
  requestHeaders: Readonly<Record<string, string>>;
  responseBody: string;
}
