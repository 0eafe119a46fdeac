import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../src/plan/parse-settings.ts";
import { settingsJsonSchema } from "../src/plan/settings-json-schema.ts";

const root = join(import.meta.dirname, "..");
const document = readFileSync(join(root, "docs", "settings.md"), "utf8");
const committedSchema: unknown = JSON.parse(readFileSync(join(root, "settings.schema.json"), "utf8"));

/** `plans[].path` and so on, from the JSON Schema. */
function keysIn(schema: unknown, path = ""): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const items: unknown = Reflect.get(schema, "items");
  if (items !== undefined) return keysIn(items, `${path}[]`);
  return Object.entries(Reflect.get(schema, "properties") ?? {}).flatMap(([name, inner]) => {
    const key = path === "" ? name : `${path}.${name}`;
    return [key, ...keysIn(inner, key)];
  });
}

const headings = [...document.matchAll(/^## `(.+)`$/gm)].map(([, key = ""]) => key);
const examples = [...document.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = ""]) => yaml);

describe("docs/settings.md", () => {
  it("has every key in the schema's order, and no other", () => {
    expect(headings).toEqual(keysIn(settingsJsonSchema()));
  });

  it("has one example for every key", () => {
    expect(examples).toHaveLength(headings.length);
  });

  it.each(examples)("has an example that is valid: %s", (yaml) => {
    expect(parseSettings(new TextEncoder().encode(yaml)).problems).toEqual([]);
  });
});

describe("settings.schema.json", () => {
  it('is what "node scripts/write-settings-schema.ts" writes', () => {
    expect(committedSchema).toEqual(settingsJsonSchema());
  });
});
