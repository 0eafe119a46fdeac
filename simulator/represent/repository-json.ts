import { isoTime } from "../state/clock.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson } from "./account-json.ts";
import type { Json } from "./json.ts";

/** GitHub's `full-repository`; with more than `minimal-repository` and `repository-webhooks` ask for. */
export function repositoryJson(world: World, repository: Repository): Json {
  const issues = [...repository.issues.values()].filter((issue) => issue.state === "open").length;
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.visibility !== "public",
    owner: accountJson(world, repository.owner),
    html_url: `${world.htmlUrl}/${fullName(repository)}`,
    description: null,
    fork: repository.forkOf !== undefined,
    ...urls(world, repository),
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.updatedAt),
    pushed_at: isoTime(repository.pushedAt),
    homepage: null,
    size: repository.git.blobs.size,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.visibility,
    ...counts(issues),
    default_branch: repository.defaultBranch,
    ...(repository.owner.kind === "Organization"
      ? { organization: accountJson(world, repository.owner) }
      : {}),
    custom_properties: {},
  };
}

function counts(issues: number): Json {
  return {
    stargazers_count: 0,
    watchers_count: 0,
    forks_count: 0,
    subscribers_count: 0,
    network_count: 0,
    open_issues_count: issues,
    forks: 0,
    open_issues: issues,
    watchers: 0,
  };
}

const PLAIN_URLS = [
  "contributors",
  "deployments",
  "downloads",
  "events",
  "forks",
  "hooks",
  "languages",
  "merges",
  "stargazers",
  "subscribers",
  "subscription",
  "tags",
  "teams",
] as const;

function urls(world: World, repository: Repository): Json {
  const url = `${world.url}/repos/${fullName(repository)}`;
  const html = `${world.htmlUrl}/${fullName(repository)}`;
  return {
    url,
    ...Object.fromEntries(PLAIN_URLS.map((name) => [`${name}_url`, `${url}/${name}`])),
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    statuses_url: `${url}/statuses/{sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    git_url: `${html.replace(/^https?/, "git")}.git`,
    ssh_url: `git@${new URL(world.htmlUrl).hostname}:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
  };
}
