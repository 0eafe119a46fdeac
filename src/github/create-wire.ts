import { requestMsMax } from "../engine/time-limits.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { RequestSender, type SenderOptions } from "./request-sender.ts";
import { Wire } from "./wire.ts";
import { WriteLane } from "./write-lane.ts";

/** A wire of one identity, with its own lane of writes. */
export function createWire(sender: Omit<SenderOptions, "clock">, options: ConnectionOptions): Wire {
  return new Wire({
    sender: new RequestSender({ ...sender, clock: options.clock ?? (() => new Date()) }),
    lane: new WriteLane(options.writeSpacingMs ?? 1000, options.timeoutMs ?? requestMsMax),
    retryBaseMs: options.retryBaseMs ?? 200,
  });
}
