import type { GitHubWriter, NewCheck } from "../engine/github.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** GitHub takes no more annotations in one request (docs, create a check run). */
const annotationsMax = 50;

/** Posts check runs. Of the annotations the first 50 are kept: its summary says what else there is. */
export function checkWriter(wire: Wire): Pick<GitHubWriter, "createCheck" | "updateCheck"> {
  return {
    async createCheck(repository, check) {
      const run = await wire.write<{ readonly id: number }>({
        doing: `post the check "${check.name}" in ${repository}`,
        route: "POST /repos/{owner}/{repo}/check-runs",
        parameters: { ...pathOf(repository), head_sha: check.commit, ...toRun(check) },
      });
      return { id: run.id };
    },

    async updateCheck(repository, id, check) {
      await wire.write({
        doing: `update the check "${check.name}" in ${repository}`,
        route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
        parameters: { ...pathOf(repository), check_run_id: id, ...toRun(check) },
      });
    },
  };
}

/** Pressed, GitHub rings us, and everything is read anew. */
const recheck = { label: "Recheck", description: "Read everything anew, now", identifier: "recheck" };

function toRun(check: Omit<NewCheck, "commit">): Readonly<Record<string, unknown>> {
  const annotations = check.annotations.slice(0, annotationsMax).map((annotation) => ({
    path: annotation.path,
    start_line: annotation.line,
    end_line: annotation.line,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
  }));
  const { title, summary, text } = check;
  return {
    name: check.name,
    status: check.status,
    external_id: check.externalId,
    ...(check.conclusion === undefined ? {} : { conclusion: check.conclusion }),
    ...(check.status === "completed" ? { actions: [recheck] } : {}),
    output: { title, summary, ...(text === undefined ? {} : { text }), annotations },
  };
}
