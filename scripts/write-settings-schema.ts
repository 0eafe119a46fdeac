import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsJsonSchema } from "../src/plan/settings-json-schema.ts";

const path = join(import.meta.dirname, "..", "settings.schema.json");
writeFileSync(path, `${JSON.stringify(settingsJsonSchema(), undefined, 2)}\n`);
console.log(`Wrote ${path}`);
