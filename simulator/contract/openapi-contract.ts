import type { Call } from "../http/call.ts";
import { GitHubError } from "../http/github-error.ts";
import type { Reply } from "../http/reply.ts";
import type { Json } from "../represent/json.ts";
import type { Contract } from "./contract.ts";
import { faultsOf, operationNamed, webhookNamed } from "./validators.ts";

/** Holds everything against the extract of GitHub's description, and writes down what does not fit. */
export function openapiContract(violations: string[]): Contract {
  return {
    checkRequest: (call) => checkRequest(call, violations),
    checkReply: (call, reply) => checkReply(call, reply, violations),
    checkWebhook: (event, action, payload) => {
      const name = [event, action]
        .filter((part) => part !== undefined)
        .join("-")
        .replaceAll("_", "-");
      const schema = webhookNamed(name);
      if (schema === undefined) violations.push(`No webhook ${name}`);
      else note(violations, `Webhook ${name}`, faultsOf(`webhook ${name}`, schema, asSent(payload)));
    },
  };
}

function checkRequest(call: Call, violations: string[]): void {
  const { route, request } = call;
  const name = `${route.method} ${route.path}`;
  const operation = operationNamed(name);
  if (operation === undefined) {
    violations.push(`${name} is not in the extract of GitHub's description`);
    return;
  }
  const faults = [...request.query].flatMap(([key, value]) => {
    const schema = operation.query[key];
    if (schema === undefined) return [`query "${key}" is not taken`];
    return faultsOf(`${name} query ${key}`, schema, typed(schema, value)).map(
      (fault) => `query "${key}": ${fault}`,
    );
  });
  const { body } = request;
  if (request.text !== "" && body === undefined) {
    note(violations, name, ["the body is no JSON"]);
    throw new GitHubError(400, "Problems parsing JSON");
  }
  if (operation.body !== undefined && (body !== undefined || operation.bodyRequired)) {
    faults.push(...faultsOf(`${name} body`, operation.body, body ?? {}));
  } else if (operation.body === undefined && isFilled(body)) faults.push("a body is not taken");
  if (faults.length === 0) return;
  note(violations, name, faults);
  throw new GitHubError(422, `Invalid request.\n\n${faults.join("\n")}`);
}

// Octokit sends "{}" where it has nothing to say.
function isFilled(body: unknown): boolean {
  return typeof body === "object" && body !== null && Object.keys(body).length > 0;
}

// A query is text; numbers and booleans are read as what the schema asks for.
function typed(schema: Json, value: string): unknown {
  if (schema["type"] === "integer" || schema["type"] === "number") {
    return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
  }
  if (schema["type"] === "boolean") return value === "true" ? true : value === "false" ? false : value;
  return schema["type"] === "array" ? value.split(",") : value;
}

function checkReply(call: Call, reply: Reply, violations: string[]): void {
  if (reply.raw !== undefined) return;
  const name = `${call.route.method} ${call.route.path}`;
  const responses = operationNamed(name)?.responses;
  if (responses === undefined) return;
  const schema = responses[String(reply.status)];
  const what = `Our answer ${reply.status} to ${name}`;
  if (schema === undefined) violations.push(`${what}: GitHub gives no such status`);
  else if (schema === null) {
    if (isFilled(reply.body)) violations.push(`${what}: there is no body`);
  } else note(violations, what, faultsOf(`${name} ${reply.status}`, schema, asSent(reply.body)));
}

// What goes over the wire: without undefined, dates as text.
function asSent(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function note(violations: string[], what: string, faults: readonly string[]): void {
  if (faults.length > 0) violations.push(`${what}: ${faults.join("; ")}`);
}
