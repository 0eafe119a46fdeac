import { defineConfig } from "rolldown";

/**
 * Modules that do nothing by being loaded. `@actions/core` brings an HTTP client, and with it a whole `undici`, for
 * tokens of OIDC, which the Action never asks for: unused, they are left out.
 */
const withoutEffects = /node_modules[\\/](?:@actions[\\/](?:core|http-client)|undici|tunnel)[\\/]/;

/** The Action as the runner runs it: one file, and beside it the thread that parses plans. */
export default defineConfig({
  input: { index: "src/action.ts", "parse-worker": "src/threads/parse-worker.ts" },
  platform: "node",
  treeshake: { moduleSideEffects: [{ test: withoutEffects, sideEffects: false }] },
  output: {
    dir: process.env["PLANGATE_ACTION_DIR"] ?? "dist/action",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    minify: true,
  },
});
