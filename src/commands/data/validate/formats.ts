/** Problems as other programs read them: JUnit XML for build servers, SARIF for code hosts. */
import { jsonEscaped } from "../../../contract/text.js";
import type { PlacedProblem } from "./answer.js";

/** A suite a file, a case a problem: errors fail, warnings are told. Without problems one case that passes. */
export function junit(problems: readonly PlacedProblem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  const failures = problems.filter(({ level }) => level === "error").length;
  const suites = files.map((file) =>
    suiteOf(
      file,
      problems.filter((one) => one.file === file),
    ),
  );
  const body =
    suites.length > 0 ? suites.join("") : suite("data", 1, 0, testCase("data", "the data is sound", ""));
  const count = Math.max(problems.length, 1);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tariff-calc data validate" tests="${count}" failures="${failures}">\n${body}</testsuites>\n`;
}

function suiteOf(file: string, problems: readonly PlacedProblem[]): string {
  const failures = problems.filter(({ level }) => level === "error").length;
  return suite(file, problems.length, failures, problems.map(caseOf).join(""));
}

const suite = (name: string, tests: number, failures: number, cases: string): string =>
  `  <testsuite name="${escaped(name)}" tests="${tests}" failures="${failures}">\n${cases}  </testsuite>\n`;

function caseOf({ check, level, file, line, place, message, mend }: PlacedProblem): string {
  const text = escaped([`${file}:${line}`, message, mend].filter(Boolean).join("\n"));
  const said = escaped(message);
  const body =
    level === "error"
      ? `      <failure type="${escaped(check)}" message="${said}">${text}</failure>\n`
      : `      <system-out>warning: ${text}</system-out>\n`;
  return testCase(file, `${check}, line ${line}${place ? `, ${place}` : ""}`, body);
}

const testCase = (file: string, name: string, body: string): string =>
  `    <testcase classname="${escaped(file)}" name="${escaped(name)}"${body === "" ? " />" : `>\n${body}    </testcase>`}\n`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Control characters have no place in XML, not even escaped. */
const escaped = (text: string): string =>
  text.replace(/(?![\n\t])\p{Cc}/gu, "\uFFFD").replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

// Code hosts show SARIF beside the lines. Source: OASIS SARIF 2.1.0.

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
  return `${jsonEscaped(JSON.stringify(log, null, 2))}\n`;
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
