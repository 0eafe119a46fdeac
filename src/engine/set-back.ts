import type { TagFact } from "../model/evidence.ts";
import { isSameVersion } from "../model/version.ts";
import { setBackReport } from "../report/release-report.ts";
import { apply } from "./apply.ts";
import { attempt } from "./attempt.ts";
import { isOfRelease, setBackMark } from "./candidate-marks.ts";
import type { Home } from "./home.ts";
import type { PastCheckFacts } from "./release-port.ts";
import type { Round } from "./round.ts";
import { sayCheck } from "./say-check.ts";
import { releaseCheckName, versionOfCheck } from "./tags.ts";

/**
 * Takes back what plangate said of a release on older commits of the default branch: the head alone may be tagged, where
 * a ruleset or a guard goes by the check. A commit that was tagged as that release keeps its proof, and so does one of
 * which a release is being made. What was said is read from GitHub itself, so nothing of it hangs on the store.
 */
export async function setBackOlder({ facts, commit }: Home, round: Round): Promise<void> {
  const { github, ports, lease, signal } = round;
  // Where GitHub does not show checks it takes none either, and everything else goes on.
  const past = await attempt("Checks of older commits", github.checksBefore(facts.name, commit));
  if (past.kind === "unknown") return;
  const now = ports.now();
  const green = past.value.filter(
    (check) =>
      check.conclusion === "success" && versionOfCheck(check.name) !== undefined && !isOfRelease(check, now),
  );
  if (green.length === 0) return;
  const tags = await github.tags(facts.name);
  const operations = green
    .filter((check) => !isTagged(check, tags))
    .flatMap(({ commit: older, name }) => {
      const words = setBackReport(versionOfCheck(name) ?? "", { branch: facts.defaultBranch, head: commit });
      const where = { repository: facts.name, commit: older, name, annotations: [] };
      return sayCheck({ ...where, mark: setBackMark, conclusion: "cancelled", ...words }, []);
    });
  await apply({
    ...ports,
    operations,
    scope: `${facts.id}:candidates`,
    lease,
    signal,
    observed: { home: facts, repositories: {}, linked: [] },
    matches: new Map(),
    renderEdits: () => ({ problems: [] }),
  });
}

function isTagged({ commit, name }: PastCheckFacts, tags: readonly TagFact[]): boolean {
  return tags.some(
    (tag) =>
      tag.commit === commit &&
      (name === releaseCheckName(tag.name) || isSameVersion(versionOfCheck(name) ?? "", tag.name)),
  );
}
