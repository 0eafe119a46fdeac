import type { PostCheck } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Run } from "./apply-run.ts";
import type { NewCheck } from "./github.ts";

/** GitHub takes 50 annotations with each request and adds those of later ones (check runs API, 2026-11). */
const annotationsPerRequest = 50;

/** Annotations shown on one check; the summary names the rest. */
const annotationsMax = 200;

/** Makes or updates one check run. Its digest goes with the last request: one that was cut short is said again. */
export async function postCheck(run: Run, operation: PostCheck): Promise<Outcome> {
  const { repository, checkRunId, annotations, externalId, kind: _kind, ...check } = operation;
  const github = await run.input.connect(repository);
  const shown = annotations.slice(0, annotationsMax);
  const batches = [shown.slice(0, annotationsPerRequest)];
  for (let from = annotationsPerRequest; from < shown.length; from += annotationsPerRequest) {
    batches.push(shown.slice(from, from + annotationsPerRequest));
  }

  let id = checkRunId;
  for (const [index, batch] of batches.entries()) {
    const isLast = index === batches.length - 1;
    const request: NewCheck = { ...check, annotations: batch, externalId: isLast ? externalId : "" };
    if (id === undefined) {
      ({ id } = await github.createCheck(repository, request));
    } else {
      const { commit: _commit, ...change } = request;
      await github.updateCheck(repository, id, change);
    }
  }
  return { kind: "done", operation };
}
