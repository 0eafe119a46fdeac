import { Kind, OperationTypeNode, parse } from "graphql";

/** What a GraphQL request does, and the names of its first fields. Anything unreadable counts as a query. */
export function fieldsOf(body: unknown): { kind: "query" | "mutation"; names: string[] } {
  const source = typeof body === "object" && body !== null ? (body as { query?: unknown }).query : undefined;
  if (typeof source !== "string") return { kind: "query", names: [] };
  try {
    const operation = parse(source).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return { kind: "query", names: [] };
    const names = operation.selectionSet.selections.flatMap((one) =>
      one.kind === Kind.FIELD ? [one.name.value] : [],
    );
    return { kind: operation.operation === OperationTypeNode.MUTATION ? "mutation" : "query", names };
  } catch {
    // A syntax error is answered by the executor.
    return { kind: "query", names: [] };
  }
}
