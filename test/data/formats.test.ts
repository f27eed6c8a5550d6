/** Problems in the forms that code hosts and build servers read. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { session } from "../cli/session.js";
import { DATA } from "../shipped.js";

const BROKEN = join(DATA, "../test/data/broken/several-at-once.json");
const validate = (words: string): Promise<string> => session(`$ tariff-calc data validate ${words}`, 80);

describe("SARIF", () => {
  test("has a result a problem, with level, file and line, and the status of the findings", async () => {
    const printed = await validate(`${BROKEN} --format sarif`);
    expect(printed).toMatch(/\[exit 1\]\n$/);
    const { version, runs } = JSON.parse(printed.replace(/\[exit 1\]\n$/, ""));
    expect(version).toBe("2.1.0");
    const results = runs[0].results as {
      level: string;
      ruleId: string;
      locations: { physicalLocation: { region: object } }[];
    }[];
    expect(results.map(({ level, ruleId }) => `${level} ${ruleId}`)).toEqual([
      "error shape",
      "error shape",
      "error shape",
    ]);
    expect(results[0]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 10 });
    expect(runs[0].tool.driver.rules).toEqual([{ id: "shape" }]);
  });

  test("is of problems alone", async () => {
    expect(await session("$ tariff-calc data sources --format sarif", 80)).toContain(
      "sarif is a format of problems",
    );
    expect(await session("$ tariff-calc measures --format sarif", 80)).toContain(
      "expected one of csv, html, json",
    );
  });
});

describe("JUnit", () => {
  test("has a case a problem; errors fail", async () => {
    const printed = await validate(`${BROKEN} --format junit`);
    expect(printed).toContain('tests="3" failures="3"');
    expect(printed.match(/<failure /g)).toHaveLength(3);
    expect(printed).toContain("expected a day written YYYY-MM-DD, or null; got &quot;never&quot;");
  });

  test("has one case that passes where nothing is wrong", async () => {
    const printed = await validate(`${join(DATA, "levers.json")} --format junit`);
    expect(printed).toContain('tests="1" failures="0"');
    expect(printed).not.toContain("[exit");
  });
});
