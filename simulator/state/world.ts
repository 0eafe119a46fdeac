import type { Account, Team } from "./account.ts";
import type { Actor, App, Installation, Token } from "./app.ts";
import type { Clock } from "./clock.ts";
import { Ids } from "./ids.ts";
import type { Lies } from "./lies.ts";
import type { Node } from "./node.ts";
import { fullName, type Repository } from "./repository.ts";

/** Something that happened, for webhooks: payload parts are made at once, so that they show this moment. */
export interface WorldEvent {
  readonly event: string;
  readonly action: string | undefined;
  readonly repository: Repository | undefined;
  /** Of the event itself; `repository`, `organization`, `sender` and `installation` are added. */
  readonly payload: () => Record<string, unknown>;
  readonly actor: Actor;
  /** Only this App hears it, subscribed or not. */
  readonly onlyApp?: App;
  readonly installation?: Installation;
}

/** Everything there is on the simulated GitHub. */
export class World {
  readonly ids = new Ids();
  readonly accounts = new Map<string, Account>();
  readonly teams = new Map<string, Team>();
  readonly repositories = new Map<number, Repository>();
  readonly apps = new Map<number, App>();
  readonly installations = new Map<number, Installation>();
  readonly tokens = new Map<string, Token>();
  readonly nodes = new Map<string, Node>();
  /** What GitHub does not have, and what an App must never do. */
  readonly violations: string[] = [];
  readonly clock: Clock;
  readonly lies: Lies;
  /** Where the API is reached; set once the server listens. */
  url = "";
  htmlUrl = "https://github.com";
  readonly #formerNames = new Map<string, number>();
  readonly #listeners: ((event: WorldEvent) => void)[] = [];

  constructor(clock: Clock, lies: Lies) {
    this.clock = clock;
    this.lies = lies;
  }

  now(): Date {
    return this.clock.now();
  }

  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  onEvent(listener: (event: WorldEvent) => void): void {
    this.#listeners.push(listener);
  }

  account(login: string): Account | undefined {
    return this.accounts.get(login.toLowerCase());
  }

  repository(owner: string, name: string): Repository | undefined {
    const wanted = `${owner}/${name}`.toLowerCase();
    for (const repository of this.repositories.values()) {
      if (fullName(repository).toLowerCase() === wanted) return repository;
    }
    return undefined;
  }

  /** The repository that once had this name, if no other has it now. */
  renamedRepository(owner: string, name: string): Repository | undefined {
    const id = this.#formerNames.get(`${owner}/${name}`.toLowerCase());
    return id === undefined ? undefined : this.repositories.get(id);
  }

  rememberName(repository: Repository): void {
    this.#formerNames.set(fullName(repository).toLowerCase(), repository.id);
  }
}
