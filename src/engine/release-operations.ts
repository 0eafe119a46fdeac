import type { DraftRelease, PublishRelease, WithdrawRelease } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { nodeKey } from "./apply-run.ts";
import type { Run } from "./apply-run.ts";
import { sendOnce } from "./send-once.ts";

/** Drafts a release; nobody sees it and no tag is made. */
export async function draftRelease(run: Run, operation: DraftRelease): Promise<Outcome> {
  const { repository, kind: _kind, ...draft } = operation;
  const github = await run.input.connect(repository);
  const send = async (): Promise<void> => {
    run.releases.set(nodeKey(repository, draft.tag), await github.draftRelease(repository, draft));
  };
  return sendOnce(run, operation, { name: `draft:${repository}:${draft.tag}`, send });
}

/** Publishes the draft of a tag, made in this run or an earlier one. One that is published already is done. */
export async function publishRelease(run: Run, operation: PublishRelease): Promise<Outcome> {
  const { repository, tag } = operation;
  const github = await run.input.connect(repository);
  const release = run.releases.get(nodeKey(repository, tag)) ?? (await github.release(repository, tag));
  if (release === undefined || (release.draft && !release.own)) {
    return {
      kind: "refused",
      operation,
      reason: `there is no draft of ours of release ${tag} of ${repository}`,
    };
  }
  if (release.draft) await github.publishRelease(repository, release.id);
  return { kind: "done", operation };
}

/** Takes the published release of a tag back to a draft. One that is a draft, or gone, is done. */
export async function withdrawRelease(run: Run, operation: WithdrawRelease): Promise<Outcome> {
  const { repository, tag } = operation;
  const github = await run.input.connect(repository);
  const release = await github.release(repository, tag);
  if (release?.draft === false) await github.withdrawRelease(repository, release.id);
  return { kind: "done", operation };
}
