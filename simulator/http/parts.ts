import type { Contract } from "../contract/contract.ts";
import type { Faults } from "../faults.ts";
import type { World } from "../state/world.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { LogEntry } from "../write-log.ts";
import type { Limits } from "./limits.ts";
import type { Router } from "./router.ts";

/** What a running simulator is made of. */
export interface Parts {
  readonly world: World;
  readonly router: Router;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly contract: Contract;
  readonly log: LogEntry[];
  readonly violations: string[];
}
