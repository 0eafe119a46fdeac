import "./scripts/assert-node.mjs";
import type { Plugin } from "vitest/config";
import { defineConfig } from "vitest/config";

// `.ci/run` counts tests over all suites from these files.
const results = process.env["PLANGATE_TEST_RESULTS"];
const usual = { testTimeout: 30_000, hookTimeout: 30_000, setupFiles: ["test/same-cases.ts"] };

// Without this vitest asks packages for their "development" build: micromark's asserts and is three times as slow, and
// is not what runs in the house.
const asInProduction: Plugin = {
  name: "as-in-production",
  configResolved: ({ ssr: { resolve } }) => {
    if (resolve?.conditions === undefined) return;
    resolve.conditions = resolve.conditions.filter((condition) => !condition.includes("development"));
  },
};

export default defineConfig({
  test: {
    // Two cores, and several suites start servers of their own.
    maxWorkers: 2,
    ...(results === undefined ? {} : { reporters: ["default", ["json", { outputFile: results }]] }),
    projects: [
      {
        plugins: [asInProduction],
        test: {
          name: "house",
          include: ["src/**/*.test.ts", "simulator/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/shared/**", "test/reconcile-speed.test.ts", "node_modules/**"],
          globalSetup: ["test/scenarios/count-requests.ts", "test/faults/count-cases.ts"],
          ...usual,
        },
      },
      // Alone and after the others: a neighbour that empties the caches is measured with it.
      {
        plugins: [asInProduction],
        test: {
          name: "speed",
          include: ["test/reconcile-speed.test.ts"],
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
          ...usual,
        },
      },
      // Every call of every story under every fault, and as many schedules as are asked for.
      {
        plugins: [asInProduction],
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          globalSetup: ["test/faults/count-cases.ts"],
          env: { PLANGATE_FAULTS: "all" },
          ...usual,
        },
      },
      // Over the real plans that lie beside the clone; `.ci/run` runs it where they are.
      {
        plugins: [asInProduction],
        test: { name: "shared", include: ["test/shared/**/*.test.ts"], ...usual },
      },
    ],
  },
});
