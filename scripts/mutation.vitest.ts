/** Tests that mutants of the law are run against: those that need no data, so that a thousand runs take minutes. */
import { defineConfig } from "vitest/config";

/** Of all of them, those that `MUTANT_TESTS=rate-text,text-forms` names: a file of the law is seldom asked by every test. */
const wanted = process.env.MUTANT_TESTS?.split(",");

const TESTS = [
  ...[
    "apportion",
    "cents",
    "exact",
    "limits",
    "numbers-and-days",
    "rate-text",
    "reference",
    "scope",
    "settle",
    "text-forms",
  ].map((name) => `test/domain/${name}.test.ts`),
  ...["declare", "duty-kinds", "one-machine", "terms"].map((name) => `test/law/${name}.test.ts`),
];

export default defineConfig({
  test: {
    include: TESTS.filter(
      (test) => wanted === undefined || wanted.some((name) => test.includes(`/${name}.`)),
    ),
    testTimeout: 20_000,
    /** The same few laws for every mutant. */
    env: { ONE_MACHINE_RUNS: "12", ONE_MACHINE_SEED: "20261128" },
  },
});
