import type { GitHubWriter } from "../engine/github.ts";
import type { LabelJson, MilestoneJson } from "./json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Makes what issues of a repository can be sorted by. */
export function labelWriter(wire: Wire): Pick<GitHubWriter, "createLabel" | "createMilestone"> {
  return {
    async createLabel(repository, name) {
      const label = await wire.write<LabelJson>({
        doing: `create the label "${name}" in ${repository}`,
        route: "POST /repos/{owner}/{repo}/labels",
        parameters: { ...pathOf(repository), name },
      });
      return { nodeId: label.node_id };
    },

    async createMilestone(repository, title) {
      const milestone = await wire.write<MilestoneJson>({
        doing: `create the milestone "${title}" in ${repository}`,
        route: "POST /repos/{owner}/{repo}/milestones",
        parameters: { ...pathOf(repository), title },
      });
      return { number: milestone.number, nodeId: milestone.node_id };
    },
  };
}
