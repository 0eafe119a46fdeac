import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";

const PER_PAGE = 30;
const PER_PAGE_MAX = 100;

/** The asked page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Cuts the page that `per_page` and `page` ask for, with a `Link` header where there are others. */
export function cutPage<T>(call: Call, items: readonly T[]): Page<T> {
  const { query } = call.request;
  const size = Math.min(PER_PAGE_MAX, Math.max(1, Number(query.get("per_page") ?? PER_PAGE) || PER_PAGE));
  const number = Math.max(1, Number(query.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const headers = last === 1 ? {} : { link: linkHeader(call, { number, last }) };
  return { items: items.slice((number - 1) * size, number * size), total: items.length, headers };
}

/** A plain list, one page of it. */
export function listReply<T>(call: Call, items: readonly T[], show: (item: T) => unknown): Reply {
  const page = cutPage(call, items);
  return { status: 200, body: page.items.map(show), headers: page.headers };
}

/** A list in an object with `total_count`, as checks and installations come. */
export function countedReply<T>(
  call: Call,
  items: readonly T[],
  at: { key: string; show: (item: T) => unknown; more?: Record<string, unknown> },
): Reply {
  const page = cutPage(call, items);
  const body = { total_count: page.total, ...at.more, [at.key]: page.items.map(at.show) };
  return { status: 200, body, headers: page.headers };
}

// GitHub's links name the repository by its id.
function linkHeader(call: Call, at: { number: number; last: number }): string {
  const { world, request, found } = call;
  const path =
    found === undefined
      ? request.path
      : request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${found.id}`);
  const link = (page: number, rel: string): string => {
    const query = new URLSearchParams(request.query);
    query.set("page", String(page));
    return `<${world.url}${path}?${query.toString()}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (at.number > 1) links.push(link(at.number - 1, "prev"));
  if (at.number < at.last) links.push(link(at.number + 1, "next"), link(at.last, "last"));
  if (at.number > 1) links.push(link(1, "first"));
  return links.join(", ");
}
