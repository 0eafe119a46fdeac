import type { GitHub } from "../engine/github.ts";
import { authorReader } from "./author-reader.ts";
import { branchReader } from "./branch-reader.ts";
import { branchWriter } from "./branch-writer.ts";
import { checkReader } from "./check-reader.ts";
import { checkWriter } from "./check-writer.ts";
import { commentReader } from "./comment-reader.ts";
import { commentWriter } from "./comment-writer.ts";
import { commitReader } from "./commit-reader.ts";
import { commitWriter } from "./commit-writer.ts";
import { type ContentCaches, contentReader } from "./content-reader.ts";
import { conversationReader } from "./conversation-reader.ts";
import { issueReader } from "./issue-reader.ts";
import { issueWriter } from "./issue-writer.ts";
import { labelReader } from "./label-reader.ts";
import { labelWriter } from "./label-writer.ts";
import { metricsReader } from "./metrics-reader.ts";
import { pastCheckReader } from "./past-check-reader.ts";
import { pullRequestReader } from "./pull-request-reader.ts";
import { pullRequestWriter } from "./pull-request-writer.ts";
import { releaseReader } from "./release-reader.ts";
import { releaseWriter } from "./release-writer.ts";
import { repositoryReader } from "./repository-reader.ts";
import { rulesetReader } from "./ruleset-reader.ts";
import { tagPushReader } from "./tag-push-reader.ts";
import type { Self } from "./self.ts";
import type { Wire } from "./wire.ts";

export interface Identity {
  readonly self: Self;
  readonly wire: Wire;
  /** What may be forgotten, of this identity alone. */
  readonly caches: ContentCaches;
}

/** The port as one identity, over its wire. */
export function createGitHub({ self, wire, caches }: Identity): GitHub {
  return {
    self,
    counts: () => wire.counts(),
    get remaining() {
      return wire.remaining;
    },
    ...repositoryReader(wire),
    ...authorReader(wire),
    ...contentReader(wire, caches),
    ...issueReader(wire, self),
    ...labelReader(wire),
    ...commentReader(wire),
    ...releaseReader(wire, self),
    ...rulesetReader(wire),
    ...branchReader(wire),
    ...tagPushReader(wire, self),
    ...conversationReader(wire),
    ...checkReader(wire, self),
    ...pastCheckReader(wire, self),
    ...metricsReader(wire, caches),
    ...pullRequestReader(wire),
    ...commitReader(wire, self),
    ...issueWriter(wire),
    ...labelWriter(wire),
    ...commentWriter(wire),
    ...commitWriter(wire, caches),
    ...branchWriter(wire, caches),
    ...pullRequestWriter(wire),
    ...checkWriter(wire),
    ...releaseWriter(wire, self),
  };
}
