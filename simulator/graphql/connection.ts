import { GraphqlRefusal } from "./graphql-refusal.ts";

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const PAGE_MAX = 100;

/** A page of a list as a connection; `first` or `last` must be given, from 1 to 100. */
export function connection<T>(
  field: string,
  items: readonly T[],
  given: ConnectionArguments & { readonly show: (item: T) => unknown },
): Record<string, unknown> {
  checkBounds(field, given);
  const { first, last } = given;
  const start = given.after === null || given.after === undefined ? 0 : indexOf(given.after) + 1;
  const end = given.before === null || given.before === undefined ? items.length : indexOf(given.before);
  let from = start;
  let to = end;
  if (first !== null && first !== undefined) to = Math.min(to, from + first);
  else if (last !== null && last !== undefined) from = Math.max(from, to - last);
  const page = items.slice(from, to);
  const edges = page.map((item, index) => ({ cursor: cursorOf(from + index), node: () => given.show(item) }));
  return {
    totalCount: items.length,
    nodes: () => page.map(given.show),
    edges,
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function checkBounds(field: string, given: ConnectionArguments): void {
  const asked = given.first ?? given.last;
  if (asked === null || asked === undefined) {
    throw new GraphqlRefusal(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
    );
  }
  if (asked <= PAGE_MAX && asked >= 0) return;
  const bound = given.first === null || given.first === undefined ? "last" : "first";
  throw new GraphqlRefusal(
    "EXCESSIVE_PAGINATION",
    `Requesting ${asked} records on the \`${field}\` connection exceeds the \`${bound}\` limit of ${PAGE_MAX} records.`,
  );
}

function cursorOf(index: number): string {
  return Buffer.from(`cursor:${index}`).toString("base64");
}

function indexOf(cursor: string): number {
  const found = /^cursor:(\d+)$/.exec(Buffer.from(cursor, "base64").toString("utf8"));
  if (found === null)
    throw new GraphqlRefusal(
      "INVALID_CURSOR_ARGUMENTS",
      `\`${cursor}\` does not appear to be a valid cursor.`,
    );
  return Number(found[1]);
}
