import { defineConfig } from "vitest/config";
import { assertNodeVersion } from "./scripts/assert-node-version.ts";

assertNodeVersion(process.version);

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "simulator/**/*.test.ts", "test/**/*.test.ts"],
    // Two cores, and several suites start servers of their own.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
