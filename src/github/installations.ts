import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { RepositoryId, RepositoryName } from "../model/repository.ts";
import type { RepositoryJson } from "./json.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** How long it is believed that an installation holds a repository. A wrong belief shows as a refusal, never as a leak. */
const beliefMs = 10 * 60_000;
/** Rest between two readings of all installations on account of a repository that is in none. */
const rereadMs = 60_000;

export interface Installation {
  readonly id: number;
  readonly self: Self;
}

export interface InstalledRepository {
  readonly id: RepositoryId;
  readonly name: RepositoryName;
}

export interface InstalledRepositories {
  readonly repositories: readonly InstalledRepository[];
  /** Installations whose repositories could not be read, with the reason; the others are complete. */
  readonly unreadable: readonly string[];
}

interface InstallationJson {
  readonly id: number;
  readonly app_id: number;
  readonly app_slug: string;
  readonly account: { readonly login?: string } | null;
  readonly suspended_at: string | null;
}

export interface InstallationsOptions {
  /** The App's own wire. */
  readonly app: Wire;
  readonly wireOf: (installationId: number) => Wire;
  readonly clock: () => Date;
}

/** Which installation holds which repository. */
export class Installations {
  readonly #options: InstallationsOptions;
  readonly #beliefs = new Map<
    RepositoryId | string,
    { readonly held: Installation; readonly until: number }
  >();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: InstallationsOptions) {
    this.#options = options;
  }

  /** The installation that holds a repository; TerminalError `not-installed` where there is none. */
  async of(of: RepositoryId | RepositoryName): Promise<Installation> {
    return this.#believed(of) ?? (typeof of === "number" ? this.#findById(of) : this.#findByName(of));
  }

  /** Every repository of every installation that is not suspended, read anew. */
  async readAll(): Promise<InstalledRepositories> {
    const list = await this.#options.app.list<InstallationJson>({
      doing: "read the installations of plangate",
      route: "GET /app/installations",
    });
    const repositories: InstalledRepository[] = [];
    const unreadable: string[] = [];
    for (const json of list.filter((installation) => installation.suspended_at === null)) {
      try {
        repositories.push(...(await this.#readHeld(toInstallation(json))));
      } catch (error) {
        if (!(error instanceof TerminalError || error instanceof RetryableError)) throw error;
        unreadable.push(`${json.account?.login ?? json.id}: ${error.message}`);
      }
    }
    this.#readAt = this.#now();
    return { repositories, unreadable };
  }

  /** Forgets an installation that GitHub knows no more: it may have been made anew under another id. */
  forget(installationId: number): void {
    for (const [key, { held }] of this.#beliefs) if (held.id === installationId) this.#beliefs.delete(key);
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  async #readHeld(installation: Installation): Promise<readonly InstalledRepository[]> {
    const call = {
      doing: `read the repositories of the installation ${installation.id}`,
      route: "GET /installation/repositories",
    };
    const held = await this.#options.wireOf(installation.id).list<RepositoryJson>(call, "repositories");
    return held.map((json) => {
      const repository = { id: json.id as RepositoryId, name: json.full_name as RepositoryName };
      this.#believe(repository.id, installation);
      this.#believe(repository.name, installation);
      return repository;
    });
  }

  /** GitHub finds an installation by a repository's name only: all are read. */
  async #findById(id: RepositoryId): Promise<Installation> {
    if (this.#now() - this.#readAt >= rereadMs) await this.readAll();
    const found = this.#believed(id);
    if (found === undefined) throw await this.#notInstalled(`the repository with id ${id}`);
    return found;
  }

  async #findByName(name: RepositoryName): Promise<Installation> {
    const json = await this.#options.app.find<InstallationJson>({
      doing: `find plangate's installation on ${name}`,
      route: "GET /repos/{owner}/{repo}/installation",
      parameters: pathOf(name),
    });
    if (json === undefined) throw await this.#notInstalled(name);
    const installation = toInstallation(json);
    this.#believe(name, installation);
    return installation;
  }

  async #notInstalled(where: string): Promise<TerminalError> {
    const { html_url: url } = await this.#options.app.read<{ readonly html_url: string }>({
      doing: "read plangate's own page",
      route: "GET /app",
    });
    const message = `plangate is not installed on ${where}: install it at ${url}/installations/new`;
    return new TerminalError(message, { status: 404, code: "not-installed" });
  }

  #believed(of: RepositoryId | RepositoryName): Installation | undefined {
    const belief = this.#beliefs.get(keyOf(of));
    return belief !== undefined && belief.until > this.#now() ? belief.held : undefined;
  }

  #believe(of: RepositoryId | RepositoryName, held: Installation): void {
    this.#beliefs.set(keyOf(of), { held, until: this.#now() + beliefMs });
  }

  #now(): number {
    return this.#options.clock().getTime();
  }
}

function keyOf(of: RepositoryId | RepositoryName): RepositoryId | string {
  return typeof of === "number" ? of : of.toLowerCase();
}

function toInstallation(json: InstallationJson): Installation {
  return { id: json.id, self: { appId: json.app_id, login: `${json.app_slug}[bot]` } };
}
