import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { addAccount } from "./add-account.ts";
import type { App, Permissions } from "./app.ts";
import type { World } from "./world.ts";

export interface AppOptions {
  readonly slug: string;
  readonly id?: number;
  readonly owner?: string;
  /** PEM of the test's own key; without it a key pair is made once per process. */
  readonly publicKey?: string;
  /** @default {true} */
  readonly isPublic?: boolean;
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
  readonly webhook?: { readonly url: string; readonly secret: string };
}

/** Plangate's own permissions and events, as its manifest asks for them. */
const PERMISSIONS: Permissions = {
  metadata: "read",
  actions: "read",
  checks: "write",
  contents: "write",
  issues: "write",
  members: "read",
  merge_queues: "read",
  pull_requests: "write",
  statuses: "write",
};
const EVENTS = [
  "push",
  "create",
  "delete",
  "issues",
  "issue_comment",
  "pull_request",
  "release",
  "label",
  "milestone",
  "check_run",
  "check_suite",
  "sub_issues",
  "issue_dependencies",
  "merge_group",
  "repository",
  "status",
];

/** Registers an App; `privateKey` is empty when the test has its own. */
export function registerApp(world: World, options: AppOptions): { app: App; privateKey: string } {
  const id = options.id ?? world.ids.next("app");
  if (world.apps.has(id)) throw new Error(`Cannot register App ${options.slug}: the id ${id} is taken`);
  const key = options.publicKey === undefined ? sharedKey() : undefined;
  const app: App = {
    id,
    nodeId: world.ids.node("A", id),
    slug: options.slug,
    clientId: `Iv23li${String(id).padStart(14, "0")}`,
    owner:
      options.owner === undefined
        ? addAccount(world, "plangate-makers", "Organization")
        : ownerOf(world, options.owner),
    bot: addAccount(world, `${options.slug}[bot]`, "Bot"),
    publicKey: key?.publicKey ?? createPublicKey(options.publicKey ?? ""),
    isPublic: options.isPublic ?? true,
    createdAt: world.now(),
    permissions: options.permissions ?? PERMISSIONS,
    events: options.events ?? EVENTS,
    webhook: options.webhook,
  };
  world.apps.set(id, app);
  return { app, privateKey: key?.privateKey ?? "" };
}

function ownerOf(world: World, login: string): App["owner"] {
  const owner = world.account(login);
  if (owner === undefined) throw new Error(`There is no account "${login}"`);
  return owner;
}

let shared: { publicKey: KeyObject; privateKey: string } | undefined;

/** Short, because a test waits for it: 2048 bits take up to a second on a busy machine. */
const KEY_BITS = 1024;

// All Apps of a process share one.
function sharedKey(): { publicKey: KeyObject; privateKey: string } {
  if (shared === undefined) {
    const pair = generateKeyPairSync("rsa", { modulusLength: KEY_BITS });
    shared = {
      publicKey: pair.publicKey,
      privateKey: pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    };
  }
  return shared;
}

const ACTIONS_ID = 15_368;

/** GitHub Actions, the App behind every `GITHUB_TOKEN`. It has no key and no webhook. */
export function actionsApp(world: World): App {
  const known = world.apps.get(ACTIONS_ID);
  if (known !== undefined) return known;
  const app: App = {
    id: ACTIONS_ID,
    nodeId: world.ids.node("A", ACTIONS_ID),
    slug: "github-actions",
    clientId: "Iv1.05c79e9ad1f6bdfa",
    owner: addAccount(world, "github", "Organization"),
    bot: addAccount(world, "github-actions[bot]", "Bot"),
    publicKey: undefined,
    isPublic: true,
    createdAt: world.now(),
    permissions: { metadata: "read", checks: "write", contents: "write", statuses: "write" },
    events: [],
    webhook: undefined,
  };
  world.apps.set(ACTIONS_ID, app);
  return app;
}
