import type { z } from "zod";
import { nearestName } from "../model/nearest-name.ts";
import type { Problem } from "../model/problem.ts";
import type { YamlFile, YamlPath } from "./read-yaml.ts";
import {
  approveSchema,
  checkSchema,
  criterionSchema,
  gateSchema,
  planSchema,
  releasesSchema,
  settingsSchema,
  verifySchema,
} from "./settings-schema.ts";

type Issue = z.core.$ZodIssue;

/** The known keys of each block, by its path with list positions as `*`. */
const knownKeys: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(settingsSchema.shape),
  "plans.*": Object.keys(planSchema.shape),
  "gates.*": Object.keys(gateSchema.shape),
  "gates.*.approve": Object.keys(approveSchema.shape),
  "gates.*.criteria.*": Object.keys(criterionSchema.shape),
  "gates.*.criteria.*.check": Object.keys(checkSchema.shape),
  verify: Object.keys(verifySchema.shape),
  releases: Object.keys(releasesSchema.shape),
};

/** One schema issue as problems with their places: an unknown key is one each. */
export function problemsOf(issue: Issue, file: YamlFile): readonly Problem[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, issue.path, file));
  if (issue.code === "invalid_key") {
    const message = `Cannot read "${nameOf(issue.path)}": its name must have 1 to 200 letters`;
    return [{ ...file.placeOf(issue.path).key, rule: "settings-key", message }];
  }
  const value = valueAt(file.value, issue.path);
  if (value === undefined) {
    const block = issue.path.slice(0, -1);
    const message = `Cannot find "${String(issue.path.at(-1) ?? "version")}"${inBlock(block)}: it must be written`;
    return [{ ...file.placeOf(block).value, rule: "settings-missing", message }];
  }
  const message = `Cannot use ${quoted(value, issue.path, file)} as "${nameOf(issue.path)}": ${reasonOf(issue, value)}`;
  return [{ ...file.placeOf(issue.path).value, rule: "settings-value", message }];
}

function unknownKey(key: string, block: YamlPath, file: YamlFile): Problem {
  const known =
    knownKeys[block.map((part) => (typeof part === "number" ? "*" : String(part))).join(".")] ?? [];
  const nearest = nearestName(key, known);
  const wayOut = nearest === undefined ? `known keys are ${listed(known)}` : `did you mean "${nearest}"?`;
  const message = `Unknown key "${key}"${inBlock(block)}: ${wayOut}`;
  return { ...file.placeOf([...block, key]).key, rule: "settings-key", message };
}

/** Why, and what would do; the schema's own words where it has some. */
function reasonOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return `it must be ${kindOf(issue.expected)}${hintOnQuotes(issue.expected, value)}`;
    case "invalid_value":
      return reasonOfChoice(issue.values.map(String), value);
    case "too_big":
      return `it has or is more than ${issue.maximum}, which is the limit`;
    case "too_small":
      return issue.origin === "string" ? "it is empty" : `it must be at least ${issue.minimum}`;
    case "invalid_format":
    case "custom":
      return issue.message;
    case "not_multiple_of":
    case "invalid_union":
    case "invalid_element":
    case "invalid_key":
    case "unrecognized_keys":
      return issue.message;
  }
}

function reasonOfChoice(choices: readonly string[], value: unknown): string {
  const nearest = typeof value === "string" ? nearestName(value, choices) : undefined;
  if (nearest !== undefined && nearest !== value) return `did you mean "${nearest}"?`;
  return choices.length === 1 ? `it must be ${choices.join("")}` : `it must be one of ${listed(choices)}`;
}

function kindOf(expected: string): string {
  const kinds: Readonly<Record<string, string>> = {
    string: "text",
    array: "a list",
    object: "a block of keys",
    record: "a block of keys",
    boolean: "true or false",
    int: "a whole number",
    number: "a number",
  };
  return kinds[expected] ?? expected;
}

/** YAML reads `1.10` as the number 1.1, and `true` is no word. */
function hintOnQuotes(expected: string, value: unknown): string {
  const scalar = typeof value === "number" || typeof value === "boolean";
  return expected === "string" && scalar ? ": write it in quotes" : "";
}

function quoted(value: unknown, path: YamlPath, file: YamlFile): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a block of keys";
  const source = file.placeOf(path).source ?? JSON.stringify(value);
  return `"${source.length > 80 ? `${source.slice(0, 80)}…` : source}"`;
}

function valueAt(value: unknown, path: YamlPath): unknown {
  let inner: unknown = value;
  for (const part of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, part)) return undefined;
    inner = Reflect.get(inner, part);
  }
  return inner;
}

function inBlock(block: YamlPath): string {
  return block.length === 0 ? "" : ` in "${nameOf(block)}"`;
}

/** `plans[0].path`: positions count from 0, as in the schema. */
function nameOf(path: YamlPath): string {
  const name = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return name === "" ? "the settings" : name.replace(/^\./, "");
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
