import { query, repositoryOfCall } from "../http/call.ts";
import { listReply } from "../http/page.ts";
import type { Route } from "../http/route.ts";
import { refEventJson } from "../represent/event-json.ts";

/** GitHub keeps no more of them (docs, REST API endpoints for events). */
const EVENTS_MAX = 300;

/** What happened in a repository, newest first: of all that GitHub lists there, new branches and tags. */
export const eventRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/events",
    needs: ["metadata:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const page = Number(query(call, "page") ?? 1);
      const events = page > 3 ? [] : repository.refEvents.slice(0, EVENTS_MAX);
      return listReply(call, events, (event) => refEventJson(call.world, repository, event));
    },
  },
];
