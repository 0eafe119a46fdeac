import {
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
} from "graphql";
import { callerOf, type Caller } from "../http/caller.ts";
import { GitHubError } from "../http/github-error.ts";
import type { Parts } from "../http/parts.ts";
import type { Reply } from "../http/reply.ts";
import type { Request } from "../http/request.ts";
import { fieldsOf } from "./fields-of.ts";
import { GraphqlRefusal } from "./graphql-refusal.ts";
import { mutations } from "./mutations.ts";
import { queries } from "./queries.ts";
import { repositoryNode } from "./repository-node.ts";
import { gitHubSchema } from "./schema.ts";
import type { Viewer } from "./viewer.ts";

const QUERY_POINTS = 1;
const MUTATION_POINTS = 5;

/** Answers `POST /graphql`: errors come beside the data, with status 200. */
export async function respondGraphql(parts: Parts, request: Request): Promise<Reply> {
  let caller: Caller = { kind: "anonymous" };
  try {
    caller = callerOf(parts.world, request.headers.authorization);
    if (request.method !== "POST") throw new GitHubError(404, "Not Found");
    if (caller.kind === "anonymous")
      throw new GitHubError(401, "This endpoint requires you to be authenticated.");
    if (caller.kind === "app") throw new GitHubError(403, "Resource not accessible by integration");
    const isMutation = fieldsOf(request.body).kind === "mutation";
    parts.limits.charge(caller, isMutation ? MUTATION_POINTS : QUERY_POINTS);
    const result = await run(viewerOf(parts, caller), { request, isMutation });
    return reply(parts, caller, { status: 200, body: result });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return reply(parts, caller, { status: error.status, body: error.body(), headers: error.headers });
  }
}

function viewerOf(parts: Parts, caller: Viewer["caller"]): Viewer {
  const viewer: Viewer = {
    parts,
    world: parts.world,
    caller,
    repositoryNode: (repository) => repositoryNode(viewer, repository),
  };
  return viewer;
}

function reply(parts: Parts, caller: Caller, given: Reply): Reply {
  const type = "application/json; charset=utf-8";
  const limits = { ...parts.limits.headers(caller), "x-ratelimit-resource": "graphql" };
  const raw = Buffer.from(JSON.stringify(given.body));
  return { status: given.status, raw, headers: { "content-type": type, ...limits, ...given.headers } };
}

interface GraphqlBody {
  readonly query?: unknown;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

async function run(
  viewer: Viewer,
  given: { request: Request; isMutation: boolean },
): Promise<Record<string, unknown>> {
  const { violations } = viewer.parts;
  const body = (given.request.body ?? {}) as GraphqlBody;
  if (typeof body.query !== "string")
    throw new GitHubError(400, "A query attribute must be specified and must be a string.");
  const document = parsed(body.query);
  if (document instanceof GraphQLError) {
    violations.push(`GraphQL: ${document.message}`);
    return { errors: [{ message: document.message, locations: document.locations }] };
  }
  const schema = await gitHubSchema();
  const errors = validate(schema, document);
  if (errors.length > 0) {
    for (const error of errors) violations.push(`GraphQL: ${error.message}`);
    return { errors: errors.map((error) => ({ message: error.message, locations: error.locations })) };
  }
  const result = await execute({
    schema,
    document,
    rootValue: given.isMutation ? mutations(viewer) : queries(viewer),
    variableValues: body.variables ?? {},
    operationName: body.operationName ?? null,
    fieldResolver: resolverFor(violations),
    typeResolver: (value) => String((value as Record<string, unknown>)["__typename"]),
  });
  return inGitHubsForm(viewer, result);
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error;
  }
}

// A field that GitHub has and the simulator has not is our gap, and must not pass as null.
function resolverFor(violations: string[]): GraphQLFieldResolver<unknown, unknown> {
  // The executor passes four arguments.
  return (...[source, given, , info]: Parameters<GraphQLFieldResolver<unknown, unknown>>) => {
    const fields = source as Record<string, unknown>;
    if (info.fieldName === "clientMutationId") return null;
    if (!(info.fieldName in fields)) {
      const message = `GraphQL: ${info.parentType.name}.${info.fieldName} is not simulated`;
      violations.push(message);
      throw new Error(message);
    }
    const value = fields[info.fieldName];
    return typeof value === "function" ? (value as (given: unknown) => unknown)(given) : value;
  };
}

function inGitHubsForm(viewer: Viewer, result: ExecutionResult): Record<string, unknown> {
  if (result.errors === undefined) return { data: result.data };
  const errors = result.errors.map((error) => {
    const cause = error.originalError;
    const { path, locations } = error;
    if (cause instanceof GraphqlRefusal) return { type: cause.type, path, locations, message: cause.message };
    if (cause instanceof GitHubError)
      return { type: typeOf(cause), path, locations, message: messageOf(cause) };
    if (cause !== undefined) viewer.parts.violations.push(`GraphQL: ${cause.stack ?? cause.message}`);
    else viewer.parts.violations.push(`GraphQL: ${error.message}`);
    return { path, locations, message: error.message };
  });
  return { data: result.data ?? null, errors };
}

function typeOf(error: GitHubError): string {
  if (error.status === 404) return "NOT_FOUND";
  const isLimit = error.headers["retry-after"] !== undefined;
  return error.status === 403 && !isLimit ? "FORBIDDEN" : "UNPROCESSABLE";
}

function messageOf(error: GitHubError): string {
  if (error.headers["retry-after"] !== undefined) return "was submitted too quickly";
  const details = (error.errors ?? []).map((one) =>
    typeof one === "string" ? one : String(one["message"] ?? one["code"]),
  );
  return details.length > 0 ? details.join(", ") : error.message;
}
