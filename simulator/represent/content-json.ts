import type { TreeEntry } from "../git/object-store.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { Json } from "./json.ts";

/** One file or directory entry of the contents API, without its content. */
export function contentEntryJson(
  world: World,
  repository: Repository,
  at: { path: string; entry: TreeEntry; ref: string },
): Json {
  const { path, entry, ref } = at;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const url = `${world.url}/repos/${fullName(repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const kind = kindOf(entry);
  const shelf = kind === "dir" ? "tree" : "blob";
  const gitUrl = `${world.url}/repos/${fullName(repository)}/git/${shelf}s/${entry.sha}`;
  const page = `${world.htmlUrl}/${fullName(repository)}/${shelf}/${ref}/${encoded}`;
  return {
    name: path.split("/").at(-1) ?? path,
    path,
    sha: entry.sha,
    size: repository.git.blobs.get(entry.sha)?.length ?? 0,
    url,
    html_url: page,
    git_url: gitUrl,
    download_url: kind === "file" ? `${world.url}/raw/${fullName(repository)}/${ref}/${encoded}` : null,
    type: kind,
    _links: { self: url, git: gitUrl, html: page },
  };
}

function kindOf(entry: TreeEntry): "dir" | "file" | "symlink" | "submodule" {
  if (entry.mode === "040000") return "dir";
  if (entry.mode === "120000") return "symlink";
  return entry.mode === "160000" ? "submodule" : "file";
}

/** Base64 in lines of 60 characters, as GitHub sends it. */
export function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("base64")
    .replace(/(.{60})/g, "$1\n")
    .replace(/([^\n])$/, "$1\n");
}
