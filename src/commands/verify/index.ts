/** Runs every worked example the data ships, by family. */
import { type Context, defineCommand, flag, toggle } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { oneOf } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { Claim } from "../../law/entry.js";
import { decimal } from "../../law/units.js";
import { checkMeasureExample, checkWorkedExample, type Finding } from "./check.js";

const COLUMNS: readonly Column[] = [
  { key: "family", title: "Family", kind: "text", drop: 0 },
  { key: "examples", title: "Examples", kind: "count", drop: 0 },
  { key: "passed", title: "Pass", kind: "count", drop: 0 },
  { key: "contested", title: "Contested", kind: "count", drop: 0 },
  { key: "missed", title: "Miss", kind: "count", drop: 0 },
  { key: "source", title: "Source", kind: "text", drop: 1 },
];

interface Result {
  readonly family: string;
  readonly source: string;
  readonly name: string;
  readonly finding: Finding;
  /** Why the law gives another figure. */
  readonly contested: string | undefined;
}

/** A scorecard by family; every miss is told in the notes, and makes the status 1. */
async function answerVerify(context: Context): Promise<Report> {
  const results = [...measureResults(context), ...workedResults(context)];
  const families = [...new Set(results.map(({ family }) => family))];
  const missed = results.filter(({ finding, contested }) => finding && contested === undefined);
  const contested = results.filter(({ contested: why }) => why !== undefined);
  const conditions = conditionsIn(context.claims());
  return {
    title:
      missed.length === 0
        ? `All ${results.length} worked examples hold`
        : `${missed.length} of ${results.length} worked examples miss`,
    heading: [
      "Each was worked out from the law without this program; contested ones rest on another reading of it",
    ],
    columns: COLUMNS,
    rows: families.map((family) =>
      scoreOf(
        family,
        results.filter((one) => one.family === family),
      ),
    ),
    total: Object.fromEntries(
      COLUMNS.map(({ key }, index) => [key, scoreOf("Total", results)[index] ?? null]),
    ),
    notes: [
      ...missed.map(
        ({ family, name, finding }) =>
          `Miss, ${family}: ${name}: expected ${finding?.expected}; got ${finding?.found}.`,
      ),
      ...contested.map(({ name, contested: why }) => `Contested: ${name}: ${why}.`),
      conditionWords(conditions),
    ],
    facts: {
      conditions: Object.fromEntries(Object.entries(conditions).map(([key, count]) => [key, String(count)])),
    },
    findings: missed.length > 0,
  };
}

/** Facts by what stands for them while they are not stated, rights, and which of them name where that is written. */
function conditionsIn(claims: readonly Claim[]) {
  const facts = claims.filter(({ kind }) => kind === "fact");
  const presumed = facts.filter(({ presumes }) => presumes && presumes.value !== "none");
  return {
    facts: facts.length,
    presumed: presumed.length,
    presumed_cited: presumed.filter(({ presumes }) => presumes?.citation).length,
    unpresumed: facts.length - presumed.length,
    rights: claims.length - facts.length,
    cited: claims.filter(({ citation }) => citation !== "").length,
  };
}

const conditionWords = (all: ReturnType<typeof conditionsIn>): string =>
  `Conditions: ${all.facts} facts, of which the law or its administration presumes ${all.presumed} (${all.presumed_cited} with the citation) and nothing of ${all.unpresumed}; ${all.rights} rights. ${all.cited} of the ${all.facts + all.rights} name the law.`;

function measureResults(context: Context): Result[] {
  const schedule = context.schedule();
  return [...context.measureTexts().values()].flatMap(({ id, authority, examples }) =>
    examples.map((example) => ({
      family: `measures of ${authority}`,
      source: "the citations in each measure",
      name: `${id}: ${example.name}`,
      finding: checkMeasureExample(id, example, schedule),
      contested: undefined,
    })),
  );
}

const workedResults = (context: Context): Result[] =>
  context.examples().flatMap(({ family, source, examples }) =>
    examples.map((example) => ({
      family,
      source,
      name: `${example.id}: ${example.name}`,
      finding: checkWorkedExample(example, context),
      contested: example.contested,
    })),
  );

function scoreOf(family: string, results: readonly Result[]): Cell[] {
  const contested = results.filter((one) => one.contested !== undefined).length;
  const missed = results.filter((one) => one.finding && one.contested === undefined).length;
  const counts = [results.length, results.length - contested - missed, contested, missed].map(decimal);
  return [family, ...counts, family === "Total" ? null : (results[0]?.source ?? null)];
}

export default defineCommand({
  name: "verify",
  summary: "Run every worked example of the law and print a scorecard",
  details:
    "Runs the examples in the files of the measures and the worked examples of entries as a whole. Status 1 if any\n" +
    "misses. Examples that rest on another reading of the law are told apart, with the reason.",
  argument: null,
  flags: {
    realised: toggle("instead: estimates of collected duty against what customs calculated"),
    by: flag("<rows>", "with --realised: partner, or part of the gap", oneOf(["partner", "part"])),
  },
  examples: ["tariff-calc verify", "tariff-calc verify --format json -o scorecard.json"],
  async run({ flags: { realised, by } }, context) {
    if (realised) return (await import("./realised.js")).realisedScores(by ?? "partner", context);
    if (by === undefined) return answerVerify(context);
    throw new UserError("it groups estimates of collected duty", { where: "--by", hint: "add --realised" });
  },
});
