import { isoTime } from "../state/clock.ts";
import type { Account, Team } from "../state/account.ts";
import type { App, Installation } from "../state/app.ts";
import type { World } from "../state/world.ts";
import type { Json } from "./json.ts";

/** GitHub's `simple-user`. */
export function accountJson(world: World, account: Account): Json {
  const url = `${world.url}/users/${encodeURIComponent(account.login)}`;
  const page = account.kind === "Bot" ? `apps/${account.login.replace("[bot]", "")}` : account.login;
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `${world.htmlUrl}/avatars/${account.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.htmlUrl}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.kind,
    user_view_type: "public",
    site_admin: false,
  };
}

/** GitHub's `public-user`, as `GET /users/{username}` and `GET /user` answer. */
export function publicUserJson(world: World, account: Account): Json {
  return {
    ...accountJson(world, account),
    name: account.login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: isoTime(account.createdAt),
    updated_at: isoTime(account.createdAt),
  };
}

/** GitHub's `integration`. */
export function appJson(world: World, app: App): Json {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: app.nodeId,
    owner: accountJson(world, app.owner),
    name: app.slug,
    description: "",
    external_url: `${world.htmlUrl}/${app.owner.login}`,
    html_url: `${world.htmlUrl}/apps/${app.slug}`,
    created_at: isoTime(app.createdAt),
    updated_at: isoTime(app.createdAt),
    permissions: { ...app.permissions },
    events: [...app.events],
  };
}

/** GitHub's `installation`. */
export function installationJson(world: World, installation: Installation): Json {
  const { app, account } = installation;
  return {
    id: installation.id,
    client_id: app.clientId,
    account: accountJson(world, account),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    access_tokens_url: `${world.url}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: `${world.htmlUrl}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.kind,
    permissions: { ...installation.permissions },
    events: [...installation.events],
    created_at: isoTime(installation.createdAt),
    updated_at: isoTime(installation.updatedAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === undefined ? null : accountJson(world, account),
    suspended_at: installation.suspendedAt === undefined ? null : isoTime(installation.suspendedAt),
  };
}

/** GitHub's `organization-simple`, as it is in webhook payloads. */
export function organizationJson(world: World, account: Account): Json {
  const url = `${world.url}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.htmlUrl}/avatars/${account.id}`,
    description: null,
  };
}

/** GitHub's `team-membership`. */
export function membershipJson(world: World, team: Team, login: string): Json {
  const url = `${world.url}/organizations/${team.organization.id}/team/${team.id}/memberships/${login}`;
  return { url, role: "member", state: "active" };
}
