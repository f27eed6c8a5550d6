import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["test/before-all.ts"],
    setupFiles: ["test/keep-answers.ts"],
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    // Against what hangs: no test is about time, and the slowest takes 35 seconds of a machine with nothing else to do.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
