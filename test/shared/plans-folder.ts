import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** A real plan: a seed the product was conceived for, or one of the corpus. */
export interface SharedPlan {
  /** `seeds/…` or `corpus/…`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** True where the file's bytes are those its authors committed, byte order mark, line ends and all. */
  readonly exactBytes: boolean;
}

/**
 * The folder of real plans: `PLANGATE_SHARED_PLANS`, else `../shared/plans` beside the repository. Throws where it is
 * absent, so that a test over real plans cannot pass by reading none.
 */
export function plansFolder(): string {
  const folder = resolve(
    process.env["PLANGATE_SHARED_PLANS"] ?? join(import.meta.dirname, "../../../shared/plans"),
  );
  if (existsSync(join(folder, "corpus", "manifest.json"))) return folder;
  throw new Error(
    `Cannot read the shared plans in ${folder}: it has no corpus/manifest.json. ` +
      "Set PLANGATE_SHARED_PLANS to the folder that holds seeds and corpus",
  );
}

/** Every seed and every plan of the corpus, in the order of their names. */
export function sharedPlans(): readonly SharedPlan[] {
  return [...seedPlans(), ...corpusPlans()];
}

export function seedPlans(): readonly SharedPlan[] {
  const folder = join(plansFolder(), "seeds");
  // The folder also describes what must work on each.
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "what-must-work.md");
  return names.sort().map((name) => ({
    name: `seeds/${name}`,
    bytes: readFileSync(join(folder, name)),
    exactBytes: true,
  }));
}

/** Those of the corpus that the manifest puts into one of these categories; all of them by default. */
export function corpusPlans(categories?: readonly string[]): readonly SharedPlan[] {
  const folder = join(plansFolder(), "corpus");
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  if (!Array.isArray(manifest)) throw new Error(`Cannot read the manifest in ${folder}: it is no list`);
  const entries: readonly { file: string; category: string; exactBytes: boolean }[] = manifest;
  const wanted = entries.filter(({ category }) => categories?.includes(category) ?? true);
  return wanted.map((entry) => ({
    name: `corpus/${entry.file}`,
    bytes: readFileSync(join(folder, entry.file)),
    exactBytes: entry.exactBytes,
  }));
}
