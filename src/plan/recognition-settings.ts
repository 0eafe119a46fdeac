/** What settings may tell recognition about one plan. Everything else is read from the plan's own words. */
export interface RecognitionSettings {
  /** Names used in the plan, or phase keys and titles, whose issues go to a repository of their own. */
  readonly repositories?: Readonly<Record<string, string>>;
}

/**
 * The name in settings that a phase answers to: its key, its whole title, or the longest name that stands as a word in
 * its title; undefined where none or several do.
 */
export function repositoryNameOf(
  phase: { readonly key: string; readonly title: string },
  { repositories = {} }: RecognitionSettings,
): string | undefined {
  const names = Object.keys(repositories);
  const exact = names.find((name) => name === phase.key || name.toLowerCase() === phase.title.toLowerCase());
  if (exact !== undefined) return exact;
  const standing = names.filter((name) => standsIn(phase.title, name)).sort((a, b) => b.length - a.length);
  const [longest, ...others] = standing;
  if (longest === undefined || others.some((name) => !longest.includes(name))) return undefined;
  return longest;
}

function standsIn(title: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return name !== "" && new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\w)`).test(title);
}
