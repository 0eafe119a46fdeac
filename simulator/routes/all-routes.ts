import type { Limits } from "../http/limits.ts";
import type { Route } from "../http/route.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { appRoutes } from "./app-routes.ts";
import { checkRoutes } from "./check-routes.ts";
import { commentRoutes } from "./comment-routes.ts";
import { commitRoutes } from "./commit-routes.ts";
import { contentRoutes } from "./content-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { gitRoutes } from "./git-routes.ts";
import { issueRoutes } from "./issue-routes.ts";
import { labelRoutes } from "./label-routes.ts";
import { pullRoutes } from "./pull-routes.ts";
import { releaseRoutes } from "./release-routes.ts";
import { repositoryRoutes } from "./repository-routes.ts";
import { rulesetRoutes } from "./ruleset-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { subIssueRoutes } from "./sub-issue-routes.ts";

/** Every operation that is simulated. */
export function allRoutes(parts: { webhooks: Webhooks; limits: Limits }): readonly Route[] {
  return [
    ...repositoryRoutes,
    ...contentRoutes,
    ...gitRoutes,
    ...commitRoutes,
    ...issueRoutes,
    ...commentRoutes,
    ...labelRoutes,
    ...subIssueRoutes,
    ...pullRoutes,
    ...checkRoutes,
    ...releaseRoutes,
    ...rulesetRoutes,
    ...eventRoutes,
    ...runRoutes,
    ...appRoutes,
    ...deliveryRoutes(parts.webhooks, parts.limits),
  ];
}
