/** Tests that mutants of the domain are run against: those that need no data, so that a thousand runs take minutes. */
import { defineConfig } from "vitest/config";

const TESTS = ["apportion", "cents", "exact", "limits", "rate-text", "settle", "text-forms"];

export default defineConfig({
  test: { include: TESTS.map((name) => `test/domain/${name}.test.ts`), testTimeout: 20_000 },
});
