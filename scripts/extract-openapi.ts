/**
 * Makes `simulator/github/openapi.json`: the operations and webhooks that the simulator has, cut out of GitHub's own
 * description. The package is large and no dependency; install it somewhere else first:
 *
 *     npm install --prefix /tmp/openapi @octokit/openapi@23.0.2
 *     npm exec -c 'node scripts/extract-openapi.ts /tmp/openapi/node_modules/@octokit/openapi'
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Description, Operation } from "../simulator/contract/description.ts";
import { usedWebhooks } from "../simulator/contract/used-webhooks.ts";
import type { Json } from "../simulator/represent/json.ts";
import { routeNames } from "../simulator/routes/route-names.ts";

const OUT = new URL("../simulator/github/openapi.json", import.meta.url);

/** Keywords that say what is valid; descriptions, examples and titles do not. */
const SAME = [
  "type",
  "enum",
  "const",
  "required",
  "pattern",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
];
const NUMBERS = ["minimum", "maximum", "minProperties", "maxProperties", "uniqueItems"];

interface Source {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly "x-webhooks": Readonly<Record<string, { readonly post: Json }>>;
}

const [, , packagePath] = process.argv;
if (packagePath === undefined) {
  console.error("Cannot extract: say where @octokit/openapi is installed");
  process.exit(1);
}
const manifest = await readJson<{ version: string }>(join(packagePath, "package.json"));
const source = await readJson<Source>(join(packagePath, "generated/api.github.com.json"));
const description = extract(source, `@octokit/openapi ${manifest.version}, api.github.com`);
await mkdir(new URL(".", OUT), { recursive: true });
const text = `${JSON.stringify(description)}\n`;
await writeFile(OUT, text);
const counts = [description.operations, description.webhooks, description.schemas].map(
  (one) => Object.keys(one).length,
);
console.log(
  `${counts[0]} operations, ${counts[1]} webhooks, ${counts[2]} schemas, ${Math.round(text.length / 1024)} KB`,
);

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the file's shape is known to the caller alone
async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8")) as T;
}

function extract(from: Source, name: string): Description {
  const operations: Record<string, Operation> = {};
  for (const route of routeNames()) operations[route] = operationOf(from, route);
  const webhooks: Record<string, Json> = {};
  for (const webhook of usedWebhooks) {
    const post = from["x-webhooks"][webhook]?.post;
    if (post === undefined) throw new Error(`GitHub has no webhook ${webhook}`);
    webhooks[webhook] = normalised(jsonSchema(from, post["requestBody"] as Json) ?? {});
  }
  const schemas: Record<string, Json> = {};
  const wanted = refsIn([operations, webhooks]);
  for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
    if (next in schemas) continue;
    const schema = normalised(from.components["schemas"]?.[next] ?? {});
    schemas[next] = schema;
    wanted.push(...refsIn(schema));
  }
  return { source: name, operations, webhooks, schemas };
}

function operationOf(from: Source, route: string): Operation {
  const [method = "", path = ""] = route.split(" ");
  const operation = from.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`GitHub has no operation ${route}`);
  const query: Record<string, Json> = {};
  for (const given of (operation["parameters"] ?? []) as Json[]) {
    const parameter = resolved(from, given);
    if (parameter["in"] === "query")
      query[String(parameter["name"])] = normalised(parameter["schema"] as Json);
  }
  const body = operation["requestBody"] as Json | undefined;
  const schema = body === undefined ? undefined : jsonSchema(from, body);
  const responses: Record<string, Json | null> = {};
  for (const [status, given] of Object.entries(operation["responses"] as Record<string, Json>)) {
    const answer = jsonSchema(from, given);
    responses[status] = answer === undefined ? null : normalised(answer);
  }
  const bodyPart = schema === undefined ? {} : { body: closed(normalised(schema)) };
  return { query, ...bodyPart, bodyRequired: body?.["required"] === true, responses };
}

function resolved(from: Source, given: Json): Json {
  const ref = given["$ref"];
  if (typeof ref !== "string") return given;
  const [, , kind = "", name = ""] = ref.split("/");
  const found = from.components[kind]?.[name];
  if (found === undefined) throw new Error(`GitHub's description lacks ${ref}`);
  return resolved(from, found);
}

function jsonSchema(from: Source, given: Json): Json | undefined {
  const content = resolved(from, given)["content"] as Record<string, { schema?: Json }> | undefined;
  return (content?.["application/json"] ?? Object.values(content ?? {})[0])?.schema;
}

// OpenAPI 3.0 into JSON Schema: only what decides validity, null as a type of its own.
function normalised(schema: Json): Json {
  const out: Json = {};
  if (typeof schema["$ref"] === "string") {
    return { $ref: schema["$ref"].replace("#/components/schemas/", "github#/schemas/") };
  }
  for (const key of [...SAME, ...NUMBERS]) if (key in schema) out[key] = schema[key];
  if (schema["format"] === "date-time") out["format"] = "date-time";
  if (isObject(schema["properties"])) {
    const entries = Object.entries(schema["properties"]).map(([name, one]) => {
      // The list of an App's events is older than sub_issues and its like, which GitHub sends.
      const isEvents = name === "events" && isObject((one as Json)["items"]);
      return [
        name,
        isEvents ? { type: "array", items: { type: "string" } } : normalised(one as Json),
      ] as const;
    });
    out["properties"] = Object.fromEntries(entries);
  }
  if (isObject(schema["items"])) out["items"] = normalised(schema["items"]);
  const more = schema["additionalProperties"];
  if (isObject(more)) out["additionalProperties"] = normalised(more);
  else if (more === false) out["additionalProperties"] = false;
  // GitHub's alternatives overlap, so that "exactly one" would refuse its own answers.
  const any = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(any)) out["anyOf"] = any.map((one) => normalised(one as Json));
  const all = schema["allOf"];
  // An account is a user or an enterprise; the description of GET /app/installations says it is both.
  if (Array.isArray(all)) out[isAccount(all) ? "anyOf" : "allOf"] = all.map((one) => normalised(one as Json));
  return schema["nullable"] === true ? { anyOf: [{ type: "null" }, out] } : out;
}

function isAccount(all: readonly unknown[]): boolean {
  const required = all.map((one) => (isObject(one) ? JSON.stringify([one["required"], one["$ref"]]) : ""));
  const isUser = (words: string): boolean => words.includes('"login"') || words.includes("simple-user");
  const isEnterprise = (words: string): boolean => words.includes('"slug"') || words.includes("enterprise");
  return all.length === 2 && required.some(isUser) && required.some(isEnterprise);
}

// In a request body every field that the description does not name is an error.
function closed(schema: Json): Json {
  const properties = schema["properties"];
  const out = { ...schema };
  if (isObject(properties)) {
    const branches = [...listIn(schema, "anyOf"), ...listIn(schema, "allOf")];
    const names = branches.flatMap((one) =>
      Object.keys(isObject(one["properties"]) ? one["properties"] : {}),
    );
    if (schema["additionalProperties"] === undefined) {
      out["propertyNames"] = { enum: [...new Set([...Object.keys(properties), ...names])] };
    }
    const entries = Object.entries(properties).map(([name, one]) => [name, closed(one as Json)] as const);
    out["properties"] = Object.fromEntries(entries);
  } else if (Array.isArray(schema["anyOf"])) out["anyOf"] = listIn(schema, "anyOf").map(closed);
  if (isObject(schema["items"])) out["items"] = closed(schema["items"]);
  return out;
}

function listIn(schema: Json, key: string): Json[] {
  return Array.isArray(schema[key]) ? (schema[key] as Json[]) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isObject(value)) return [];
  const ref = value["$ref"];
  return typeof ref === "string"
    ? [ref.slice("github#/schemas/".length)]
    : Object.values(value).flatMap(refsIn);
}
