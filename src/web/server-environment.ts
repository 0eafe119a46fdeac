import { secretProblems } from "./assert-secrets.ts";

/** What the server was told by its environment. */
export interface ServerEnvironment {
  readonly port: number;
  readonly hostname: string;
  /** Where GitHub can reach it, for the set-up page. */
  readonly publicUrl: string;
  /** Absent: nothing of an App was given, so the set-up page is served. */
  readonly app?: AppEnvironment;
}

export interface AppEnvironment {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecrets: readonly string[];
  readonly storePath: string;
  /** GitHub Enterprise Server's; absent: github.com. */
  readonly apiUrl?: string;
  readonly webUrl?: string;
  readonly writeSpacingMs?: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads what docs/operating.md lists. All problems are returned at once, each naming its variable and the way out; with
 * any of them there is no environment. An empty variable is one that is not set. Secrets and keys are never quoted.
 */
export function parseServerEnvironment(
  variables: Variables,
  readFile: (path: string) => string,
): { readonly environment?: ServerEnvironment; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given = (name: string): string | undefined => (variables[name] === "" ? undefined : variables[name]);
  const whole = (name: string, { least, most }: Bounds): number | undefined => {
    const value = given(name);
    if (value === undefined) return undefined;
    if (/^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    problems.push(`Cannot use ${name} "${value}": set a whole number from ${least} to ${most}`);
    return undefined;
  };

  const port = whole("PORT", { least: 0, most: 65_535 }) ?? 3000;
  const hostname = given("HOST") ?? "0.0.0.0";
  const publicUrl = given("PLANGATE_PUBLIC_URL") ?? `http://localhost:${port}`;
  if (!/^https?:\/\//.test(publicUrl) || !URL.canParse(publicUrl)) {
    problems.push(
      `Cannot use PLANGATE_PUBLIC_URL "${publicUrl}": set an address as https://plangate.example.org`,
    );
  }
  const server = { port, hostname, publicUrl: publicUrl.replace(/\/+$/, "") };
  const isApp = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH"].some((name) => given(name) !== undefined);
  if (!isApp) return problems.length > 0 ? { problems } : { environment: server, problems };

  const appId = whole("APP_ID", { least: 1, most: Number.MAX_SAFE_INTEGER });
  if (given("APP_ID") === undefined)
    problems.push("Cannot sign in to GitHub: the App has a key and no APP_ID: set it");
  const privateKey = readKey(given, readFile, problems);
  const webhookSecrets = (given("WEBHOOK_SECRET") ?? "").split(",").map((secret) => secret.trim());
  problems.push(...secretProblems(webhookSecrets));
  const enterprise = readEnterprise(given, problems);
  const writeSpacingMs = whole("PLANGATE_WRITE_SPACING_MS", { least: 0, most: 60_000 });
  if (problems.length > 0 || appId === undefined || privateKey === undefined) return { problems };
  const app: AppEnvironment = {
    appId,
    privateKey,
    webhookSecrets,
    storePath: given("PLANGATE_STORE") ?? "plangate.sqlite",
    ...enterprise,
    ...(writeSpacingMs === undefined ? {} : { writeSpacingMs }),
  };
  return { environment: { ...server, app }, problems };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

type Given = (name: string) => string | undefined;

function readKey(given: Given, readFile: (path: string) => string, problems: string[]): string | undefined {
  const path = given("PRIVATE_KEY_PATH");
  let key = given("PRIVATE_KEY");
  let name = "PRIVATE_KEY";
  if (key === undefined && path !== undefined) {
    name = "PRIVATE_KEY_PATH";
    try {
      key = readFile(path);
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      problems.push(
        `Cannot read the App's key: PRIVATE_KEY_PATH "${path}" gives ${String(error.code)}: set the path of its .pem file`,
      );
      return undefined;
    }
  }
  if (key === undefined) {
    problems.push(
      "Cannot sign in to GitHub: there is no key of the App: set PRIVATE_KEY, or PRIVATE_KEY_PATH to its .pem file",
    );
    return undefined;
  }
  // Many hosts keep a variable on one line.
  const pem = key.replaceAll(String.raw`\n`, "\n").trim();
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(pem.replaceAll("\r\n", "\n"))) return pem;
  problems.push(
    `Cannot use ${name}: it is no private key in PEM form: set what the App's page gave for download`,
  );
  return undefined;
}

/** GitHub Enterprise Server's addresses; none for github.com. */
function readEnterprise(given: Given, problems: string[]): Pick<AppEnvironment, "apiUrl" | "webUrl"> {
  const host = given("GHE_HOST");
  if (host === undefined) return {};
  const protocol = given("GHE_PROTOCOL") ?? "https";
  const webUrl = `${protocol}://${host}`;
  if (!/^https?$/.test(protocol)) {
    problems.push(`Cannot use GHE_PROTOCOL "${protocol}": set https or http`);
  } else if (!URL.canParse(webUrl) || new URL(webUrl).host !== host.toLowerCase()) {
    problems.push(`Cannot use GHE_HOST "${host}": set the host's name alone, as github.example.org`);
  }
  return { apiUrl: `${webUrl}/api/v3`, webUrl };
}
