import type { ViteUserConfig } from "vitest/config";

const tests = [
  "packages/*/test/**/*.test.ts",
  "apps/*/test/**/*.test.ts",
  "bench/test/**/*.test.ts",
  "examples/test/**/*.test.ts",
  "tooling/*/test/**/*.test.ts",
];
const integration = tests.map((glob) => glob.replace(".test.ts", ".integration.test.ts"));

const config: ViteUserConfig = {
  test: {
    // As patient as the waits of a browser test: how soon something comes is measured in bench/, not asserted here.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: tests,
          exclude: ["**/node_modules/**", "**/*.integration.test.ts"],
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: integration,
          globalSetup: "./tooling/services/src/vitest-setup.ts",
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
};

export default config;
