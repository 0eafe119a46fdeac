import type { RepositoryView } from "../../simulator/views/repository-view.ts";
import { planPath } from "./world.ts";
import type { World } from "./world.ts";

/**
 * Everything that people see, in an order and in words that do not hang on when or how often something was tried:
 * issues by title, links by the title of what they lead to, no ids and no commit names. Two ways that tell the same
 * ended in the same world.
 */
export function tellWorld(world: World): readonly string[] {
  const { tool, web } = world;
  const titles = titlesOf([tool, web]);
  return [tool, web].flatMap((repository) =>
    tellRepository(repository, titles).map((line) => `${repository.fullName} ${line}`),
  );
}

type Titles = ReadonlyMap<string, string>;

function titlesOf(repositories: readonly RepositoryView[]): Titles {
  const titles = new Map<string, string>();
  for (const repository of repositories) {
    for (const issue of [...repository.issues(), ...repository.pulls()]) {
      titles.set(`${repository.fullName}#${issue.number}`, issue.title);
    }
  }
  return titles;
}

function tellRepository(repository: RepositoryView, titles: Titles): readonly string[] {
  const tell = (text: string): string => withoutNumbers(text, repository.fullName, titles);
  const list = (texts: readonly string[]): string => texts.map(tell).toSorted().join(", ");
  const issues = [...repository.issues(), ...repository.pulls()].map((issue) => {
    const comments = repository
      .comments(issue.number)
      .map(({ author, body, reactions }) => [`${author}: ${tell(body)}`, ...reactions.toSorted()].join("\n"));
    return [
      `issue "${issue.title}" ${issue.state} ${issue.stateReason ?? ""} by ${issue.author}`,
      `parent ${list(issue.parent === null ? [] : [issue.parent])}; blocked by ${list(issue.blockedBy)}`,
      `labels ${list(issue.labels)}; milestone ${issue.milestone ?? "none"}`,
      tell(issue.body),
      ...comments.toSorted(),
    ].join("\n");
  });
  const hasPlan = repository.files().includes(planPath);
  return [
    ...issues.toSorted(),
    ...repository
      .labels()
      .map(({ name }) => `label ${name}`)
      .toSorted(),
    ...repository
      .milestones()
      .map(({ title, state }) => `milestone ${title} ${state}`)
      .toSorted(),
    ...(hasPlan ? [`plan ${tell(repository.file(planPath))}`] : []),
    ...Object.entries(repository.tags()).map(([tag, commit]) => `tag ${tag} ${depth(repository, commit)}`),
    ...repository
      .releases()
      .map(({ tag, draft, body }) => `release ${tag} ${draft ? "draft" : "out"} ${tell(body)}`),
    ...tellChecks(repository, tell),
  ];
}

/** A commit by its place on the default branch: how many are below it. */
function depth(repository: RepositoryView, commit: string): string {
  return `at ${repository.commits(commit)[0]?.message ?? "nothing"}`;
}

/** The latest run of each name on the heads that people look at. */
function tellChecks(repository: RepositoryView, tell: (text: string) => string): readonly string[] {
  const heads = [repository.head(), ...repository.pulls().map(({ headSha }) => headSha)];
  const tags = Object.values(repository.tags());
  return [...new Set([...heads, ...tags])].flatMap((head) => {
    const latest = new Map(repository.checkRuns(head).map((run) => [run.name, run]));
    // That a plan is well again says no more than that nothing was said of it.
    const telling = [...latest.values()].filter(
      ({ name, conclusion }) => !name.startsWith("plangate/plan") || conclusion !== "success",
    );
    return telling.map(({ name, status, conclusion, title, summary }) =>
      tell(`check ${name} ${status} ${conclusion ?? ""} ${title ?? ""} ${summary ?? ""}`),
    );
  });
}

function withoutNumbers(text: string, home: string, titles: Titles): string {
  const titleOf = (name: string): string => `«${titles.get(name) ?? name}»`;
  return text
    .replaceAll(/https:\/\/github\.com\/([\w-]+\/[\w-]+)\/(?:issues|pull)\/(\d+)/g, (_, of, number) =>
      titleOf(`${of}#${number}`),
    )
    .replaceAll(/([\w-]+\/[\w-]+)#(\d+)/g, (_, of, number) => titleOf(`${of}#${number}`))
    .replaceAll(/(?<![\w/&])#(\d+)/g, (_, number) => titleOf(`${home}#${number}`))
    .replaceAll(/comment=\d+/g, "comment=…")
    .replaceAll(/issuecomment-\d+/g, "issuecomment-…")
    .replaceAll(/\b[0-9a-f]{40}\b/g, "…");
}
