import { z } from "zod";
import { settingsSchema } from "./settings-schema.ts";

/** The settings as JSON Schema (draft 7, which editors read best): the content of `settings.schema.json`. */
export function settingsJsonSchema(): object {
  return z.toJSONSchema(settingsSchema, { target: "draft-7", io: "input" });
}
