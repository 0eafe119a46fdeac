import { Octokit } from "@octokit/rest";
import type { GitHub } from "../engine/github.ts";
import { createApiFetch } from "./api-fetch.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { checkReader } from "./check-reader.ts";
import { checkWriter } from "./check-writer.ts";
import { commentReader } from "./comment-reader.ts";
import { commentWriter } from "./comment-writer.ts";
import { commitWriter } from "./commit-writer.ts";
import { contentReader } from "./content-reader.ts";
import { issueReader } from "./issue-reader.ts";
import { issueWriter } from "./issue-writer.ts";
import { labelReader } from "./label-reader.ts";
import { labelWriter } from "./label-writer.ts";
import { pullRequestReader } from "./pull-request-reader.ts";
import { releaseReader } from "./release-reader.ts";
import { releaseWriter } from "./release-writer.ts";
import { repositoryReader } from "./repository-reader.ts";
import { RequestSender } from "./request-sender.ts";
import type { Self } from "./self.ts";
import type { TokenSource } from "./token-source.ts";
import { Wire } from "./wire.ts";
import { WriteLane } from "./write-lane.ts";

/** How a connection behaves; all have defaults that suit GitHub. */
export interface ConnectionOptions {
  /** Root of the REST API, without a slash at the end. Default: `https://api.github.com`. */
  readonly apiUrl?: string;
  /** Rest between two writes. Default: 1,000, GitHub's least. */
  readonly writeSpacingMs?: number;
  /** After so long an answer counts as lost. Default: 30,000. */
  readonly timeoutMs?: number;
  /** First wait before a read is sent again, doubled each time. Default: 200. */
  readonly retryBaseMs?: number;
  readonly clock?: () => Date;
}

/** Bytes of answers kept for conditional reads, per connection. */
const cachedBytesMax = 8_388_608;

/** The port over one token source: one lane of writes, one memory of limits. */
export function createGitHub(self: Self, token: TokenSource, options: ConnectionOptions = {}): GitHub {
  const wire = createWire(token, options);
  return {
    self,
    counts: () => wire.counts(),
    get remaining() {
      return wire.remaining;
    },
    ...repositoryReader(wire),
    ...contentReader(wire),
    ...issueReader(wire, self),
    ...labelReader(wire),
    ...commentReader(wire),
    ...releaseReader(wire),
    ...checkReader(wire, self),
    ...pullRequestReader(wire),
    ...issueWriter(wire),
    ...labelWriter(wire),
    ...commentWriter(wire),
    ...commitWriter(wire),
    ...checkWriter(wire),
    ...releaseWriter(wire),
  };
}

/** The requests below the port. */
export function createWire(token: TokenSource, options: ConnectionOptions = {}): Wire {
  const sender = new RequestSender({
    octokit: createOctokit(options),
    token,
    clock: options.clock ?? (() => new Date()),
    cache: new BoundedCache(cachedBytesMax),
  });
  const lane = new WriteLane(options.writeSpacingMs ?? 1000);
  return new Wire({ sender, lane, retryBaseMs: options.retryBaseMs ?? 200 });
}

/** Octokit without retries or throttling: a retried create makes a second issue. */
function createOctokit({
  apiUrl = "https://api.github.com",
  timeoutMs = 30_000,
}: ConnectionOptions): Octokit {
  const quiet = () => undefined;
  return new Octokit({
    baseUrl: apiUrl,
    userAgent: "plangate",
    request: { fetch: createApiFetch(timeoutMs), retries: 0 },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}
