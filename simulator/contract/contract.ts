import type { Call } from "../http/call.ts";
import type { Reply } from "../http/reply.ts";

/** Holds requests, answers and webhooks against GitHub's own description. */
export interface Contract {
  /** Records a violation and throws GitHub's refusal when the request has what the operation does not take. */
  checkRequest(call: Call): void;
  /** Records a violation when an answer of ours is not what the operation promises. */
  checkReply(call: Call, reply: Reply): void;
  checkWebhook(event: string, action: string | undefined, payload: Readonly<Record<string, unknown>>): void;
}

/** Checks nothing. */
export const noContract: Contract = {
  checkRequest: () => undefined,
  checkReply: () => undefined,
  checkWebhook: () => undefined,
};
