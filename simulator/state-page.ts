import { html, raw } from "hono/html";
import { filesOf } from "./git/files.ts";
import type { Reply } from "./http/reply.ts";
import type { Request } from "./http/request.ts";
import { commitOf } from "./represent/git-json.ts";
import { fullName, type Repository } from "./state/repository.ts";
import type { World } from "./state/world.ts";
import { RepositoryView } from "./views/repository-view.ts";
import type { IssueView } from "./views/view-shapes.ts";

type Html = ReturnType<typeof html>;

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2328}
pre{background:#f6f8fa;padding:.8rem;overflow:auto;white-space:pre-wrap}h2{border-bottom:1px solid #d1d9e0}
.closed{color:#8250df}.open{color:#1a7f37}small{color:#59636e}summary{cursor:pointer}`;

/** The pages where a person looks at the state: `/_state`, `/_state/owner/name`, and the same with `.json`. */
export async function statePage(world: World, request: Request): Promise<Reply> {
  const isJson = request.path.endsWith(".json");
  const [owner, name] = request.path
    .replace(/\.json$/, "")
    .split("/")
    .slice(2);
  const repository = owner === undefined || name === undefined ? undefined : world.repository(owner, name);
  if (isJson)
    return asJson(world, repository === undefined ? [...world.repositories.values()] : [repository]);
  const body = repository === undefined ? front(world) : repositoryPage(world, repository);
  const title = repository === undefined ? "Simulated GitHub" : fullName(repository);
  const page = await html`<!doctype html>
    <meta charset="utf-8" />
    <title>${title}</title>
    <style>
      ${raw(STYLE)}
    </style>
    <h1>${title}</h1>
    ${body}`;
  return {
    status: 200,
    raw: Buffer.from(String(page)),
    headers: { "content-type": "text/html; charset=utf-8" },
  };
}

function asJson(world: World, repositories: readonly Repository[]): Reply {
  const state = repositories.map((repository) => {
    const view = new RepositoryView(world, repository);
    return {
      name: view.fullName,
      visibility: view.visibility,
      branches: view.branches(),
      tags: view.tags(),
      files: Object.fromEntries(view.files().map((path) => [path, view.file(path)])),
      issues: view.issues().map((issue) => ({ ...issue, comments: view.comments(issue.number) })),
      pulls: view.pulls().map((pull) => ({ ...pull, comments: view.comments(pull.number) })),
      releases: view.releases(),
      checkRuns: view.checkRuns(),
      rulesets: view.rulesets(),
    };
  });
  const text = JSON.stringify({ now: world.now(), repositories: state }, undefined, 2);
  return {
    status: 200,
    raw: Buffer.from(text),
    headers: { "content-type": "application/json; charset=utf-8" },
  };
}

function front(world: World): Html {
  const links = [...world.repositories.values()].map((repository) => {
    const name = fullName(repository);
    return html`<li><a href="/_state/${name}">${name}</a> <small>${repository.visibility}</small></li>`;
  });
  return html`<p>It is ${world.now().toISOString()} here.</p>
    <ul>
      ${links}
    </ul>
    <p><a href="/_state.json">As JSON</a></p>`;
}

function repositoryPage(world: World, repository: Repository): Html {
  const view = new RepositoryView(world, repository);
  const files = filesOf(repository.git, commitOf(repository, view.head()).tree);
  const refs = [...repository.refs].filter(([name]) => !name.startsWith("refs/pull/"));
  return html`<p>
      <a href="/_state">All repositories</a> · <a href="/_state/${view.fullName}.json">As JSON</a>
    </p>
    <h2>Issues and pull requests</h2>
    ${[...view.issues(), ...view.pulls()].map((issue) => issueHtml(view, issue))}
    <h2>Files</h2>
    ${[...files.keys()].map(
      (path) =>
        html`<details>
          <summary>${path}</summary>
          <pre>${view.file(path)}</pre>
        </details>`,
    )}
    <h2>Refs</h2>
    <ul>
      ${refs.map(([name, sha]) => html`<li>${name} <small>${sha.slice(0, 7)}</small></li>`)}
    </ul>
    <h2>Releases</h2>
    <ul>
      ${view.releases().map((one) => html`<li>${one.tag} ${one.draft ? "(draft)" : ""} ${one.name ?? ""}</li>`)}
    </ul>
    <h2>Check runs</h2>
    ${view.checkRuns().map(
      (run) =>
        html`<details>
          <summary>
            ${run.name} at ${run.headSha.slice(0, 7)}: ${run.conclusion ?? run.status}
            <small>${run.title ?? ""}</small>
          </summary>
          <pre>${run.summary ?? ""}</pre>
          <pre>${run.text ?? ""}</pre>
        </details>`,
    )}`;
}

function issueHtml(view: RepositoryView, issue: IssueView): Html {
  const reason = issue.stateReason === null ? "" : ` as ${issue.stateReason.replace("_", " ")}`;
  const links = [
    issue.parent === null ? "" : `part of ${issue.parent}`,
    issue.blockedBy.length === 0 ? "" : `blocked by ${issue.blockedBy.join(", ")}`,
    issue.labels.join(", "),
    issue.milestone ?? "",
  ].filter((part) => part !== "");
  return html`<details id="${issue.number}">
    <summary>
      <span class="${issue.state}">${issue.state}${reason}</span> #${issue.number} ${issue.title}
      <small>${links.join(" · ")}</small>
    </summary>
    <pre>${issue.body}</pre>
    ${view.comments(issue.number).map(
      (comment) =>
        html`<p><b>${comment.author}</b></p>
          <pre>${comment.body}</pre>`,
    )}
  </details>`;
}
