import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/helpers/needs-engine.ts", "test/helpers/build-lanes.ts"],
    setupFiles: "test/setup.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
