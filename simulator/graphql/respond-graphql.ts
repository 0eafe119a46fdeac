import { GitHubError } from "../http/github-error.ts";
import type { Parts } from "../http/parts.ts";
import type { Reply } from "../http/reply.ts";
import type { Request } from "../http/request.ts";

/** Answers `POST /graphql`. */
export function respondGraphql(_parts: Parts, _request: Request): Promise<Reply> {
  return Promise.reject(new GitHubError(404, "Not Found"));
}
