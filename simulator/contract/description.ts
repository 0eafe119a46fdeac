import type { Json } from "../represent/json.ts";

/** One operation of the extract. */
export interface Operation {
  /** Schema per query parameter. */
  readonly query: Readonly<Record<string, Json>>;
  /** Missing when the operation takes no body. */
  readonly body?: Json;
  readonly bodyRequired: boolean;
  /** Schema per status; null where an answer has no JSON body. */
  readonly responses: Readonly<Record<string, Json | null>>;
}

/** The part of GitHub's description that the simulator uses; `scripts/extract-openapi.ts` makes it. */
export interface Description {
  readonly source: string;
  /** By `GET /repos/{owner}/{repo}`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** Schema per webhook, `issues-opened`. */
  readonly webhooks: Readonly<Record<string, Json>>;
  readonly schemas: Readonly<Record<string, Json>>;
}
