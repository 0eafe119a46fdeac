import type { GitDoor } from "./git-http/git-door.ts";
import type { Server } from "node:http";
import { forbiddenToApps, type LogEntry } from "./write-log.ts";
import type { Faults } from "./faults.ts";
import type { Limits } from "./http/limits.ts";
import type { Parts } from "./http/parts.ts";
import { Person } from "./people/person.ts";
import { addAccount } from "./state/add-account.ts";
import { emptyRepository, firstCommit, type RepositoryOptions } from "./state/add-repository.ts";
import type { Account } from "./state/account.ts";
import type { App, Installation, Permissions } from "./state/app.ts";
import type { Lies } from "./state/lies.ts";
import { makeInstallationToken } from "./state/make-token.ts";
import { actionsApp, registerApp, type AppOptions } from "./state/register-app.ts";
import type { Repository } from "./state/repository.ts";
import { AppHandle } from "./views/app-handle.ts";
import { RepositoryView } from "./views/repository-view.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

/** A running simulated GitHub. `README.md` beside this file tells its whole interface. */
export class Simulator {
  readonly #parts: Parts;
  readonly #server: Server;
  #forgotten = { reads: 0, writes: 0 };

  constructor(parts: Parts, server: Server) {
    this.#parts = parts;
    this.#server = server;
  }

  /** Where REST is served; the same under `/api/v3`, GraphQL under `/graphql` and `/api/graphql`. */
  get url(): string {
    return this.#parts.world.url;
  }

  get webhooks(): Webhooks {
    return this.#parts.webhooks;
  }

  get faults(): Faults {
    return this.#parts.faults;
  }

  get lies(): Lies {
    return this.#parts.world.lies;
  }

  get limits(): Limits {
    return this.#parts.limits;
  }

  /** Every request but GraphQL queries, reads and tokens, in order. */
  get writes(): LogEntry[] {
    return this.#parts.log.filter((entry) => entry.kind === "write");
  }

  get log(): readonly LogEntry[] {
    return this.#parts.log;
  }

  get requests(): { reads: number; writes: number; tokens: number } {
    const count = (kind: LogEntry["kind"]): number =>
      this.#parts.log.filter((entry) => entry.kind === kind).length;
    return { reads: count("read"), writes: count("write"), tokens: count("token") };
  }

  /** Reads and writes since the beginning, forgotten ones among them. */
  get allRequests(): { reads: number; writes: number } {
    const { reads, writes } = this.requests;
    return { reads: this.#forgotten.reads + reads, writes: this.#forgotten.writes + writes };
  }

  /** What GitHub does not have, and what an App must never do. Empty in a good test. */
  get violations(): readonly string[] {
    return this.#parts.violations;
  }

  /** Empties the logs and the violations. */
  forget(): void {
    this.#forgotten = this.allRequests;
    this.#parts.log.length = 0;
    this.#parts.violations.length = 0;
  }

  /** Throws when there were violations. */
  assertAllowed(): void {
    if (this.violations.length > 0) throw new Error(this.violations.join("\n"));
    const forbidden = this.#parts.log.find(
      (entry) => entry.app !== undefined && forbiddenToApps(entry) !== undefined,
    );
    if (forbidden !== undefined)
      throw new Error(`App ${forbidden.app} called ${forbidden.method} ${forbidden.path}`);
  }

  now(): Date {
    return this.#parts.world.now();
  }

  /** Moves the clock on, and lets what is late happen. */
  advance(ms: number): Promise<void> {
    return this.#parts.world.clock.advance(ms);
  }

  user(login: string): Account {
    return addAccount(this.#parts.world, login);
  }

  organization(login: string, given: { owners?: readonly string[] } = {}): Account {
    const account = addAccount(this.#parts.world, login, "Organization");
    for (const owner of given.owners ?? []) account.owners.add(owner.toLowerCase());
    return account;
  }

  /** A team `acme/security`; asking again replaces its members. */
  team(name: string, members: readonly string[]): void {
    const { world } = this.#parts;
    const [owner = "", slug = ""] = name.split("/");
    for (const member of members) this.user(member);
    const id = world.ids.next("team");
    world.teams.set(name.toLowerCase(), {
      id,
      nodeId: world.ids.node("T", id),
      organization: this.organization(owner),
      slug,
      members: new Set(members.map((member) => member.toLowerCase())),
    });
  }

  /** Makes `owner/name` with a first commit. An unknown owner becomes a user. Asking again, without options, finds it. */
  repository(name: string, options?: RepositoryOptions): RepositoryView {
    const { world } = this.#parts;
    const [owner = "", short = ""] = name.split("/");
    const known = world.repository(owner, short);
    if (known !== undefined) {
      if (options !== undefined) throw new Error(`Cannot make ${name} twice`);
      return new RepositoryView(world, known);
    }
    const account = world.account(owner) ?? this.user(owner);
    for (const login of Object.keys(options?.collaborators ?? {})) this.user(login);
    const repository = emptyRepository(world, { owner: account, name: short, options: options ?? {} });
    firstCommit(world, repository, options?.files ?? {});
    return new RepositoryView(world, repository);
  }

  /** A fork with the same objects and branches. */
  fork(name: string, owner: string): RepositoryView {
    const { world } = this.#parts;
    const original = this.#find(name);
    const { name: short, defaultBranch, visibility } = original;
    const options = { defaultBranch, visibility };
    const fork = emptyRepository(world, { owner: this.user(owner), name: short, options, forkOf: original });
    fork.git.absorb(original.git);
    for (const [ref, sha] of original.refs) if (ref.startsWith("refs/heads/")) fork.refs.set(ref, sha);
    return new RepositoryView(world, fork);
  }

  app(options: AppOptions): AppHandle {
    const { app, privateKey } = registerApp(this.#parts.world, options);
    return new AppHandle(this.#parts.world, app, privateKey);
  }

  /** A person's token, of the classic kind. */
  userToken(login: string): string {
    const { world } = this.#parts;
    const token = `ghp_simulated${world.ids.next("token")}`;
    world.tokens.set(token, { kind: "user", account: this.user(login) });
    return token;
  }

  /** A `GITHUB_TOKEN`: the Actions App, for one repository. */
  workflowToken(name: string, permissions: Permissions = { contents: "read", metadata: "read" }): string {
    const { world } = this.#parts;
    const repository = this.#find(name);
    const app = actionsApp(world);
    const installation: Installation = {
      id: world.ids.next("installation"),
      app,
      account: repository.owner,
      createdAt: world.now(),
      updatedAt: world.now(),
      permissions: { metadata: "read", ...permissions },
      events: [],
      repositories: new Set([repository.id]),
      suspendedAt: undefined,
    };
    world.installations.set(installation.id, installation);
    return makeInstallationToken(world, installation, {
      permissions: installation.permissions,
      repositories: new Set([repository.id]),
    }).token;
  }

  /** Somebody in a repository. */
  as(login: string, name: string): Person {
    const { world } = this.#parts;
    const act = { world, repository: this.#find(name), actor: { account: this.user(login), app: undefined } };
    return new Person(act, (slug) => this.#appOf(slug));
  }

  /** Opens git over HTTP beside the API, with the machine's own `git`: for tags of commits that are there. */
  async openGitDoor(): Promise<GitDoor> {
    const { openGitDoor } = await import("./git-http/git-door.ts");
    return openGitDoor(this.#parts.world);
  }

  /** Stops listening and cuts all connections. */
  async close(): Promise<void> {
    this.webhooks.mode = "drop";
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await this.webhooks.settled();
  }

  #appOf(slug: string): App {
    if (slug === "github-actions") return actionsApp(this.#parts.world);
    const app = [...this.#parts.world.apps.values()].find((one) => one.slug === slug);
    if (app === undefined) throw new Error(`There is no App "${slug}"`);
    return app;
  }

  #find(name: string): Repository {
    const [owner = "", short = ""] = name.split("/");
    const { world } = this.#parts;
    const repository = world.repository(owner, short) ?? world.renamedRepository(owner, short);
    if (repository === undefined) throw new Error(`There is no repository ${name}`);
    return repository;
  }
}
