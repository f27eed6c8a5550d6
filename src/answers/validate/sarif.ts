/** Problems as SARIF, which code hosts show beside the lines. Source: OASIS SARIF 2.1.0. */
import type { PlacedProblem } from "./index.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** One run with a result a problem. */
export function sarif(problems: readonly PlacedProblem[], version: string): string {
  const checks = [...new Set(problems.map(({ check }) => check))].sort();
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "tariff-calc", version, rules: checks.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: problems.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const resultOf = ({ check, level, file, line, place, message, mend }: PlacedProblem) => ({
  ruleId: check,
  level,
  message: { text: [[place, message].filter(Boolean).join(": "), mend].filter(Boolean).join("; ") },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
        region: { startLine: line },
      },
    },
  ],
});
