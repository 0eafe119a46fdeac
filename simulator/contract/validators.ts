import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { Json } from "../represent/json.ts";
import type { Description, Operation } from "./description.ts";

const FILE = new URL("../github/openapi.json", import.meta.url);
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

let loaded: { description: Description; ajv: Ajv } | undefined;
const compiled = new Map<string, ValidateFunction>();

// Read and compiled when first asked for, and kept for the process: many simulators share it.
function load(): { description: Description; ajv: Ajv } {
  if (loaded !== undefined) return loaded;
  const description = JSON.parse(readFileSync(FILE, "utf8")) as Description;
  // Ten times quicker to compile than by default; each schema is used a few times per process only.
  const quick = { code: { optimize: false }, inlineRefs: false, validateSchema: false } as const;
  const ajv = new Ajv({ strict: false, allErrors: true, ...quick });
  ajv.addFormat("date-time", DATE_TIME);
  ajv.addSchema({ $id: "github", schemas: description.schemas });
  loaded = { description, ajv };
  return loaded;
}

export function operationNamed(name: string): Operation | undefined {
  return load().description.operations[name];
}

export function webhookNamed(name: string): Json | undefined {
  return load().description.webhooks[name];
}

/** What is wrong with a value, in words; empty when it is as the schema says. `key` names the schema for the cache. */
export function faultsOf(key: string, schema: Json, value: unknown): string[] {
  const { ajv } = load();
  let validate = compiled.get(key);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    compiled.set(key, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 8).map((error) => {
    const named = error.propertyName === undefined ? "" : ` "${error.propertyName}"`;
    const detail = error.keyword === "additionalProperties" ? ` ${JSON.stringify(error.params)}` : "";
    return `${error.instancePath || "/"}${named} ${error.message ?? error.keyword}${detail}`;
  });
}
