import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["test/bundled.ts"],
    setupFiles: ["test/keep-answers.ts"],
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
