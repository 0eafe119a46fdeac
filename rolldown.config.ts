import { defineConfig } from "rolldown";

/** The Action as the runner runs it: one file, and beside it the thread that parses plans. */
export default defineConfig({
  input: { index: "src/action.ts", "parse-worker": "src/threads/parse-worker.ts" },
  platform: "node",
  output: {
    dir: process.env["PLANGATE_ACTION_DIR"] ?? "dist/action",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    minify: true,
  },
});
