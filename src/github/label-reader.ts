import type { GitHubReader } from "../engine/github.ts";
import type { LabelJson, MilestoneJson } from "./json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads what issues of a repository can be sorted by. */
export function labelReader(wire: Wire): Pick<GitHubReader, "labels" | "milestones"> {
  return {
    async labels(repository) {
      const labels = await wire.list<LabelJson>({
        doing: `read the labels of ${repository}`,
        route: "GET /repos/{owner}/{repo}/labels",
        parameters: pathOf(repository),
      });
      return labels.map(({ name, node_id: nodeId }) => ({ name, nodeId }));
    },

    async milestones(repository) {
      const milestones = await wire.list<MilestoneJson>({
        doing: `read the milestones of ${repository}`,
        route: "GET /repos/{owner}/{repo}/milestones",
        parameters: { ...pathOf(repository), state: "all" },
      });
      return milestones.map(({ number, title, node_id: nodeId, state }) => ({
        number,
        title,
        nodeId,
        state,
      }));
    },
  };
}
