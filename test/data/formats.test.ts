/** Problems in the forms that code hosts and build servers read. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import sax from "sax";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CHECKS } from "../../src/commands/data/validate/answer.js";
import { uriOf } from "../../src/data/reader.js";
import { session } from "../cli/session.js";
import { DATA } from "../shipped.js";

const ROOT = join(DATA, "..");
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
    expect(() =>
      SARIF.parse({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version, runs }),
    ).not.toThrow();
    expect(runs[0].tool.driver.rules).toEqual([
      expect.objectContaining({
        id: "shape",
        help: { text: expect.stringContaining("docs/validate.md") },
      }),
    ]);
  });

  test("is as SARIF 2.1.0 has it, with addresses from the working folder, whatever files are called", async () => {
    const folder = mkdtempSync(join(ROOT, ".sarif-"));
    try {
      mkdirSync(join(folder, "lists/x"), { recursive: true });
      writeFileSync(join(folder, "lists/x/a b%#?&.json"), "{}");
      writeFileSync(join(folder, "levers.json"), "[");
      for (const named of [folder, relative(process.cwd(), folder)]) {
        const printed = await validate(`"${named}" --format sarif`);
        const log = SARIF.parse(JSON.parse(printed.replace(/\[exit 1\]\n$/, "")));
        const { rules } = log.runs[0].tool.driver;
        const results = log.runs[0].results;
        expect(results.length).toBeGreaterThan(3);
        for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
        const uris = results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri);
        const base = basename(folder);
        expect(new Set(uris)).toEqual(
          new Set([`${base}/levers.json`, `${base}/lists/x/a%20b%25%23%3F%26.json`]),
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("names a file elsewhere by a whole address", () =>
    expect(uriOf("/elsewhere/a b.json")).toBe("file:///elsewhere/a%20b.json"));

  test("describes every check that the page on checks has", () => {
    const page = readFileSync(join(ROOT, "docs/validate.md"), "utf8");
    const told = [...page.matchAll(/^\| (`[^|]+) \| (?:error|warning)/gm)].flatMap(([, ids = ""]) =>
      [...ids.matchAll(/`([^`]+)`/g)].map(([, id]) => id),
    );
    expect(told.toSorted()).toEqual(Object.keys(CHECKS).toSorted());
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

/** What of SARIF 2.1.0 a log of this program may have: sections 3.13, 3.14, 3.19, 3.27, 3.29, 3.30 and 3.49. */
const message = z.strictObject({ text: z.string().min(1) });
const SARIF = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          version: z.string().min(1),
          rules: z.array(
            z
              .strictObject({
                id: z.string().min(1),
                name: z
                  .string()
                  .regex(/^[A-Z][A-Za-z]*$/)
                  .optional(),
                shortDescription: message,
                fullDescription: message,
                help: message,
              })
              .refine(
                ({ id, name }) => name?.toLowerCase() !== id.toLowerCase(),
                "a name that is the id (3.49.7)",
              ),
          ),
        }),
      }),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      results: z.array(
        z.strictObject({
          ruleId: z.string().min(1),
          ruleIndex: z.int().min(0),
          level: z.enum(["none", "note", "warning", "error"]),
          message,
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[A-Za-z0-9._~%/-]+$/) }),
                region: z.strictObject({ startLine: z.int().min(1) }),
              }),
            }),
          ]),
        }),
      ),
    }),
  ]),
});

/** Elements, their attributes (the first of them required) and what may stand in them, as junit-10.xsd of Jenkins has them. */
const JENKINS: Readonly<
  Record<string, { needed: readonly string[]; may: readonly string[]; holds: readonly string[] }>
> = {
  testsuites: { needed: [], may: ["name", "time", "tests", "failures", "errors"], holds: ["testsuite"] },
  testsuite: {
    needed: ["name", "tests", "failures", "errors"],
    may: ["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
    holds: ["testsuite", "properties", "testcase", "system-out", "system-err"],
  },
  testcase: {
    needed: ["name"],
    may: ["time", "classname", "group"],
    holds: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  failure: { needed: [], may: ["type", "message"], holds: ["text"] },
  "system-out": { needed: [], may: [], holds: ["text"] },
};

/** What Jenkins would refuse of a file. */
function refusedByJenkins(xml: string): string[] {
  const wrong: string[] = [];
  const path: string[] = [];
  const parser = sax.parser(true);
  parser.onerror = (error) => void wrong.push(error.message);
  parser.onopentag = ({ name, attributes }) => {
    const known = JENKINS[name] ?? { needed: [], may: [], holds: [] };
    const parent = path.at(-1);
    if (parent !== undefined && !JENKINS[parent]?.holds.includes(name)) wrong.push(`${name} in ${parent}`);
    const given = Object.keys(attributes);
    wrong.push(...known.needed.filter((one) => !given.includes(one)).map((one) => `${name} without ${one}`));
    wrong.push(
      ...given
        .filter((one) => ![...known.needed, ...known.may].includes(one))
        .map((one) => `${name} with ${one}`),
    );
    path.push(name);
  };
  parser.ontext = (text) => {
    if (text.trim() !== "" && !JENKINS[path.at(-1) ?? ""]?.holds.includes("text"))
      wrong.push(`text: ${text}`);
  };
  parser.onclosetag = () => void path.pop();
  parser.write(xml).close();
  return wrong;
}

describe("JUnit", () => {
  test.each([`${BROKEN}`, `${join(DATA, "levers.json")}`, `${join(DATA, "../test/data/broken")}`])(
    "is as Jenkins takes it, with failures or without: %s",
    async (path) => {
      const printed = await validate(`${path} --format junit`);
      const xml = printed.replace(/\[exit \d\]\n$/, "");
      expect(refusedByJenkins(xml)).toEqual([]);
      for (const [, tests, failures, cases = ""] of xml.matchAll(
        /<testsuite name="[^"]*" tests="(\d+)" failures="(\d+)" errors="0">(.*?)<\/testsuite>/gs,
      )) {
        expect(cases.match(/<testcase /g)).toHaveLength(Number(tests));
        expect(cases.match(/<failure /g) ?? []).toHaveLength(Number(failures));
      }
    },
  );

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
