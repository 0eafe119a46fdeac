import type { AppOptions } from "../../app.ts";
import { decidePlan } from "../../engine/decide-plan.ts";
import { gatherPlan } from "../../engine/gather-plan.ts";
import type { Situation } from "../../engine/gather-plan.ts";
import { gatherWatch } from "../../engine/incidents.ts";
import type { Ports } from "../../engine/ports.ts";
import type { Store } from "../../engine/store.ts";
import { connectApp } from "../../github/connect-app.ts";
import { createAppProbot } from "../../github/probot-app.ts";
import type { Operation } from "../../model/operation.ts";
import type { RepositoryId } from "../../model/repository.ts";
import { ThreadedParser } from "../../threads/threaded-parser.ts";

/** Looks at a plan with the App's eyes, over a connection of its own, and writes nothing. */
export interface Onlooker {
  /** Throws where the plan cannot be read. */
  look(repository: number, path: string): Promise<Situation>;
  /** The operations that the App would apply now. */
  preview(situation: Situation): Promise<readonly Operation[]>;
  close(): Promise<void>;
}

const webUrl = "https://github.com";

/** Connects as the App does. */
export async function openOnlooker(options: AppOptions, store: Store): Promise<Onlooker> {
  const { appId, privateKey, webhookSecrets, apiUrl, now } = options;
  const at = apiUrl === undefined ? {} : { apiUrl };
  const clock = now ?? (() => new Date());
  const probot = createAppProbot({ appId, privateKey, webhookSecret: webhookSecrets[0] ?? "", ...at });
  const { connect } = await connectApp(probot, { clock, ...at });
  const parser = new ThreadedParser();
  const ports: Ports = { connect, parser, store, now: clock, quarantineMs: 0, webUrl };
  return {
    async look(repository, path) {
      const id = repository as RepositoryId;
      const found = await gatherPlan({ repository: id, path }, await connect(id), ports);
      if (found.kind === "unreadable") throw new Error(`Cannot read ${path}: ${found.reason}`);
      return found;
    },
    async preview(situation) {
      const github = await connect(situation.home.facts.id);
      return decidePlan(situation, await gatherWatch(situation, { github, ports }), webUrl).operations;
    },
    close: () => parser.close(),
  };
}
