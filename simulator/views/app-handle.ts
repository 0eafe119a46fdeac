import { installationJson } from "../represent/account-json.ts";
import type { App, Installation, Permissions } from "../state/app.ts";
import { makeInstallationToken } from "../state/make-token.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** A registered App in a test's hands. */
export class AppHandle {
  /** PEM; empty when the App was registered with a public key of the test's own. */
  readonly privateKey: string;
  readonly #world: World;
  readonly #app: App;

  constructor(world: World, app: App, privateKey: string) {
    this.#world = world;
    this.#app = app;
    this.privateKey = privateKey;
  }

  get id(): number {
    return this.#app.id;
  }

  get slug(): string {
    return this.#app.slug;
  }

  get clientId(): string {
    return this.#app.clientId;
  }

  /** Login of the bot user, `plangate[bot]`. */
  get login(): string {
    return this.#app.bot.login;
  }

  /** Where deliveries go from now on; servers often know their port late. */
  setWebhook(webhook: { url: string; secret: string } | undefined): void {
    this.#app.webhook = webhook;
  }

  /** Installs the App on an account, for all repositories or the named ones. */
  install(
    owner: string,
    given: { repositories?: readonly string[]; permissions?: Permissions; events?: readonly string[] } = {},
  ): InstallationHandle {
    const world = this.#world;
    const account = world.account(owner);
    if (account === undefined) throw new Error(`Cannot install on "${owner}": there is no such account`);
    if (this.#find(owner) !== undefined) throw new Error(`Cannot install on "${owner}" twice`);
    const installation: Installation = {
      id: world.ids.next("installation"),
      app: this.#app,
      account,
      createdAt: world.now(),
      updatedAt: world.now(),
      permissions: given.permissions ?? this.#app.permissions,
      events: given.events ?? this.#app.events,
      repositories:
        given.repositories === undefined
          ? "all"
          : new Set(given.repositories.map((name) => findRepository(world, owner, name).id)),
      suspendedAt: undefined,
    };
    world.installations.set(installation.id, installation);
    const handle = new InstallationHandle(world, installation);
    handle.tell("installation", "created");
    return handle;
  }

  /** The installation on an account; throws when there is none. */
  installation(owner: string): InstallationHandle {
    const installation = this.#find(owner);
    if (installation === undefined) throw new Error(`${this.slug} is not installed on ${owner}`);
    return new InstallationHandle(this.#world, installation);
  }

  #find(owner: string): Installation | undefined {
    return [...this.#world.installations.values()].find(
      (one) => one.app === this.#app && one.account.login.toLowerCase() === owner.toLowerCase(),
    );
  }
}

/** An installation in a test's hands. */
export class InstallationHandle {
  readonly #world: World;
  readonly #installation: Installation;

  constructor(world: World, installation: Installation) {
    this.#world = world;
    this.#installation = installation;
  }

  get id(): number {
    return this.#installation.id;
  }

  get permissions(): Permissions {
    return this.#installation.permissions;
  }

  /** An installation token with all permissions, good for an hour of the clock. */
  token(): string {
    const { permissions } = this.#installation;
    return makeInstallationToken(this.#world, this.#installation, { permissions, repositories: "all" }).token;
  }

  /** Lets every token of this installation expire now. */
  expireTokens(): void {
    for (const [token, scope] of this.#world.tokens) {
      if (scope.kind === "installation" && scope.installation === this.#installation)
        this.#world.tokens.delete(token);
    }
  }

  suspend(): void {
    this.tell("installation", "suspend");
    this.#installation.suspendedAt = this.#world.now();
  }

  unsuspend(): void {
    this.#installation.suspendedAt = undefined;
    this.tell("installation", "unsuspend");
  }

  /** Adds a repository to a selection. */
  add(name: string): void {
    this.#select(name, (selected, id) => selected.add(id));
    this.#tellRepositories("added", name);
  }

  remove(name: string): void {
    this.#tellRepositories("removed", name);
    this.#select(name, (selected, id) => selected.delete(id));
  }

  /** Replaces the permissions, as when an owner accepts new ones or takes some back. */
  permit(permissions: Permissions): void {
    this.#installation.permissions = permissions;
    this.tell("installation", "new_permissions_accepted");
  }

  uninstall(): void {
    this.tell("installation", "deleted");
    this.#world.installations.delete(this.id);
  }

  /** Sends an event about the installation itself. */
  tell(event: string, action: string, extra: Record<string, unknown> = {}): void {
    const world = this.#world;
    const installation = this.#installation;
    const payload = (): Record<string, unknown> => ({
      installation: installationJson(world, installation),
      ...(event === "installation" ? { repositories: this.#repositories().map(brief) } : {}),
      ...extra,
    });
    const actor = { account: installation.account, app: undefined };
    world.emit({ event, action, repository: undefined, actor, payload, installation });
  }

  #select(name: string, change: (selected: Set<number>, id: number) => void): void {
    const { repositories, account } = this.#installation;
    const selected =
      repositories === "all" ? new Set(this.#repositories().map((one) => one.id)) : repositories;
    change(selected, findRepository(this.#world, account.login, name).id);
    this.#installation.repositories = selected;
  }

  #tellRepositories(action: "added" | "removed", name: string): void {
    const repository = findRepository(this.#world, this.#installation.account.login, name);
    const changed = [brief(repository)];
    this.tell("installation_repositories", action, {
      repository_selection: this.#installation.repositories === "all" ? "all" : "selected",
      repositories_added: action === "added" ? changed : [],
      repositories_removed: action === "removed" ? changed : [],
      requester: null,
    });
  }

  #repositories(): Repository[] {
    const { repositories, account } = this.#installation;
    return [...this.#world.repositories.values()].filter(
      (one) => one.owner === account && (repositories === "all" || repositories.has(one.id)),
    );
  }
}

function findRepository(world: World, owner: string, name: string): Repository {
  const repository = world.repository(owner, name.includes("/") ? (name.split("/")[1] ?? "") : name);
  if (repository === undefined) throw new Error(`There is no repository ${owner}/${name}`);
  return repository;
}

function brief(repository: Repository): Record<string, unknown> {
  const { id, nodeId, name, visibility, owner } = repository;
  return { id, node_id: nodeId, name, full_name: `${owner.login}/${name}`, private: visibility !== "public" };
}
