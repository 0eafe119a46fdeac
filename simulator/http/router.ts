import type { Route } from "./route.ts";

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request. Templates with more fixed parts win. */
export class Router {
  readonly #entries: readonly { route: Route; expression: RegExp; names: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.#entries = routes
      .map((route) => ({ route, ...compile(route.path) }))
      .toSorted((a, b) => weight(b.route.path) - weight(a.route.path));
  }

  match(method: string, path: string): Match | undefined {
    for (const { route, expression, names } of this.#entries) {
      if (route.method !== method) continue;
      const found = expression.exec(path);
      if (found === null) continue;
      const params = names.map((name, index) => [name, decode(found[index + 1] ?? "")] as const);
      return { route, params: Object.fromEntries(params) };
    }
    return undefined;
  }
}

/** Parameters that may hold slashes. */
const LONG: ReadonlySet<string> = new Set(["path", "ref", "branch", "basehead", "tag"]);

function compile(template: string): { expression: RegExp; names: string[] } {
  const names: string[] = [];
  const source = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return LONG.has(name) ? "(.*?)" : "([^/]+)";
  });
  return { expression: new RegExp(`^${source}/?$`), names };
}

function weight(template: string): number {
  return (
    template.split("/").filter((part) => !part.startsWith("{")).length * 100 + template.split("/").length
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return part;
  }
}
