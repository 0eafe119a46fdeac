import { digest } from "../model/digest.ts";
import type { Known } from "../model/known.ts";
import type { CommitSha } from "../model/repository.ts";
import { attempt } from "./attempt.ts";
import type { GitHub } from "./github.ts";
import { settingsPath } from "./home.ts";
import type { Home } from "./home.ts";

/**
 * Digest of a commit's files without the plans and the settings: ticks, links and plangate's own commits do not change
 * it, whatever else is pushed does.
 */
export async function treeDigest(
  github: GitHub,
  home: Home,
  { commit, plans }: { readonly commit: CommitSha; readonly plans: readonly string[] },
): Promise<Known<string>> {
  const leftOut = new Set([...plans, settingsPath]);
  const files = await attempt("The commit's files", github.files(home.facts.name, commit));
  if (files.kind === "unknown") return files;
  const lines = files.value
    .filter(({ path }) => !leftOut.has(path))
    .map(({ path, mode, sha }) => `${mode} ${sha} ${path}`);
  return { kind: "known", value: digest(lines.toSorted().join("\n")) };
}
