/** The tables of some days, written as a folder; or a folder of them held against its manifest. */
import { lawTables } from "../../compiled/tables/law-tables.js";
import type { Window } from "../../compiled/tables/table.js";
import { type Context, checkDay } from "../../contract/command.js";
import { folderThere, needed, UserError } from "../../contract/errors.js";
import type { Column, Report } from "../../contract/report.js";
import { grouped } from "../../contract/text.js";
import { catalogueOf } from "../../entries/claims.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { daysOfLaw } from "../../law/days.js";
import type { View } from "../../law/measure.js";
import { DIALECTS } from "./dialects.js";
import { type CompiledFile, filesOf } from "./files.js";

interface CompileFlags {
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  readonly into?: string;
  readonly dialect?: readonly string[];
  readonly reading?: readonly string[];
  readonly view?: View;
}

/** Of the tables alone: it changes where a column does. */
const SCHEMA = "tariff-calc/tables/1";

/** Days from the first up to the last, which is not counted in. @throws {UserError} on days that are none. */
function windowOf({ from, until, view = "law" }: CompileFlags, context: Context): Window {
  const schedule = context.schedule();
  if (from === undefined || until === undefined)
    throw needed(
      from === undefined ? "--from" : "--until",
      "for example --from 2025-06-01 --until 2025-07-01",
    );
  checkDay(from, "--from", context);
  if (until <= from)
    throw new UserError(`expected a day after ${from}; got ${until}`, {
      where: "--until",
      hint: "it is the first day that is left out",
    });
  const ofFees = context
    .fees()
    .fees.flatMap(({ exemptions }) => exemptions.flatMap((one) => one.until ?? []));
  const days = [...new Set([...daysOfLaw(schedule, view), ...ofFees])].sort();
  const within = days.filter((day) => from < day && day < until);
  return { from, until, stretches: [from, ...within], view };
}

/** @throws {UserError} without days or a folder, or on a folder that is there. */
export async function answerCompile(flags: CompileFlags, context: Context): Promise<Report> {
  const window = windowOf(flags, context);
  const { into, dialect = ["duckdb"], reading = [] } = flags;
  if (into === undefined) throw needed("--into", "name a new folder: --into law");
  if (context.pathKind(into) !== undefined) throw folderThere(into);
  const schedule = context.schedule();
  const law = lawTables(
    { schedule, fees: context.fees(), catalogue: catalogueOf(context), unitOf: context.unitOf },
    window,
  );
  const files = filesOf(
    law,
    DIALECTS.filter(({ name }) => dialect.includes(name)),
  );
  const { from, until, stretches, view } = window;
  await context.writeTables(into, {
    files,
    about: {
      ...{ schema: SCHEMA, program: `tariff-calc ${context.version}`, from, until, view, readings: reading },
      ...{ lawAsOf: schedule.asOf, edition: context.edition(), stretches },
      tables: Object.fromEntries(law.tables.map(({ name, columns }) => [name, columns])),
      apart: law.apart,
    },
  });
  const rowsOf = new Map(law.tables.map(({ name, rows }) => [name, rows.length]));
  const last = addDays(until, -1);
  const share = ((100 * law.apart.lines) / Math.max(1, law.apart.of)).toFixed(2);
  return {
    ...filesReport(`The law of ${from} to ${last} as tables, in ${into}`, files, rowsOf),
    heading: [stretchesInWords(stretches.length), `Dialects: ${[...new Set(dialect)].join(", ")}`],
    notes: [
      `Lines of chapters 1 to 97 that tables leave to duty --file: ${grouped(String(law.apart.lines))} of ${grouped(String(law.apart.of))} (${share}%). ` +
        "Rows of entries that they cannot price have the status apart, and the view questions says why.",
      `Hashes of all files stand in manifest.json: tariff-calc compile --check ${into} finds a changed byte.`,
    ],
  };
}

const stretchesInWords = (count: number): string =>
  count === 1
    ? "The law is the same on all these days"
    : `${count} stretches of days on which the law is the same`;

const COLUMNS: readonly Column[] = [
  { key: "file", title: "File", kind: "text", drop: 0 },
  { key: "rows", title: "Rows", kind: "count", drop: 1 },
  { key: "bytes", title: "Bytes", kind: "count", drop: 2 },
];

function filesReport(
  title: string,
  files: readonly CompiledFile[],
  rowsOf: ReadonlyMap<string, number>,
): Report {
  const rows = files.map(({ name, bytes }) => {
    const count = rowsOf.get(name.replace(/\.(csv|parquet)$/, ""));
    return [name, count === undefined ? null : String(count), String(bytes.length)];
  });
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return {
    ...{ title, heading: [], columns: COLUMNS, rows, notes: [], facts: {} },
    total: { file: "All", bytes: String(bytes) },
  };
}

/** The files of a folder, each as its manifest knows it or not. @throws {UserError} if it has no manifest. */
export async function answerCheck(folder: string, context: Context): Promise<Report> {
  const files = await context.checkTables(folder);
  const wrong = files.filter(({ problem }) => problem !== null);
  return {
    title: `Tables of the law in ${folder}`,
    heading: [],
    columns: [
      { key: "file", title: "File", kind: "text", drop: 0 },
      { key: "problem", title: "Problem", kind: "text", drop: 0 },
    ],
    rows: wrong.map(({ name, problem }) => [name, problem]),
    total: null,
    notes: [
      wrong.length === 0
        ? `All ${files.length} files are as they were written.`
        : `${wrong.length} of ${files.length} files are not as they were written: compile the folder again.`,
    ],
    facts: {},
    findings: wrong.length > 0,
  };
}
