/**
 * A file of entries priced inside DuckDB, by the tables of the law. What is not exact there goes through the pricing of every
 * other file, with the whole entry that it stands in, and comes back in its place.
 */
import { memoize } from "../../compiled/memo.js";
import { lawTables } from "../../compiled/tables/law-tables.js";
import type { Window } from "../../compiled/tables/table.js";
import type { Context, Database, DatabaseCell } from "../../contract/command.js";
import { IdleFlag, UserError } from "../../contract/errors.js";
import { type Answer, type Cell, type Chunk, type Envelope, madeFrom } from "../../contract/report.js";
import type { Rows } from "../../contract/rows.js";
import { grouped, money } from "../../contract/text.js";
import { catalogueOf } from "../../entries/claims.js";
import { columnsPriced, openEntries, tableNotes } from "../../entries/entry-table.js";
import { feesOfLines, pricedEntries } from "../../entries/priced-entries.js";
import { dollarsOf } from "../../entries/tally.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { daysOfLaw } from "../../law/days.js";
import { usd } from "../../law/units.js";
import { DIALECTS } from "../compile/dialects.js";
import { filesOf, sqlOf } from "../compile/files.js";
import { entryKeySql, literal, rowsIn, sourceView, tellingRows } from "./engine-source.js";
import { defaultNotes, defaultsOf, type FileFlags } from "./file.js";
import { addedColumns, cellsWriter, keptColumns } from "./file-rows.js";

/** Flags that say how a file is read, or what of an answer is written, of which a database knows nothing. */
const NOT_OF_ENGINE = {
  ...{ describe: "describe", jobs: "jobs", rejected: "rejected" },
  ...{ shard: "shard", totals: "totals" },
  onError: "on-error",
  feeFactor: "fee-factor",
};
const NOT_OF_FORMS = ["dates", "decimal", "sheet", "encoding", "ratesFile"] as const;
/** @throws {UserError} on the first flag that the engine has no place for, and on files that it does not read. */
function checkFlags(path: string, flags: FileFlags): void {
  const { forms = {} } = flags;
  const given = (Object.keys(NOT_OF_ENGINE) as (keyof typeof NOT_OF_ENGINE)[]).find(
    (key) => flags[key] !== undefined,
  );
  const form =
    NOT_OF_FORMS.find((key) => forms[key] !== undefined) ?? (forms.rate?.length ? "rate" : undefined);
  const flag = given ? NOT_OF_ENGINE[given] : form === "ratesFile" ? "rates" : form;
  if (flag !== undefined)
    throw new UserError("--engine duckdb has no place for it", { where: `--${flag}`, hint: "leave one out" });
  if (!/\.(csv|parquet)$/i.test(path))
    throw new UserError(`--engine duckdb reads .csv and .parquet; got ${path}`, {
      where: "--file",
      hint: "leave --engine out: the program reads more kinds of files",
    });
}

/** The file that a database wrote, with what is said of it. @throws {UserError} where DuckDB is missing or cannot read the file. */
export async function answerByEngine(
  path: string,
  flags: FileFlags,
  asked: string | null,
  context: Context,
): Promise<Answer> {
  checkFlags(path, flags);
  defaultsOf(flags);
  const form = asked ?? "csv";
  if (form !== "csv" && form !== "parquet")
    throw new IdleFlag("format", `--engine duckdb writes csv and parquet; got ${form}`, "leave it out");
  const db = await context.database();
  try {
    const run = await begin(db, path, flags, context);
    await priceInside(run);
    await priceLeft(run);
    await joinAnswers(run);
    return { ...(await summaryOf(run)), chunks: (envelope) => piecesOf(run, form, envelope) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What is written; the database goes with it. */
async function* piecesOf(run: Run, form: string, envelope: Envelope): AsyncGenerator<Chunk> {
  const { db } = run;
  const text = new TextDecoder();
  try {
    await writeOut(run, form, envelope);
    for (const piece of db.file(OUT)) yield form === "csv" ? text.decode(piece, { stream: true }) : piece;
  } finally {
    db.close();
  }
}

const OUT = "priced";

/** One file on its way through a database. */
interface Run {
  readonly db: Database;
  readonly flags: FileFlags;
  readonly context: Context;
  readonly rows: Rows;
  readonly defaults: Readonly<Record<string, string>>;
  /** Text of a column, by what it is read as; '' where the file has none of it. */
  at(name: string): string;
  /** Ids of the fees, in order. */
  readonly fees: readonly string[];
}

/** A view of the file, all cells as texts, and how its columns are read. */
async function begin(db: Database, path: string, flags: FileFlags, context: Context): Promise<Run> {
  const columns = await sourceView(db, path);
  const cells = columns.map((_, at) => `c${at}`).join(", ");
  const all = (where: string) =>
    rowsIn(db.stream(`SELECT "row", ${cells} FROM source ${where}`), path.endsWith(".csv") ? 1 : 0);
  const defaults = defaultsOf(flags);
  const read = { form: "csv" as const, columns, name: path };
  const open = (where: string) =>
    openEntries(path, flags.forms ?? {}, {
      ...context,
      rows: async () => ({ ...read, batches: all(where) }),
    });
  const rows = await open("");
  await rows.batches[Symbol.asyncIterator]().return?.();
  if (rows.columns.length > columns.length)
    throw new UserError(
      "rows of this file are joined to lines: numbers and fees, or an entry above its lines",
      {
        where: "--engine",
        hint: "leave --engine out: the program reads sums, remarks and rows of numbers for what they are",
      },
    );
  // What leaves open how a column is read may stand in any row: the program looks at one of each kind.
  const { batches } = await open(tellingRows(rows));
  for await (const _ of batches);
  const { readAs = columns } = rows;
  const at = (name: string): string => {
    const place = readAs.findIndex((column) => column.trim().toLowerCase() === name);
    const [text, other] = [place < 0 ? "''" : `c${place}`, defaults[name]];
    return other === undefined ? text : `CASE WHEN ${text} = '' THEN ${literal(other)} ELSE ${text} END`;
  };
  const fees = context.fees().fees.map(({ id }) => id);
  return { db, flags, context, defaults, at, fees, rows: { ...rows, batches: all(LEFT_ROWS) } };
}

const LEFT_ROWS = 'WHERE "row" IN (SELECT line_id FROM left_lines) ORDER BY "row"';

// What the database prices.

const DAY = String.raw`\d{4}-\d\d-\d\d`;
const SHARE = String.raw`0(\.\d{1,6})?|1(\.0{1,6})?`;
const CONTENT = {
  steel: "metal_steel",
  aluminum: "metal_aluminum",
  copper: "metal_copper",
  us: "us_content",
};
/** Columns that the tables take in; a row that states something in any other is for the program. */
const TAKEN_IN = [
  ...["entry", "line", "date", "hts", "origin", "value", "claims", "qty", "unit", "loaded_on", "mode"],
  ...["entry_type", ...Object.values(CONTENT)],
];

const NUMBERS = ["qty", ...Object.values(CONTENT)];
/** Whether numbers of a column are what they are without its heading, `Steel %` or `Net weight (lb)`, and have a point. */
const isBare = (name: string, forms: Rows["forms"]): boolean => {
  const { share = null, unit = null } = forms?.said.get(name) ?? {};
  return share === null && unit === null && (forms?.marks.get(name) ?? "point") === "point";
};

const isLike = (text: string, pattern: string): string => `regexp_full_match(${text}, '${pattern}')`;

/** What a row must be to be priced by tables: stated as the program itself writes it. */
function plainly({ at, rows: { readAs = [], forms }, context, defaults }: Run): string {
  const others = columnsPriced(context).filter(
    (name) => !TAKEN_IN.includes(name) || (NUMBERS.includes(name) && !isBare(name, forms)),
  );
  const stated = [...readAs.map((name) => name.trim().toLowerCase()), ...Object.keys(defaults)];
  const none = [...new Set(others.filter((name) => stated.includes(name)))].map((name) => `${at(name)} = ''`);
  const shares = Object.values(CONTENT).map((name) => `(${at(name)} = '' OR ${isLike(at(name), SHARE)})`);
  const noContent = Object.values(CONTENT).map((name) => `${at(name)} = ''`);
  const sum = Object.values(CONTENT).map((name) => `COALESCE(TRY_CAST(${at(name)} AS DECIMAL(18, 6)), 0)`);
  const [quantity, loaded, claims] = [at("qty"), at("loaded_on"), at("claims")];
  return [
    ...[isLike(at("hts"), String.raw`\d{4}\.?\d\d\.?\d\d(\.?\d\d)?`), isLike(at("date"), DAY)],
    ...[
      isLike(at("origin"), "[A-Z]{2}"),
      `${at("origin")} <> 'EU'`,
      isLike(at("value"), String.raw`\d{1,12}`),
    ],
    `${at("mode")} IN ('', 'vessel', 'air', 'truck', 'rail')`,
    `${at("entry_type")} IN ('', 'formal')`,
    ...[...none, ...shares, `${sum.join(" + ")} <= 1`],
    `(${claims} = '' OR (${noContent.join(" AND ")} AND ${isLike(claims, "[^;,\\s]+(;[^;,\\s]+)*")}))`,
    `(${quantity} = '' OR (${isLike(quantity, String.raw`\d{1,9}(\.\d{1,6})?`)} AND TRY_CAST(${quantity} AS DECIMAL(18, 6)) > 0))`,
    `(${loaded} = '' OR (${isLike(loaded, DAY)} AND ${loaded} >= '2000' AND TRY_CAST(${loaded} AS DATE) <= TRY_CAST(${at("date")} AS DATE)))`,
  ]
    .map((condition) => `(${condition})`)
    .join("\n  AND ");
}

/** The lines of the file as the tables of the law want them. */
function entriesTable(run: Run): string {
  const { at } = run;
  const millionths = (text: string, type: string) =>
    `TRY_CAST(TRY_CAST(${text} AS DECIMAL(18, 6)) * 1000000 AS ${type})`;
  const shares = Object.entries(CONTENT).map(
    ([piece, name]) => `${millionths(at(name), "INTEGER")} AS ${piece}`,
  );
  return `CREATE TABLE entries AS SELECT "row" AS line_id, ${entryKeySql(at("entry"))} AS entry,
  TRY_CAST(${at("date")} AS DATE) AS day, replace(${at("hts")}, '.', '') AS hts, ${at("origin")} AS origin,
  TRY_CAST(${at("value")} AS BIGINT) AS value, ${at("claims")} AS claims, ${millionths(at("qty"), "BIGINT")} AS qty,
  NULLIF(${at("unit")}, '') AS unit, ${shares.join(", ")}, TRY_CAST(${at("loaded_on")} AS DATE) AS loaded_on,
  NULLIF(${at("mode")}, '') AS mode, 'formal' AS entry_type,
  CASE WHEN ${plainly(run)} THEN 0 ELSE 1 END AS other_facts FROM source`;
}

/** Prices all lines by the tables of their days, and says which are left. */
async function priceInside(run: Run): Promise<void> {
  const { db, at, context } = run;
  await checkRows(run);
  await db.run(entriesTable(run));
  const days = await db.rows(
    "SELECT CAST(day AS VARCHAR) FROM entries WHERE other_facts = 0 AND day IS NOT NULL GROUP BY day ORDER BY day",
  );
  await loadLaw(run, days);
  const { orders } = context.schedule();
  const named = orders
    .all()
    .flatMap(({ origin, numbers }) => numbers.map((start) => `('${origin}', '${start}')`));
  await db.run(`CREATE TABLE named AS FROM (VALUES ${["('', '')", ...named].join(", ")}) n(origin, start)`);
  await db.run(`CREATE TABLE under_order AS SELECT DISTINCT g.hts, g.origin FROM
  (SELECT DISTINCT hts, origin FROM entries) g JOIN named n ON n.origin = g.origin AND starts_with(g.hts, n.start)`);
  await db.run(
    "CREATE TABLE priced AS SELECT line_id, status, at_its_line, base_duty, additional_duty, duty, at_least FROM lines_priced",
  );
  await db.run(`CREATE TABLE flagged AS SELECT e.line_id FROM entries e JOIN priced p ON p.line_id = e.line_id
WHERE p.status <> 'exact' OR p.at_its_line = 1 OR e.other_facts = 1
  OR EXISTS (SELECT 1 FROM under_order u WHERE u.hts = e.hts AND u.origin = e.origin)
  OR (e.unit IS NOT NULL AND e.unit NOT IN (SELECT stated FROM units))
  OR (e.qty IS NOT NULL AND e.unit IS NULL AND e.hts NOT IN
    (SELECT l.hts FROM lines l WHERE l.unit IN (SELECT stated FROM units)))`);
  if (at("entry") !== "''") await flagBelow(db);
  await db.run(`CREATE TABLE left_lines AS ${at("entry") === "''" ? "SELECT line_id FROM flagged" : LEFT}`);
  await followBroken(run);
}

/** Files whose rows are no lines of entries, one each, are read by the program alone. @throws {UserError} */
async function checkRows({ db, at }: Run): Promise<void> {
  const hts = at("hts");
  const [[first = null] = []] = await db.rows(
    `SELECT min("row") FROM source WHERE NOT regexp_matches(${hts}, '^[0-9]') OR starts_with(${hts}, '99')`,
  );
  if (first !== null)
    throw new UserError(`row ${first} is no line of goods: it has no number, or one of chapter 99`, {
      where: "--engine",
      hint: "leave --engine out: the program reads sums, remarks and rows of numbers for what they are",
    });
}

async function loadLaw(
  { db, flags, context }: Run,
  days: readonly (readonly DatabaseCell[])[],
): Promise<void> {
  const schedule = context.schedule();
  const view = flags.view ?? "law";
  const known = days
    .map(([day]) => String(day) as IsoDate)
    .filter((day) => day >= schedule.firstDay && day <= addDays(schedule.asOf, MOST_DAYS_AHEAD));
  const from = known[0] ?? schedule.asOf;
  const starts = daysOfLaw(schedule, view);
  // Stretches without a line of the file are left out of the tables.
  const stretches = new Set(
    known.map((day) => starts.findLast((start) => from < start && start <= day) ?? from),
  );
  const window = {
    ...{ from, until: addDays(known.at(-1) ?? from, 1), view },
    stretches: [...stretches].sort(),
  };
  const { law, files } = tablesOf(context, JSON.stringify(window));
  for (const { name, bytes } of files) if (name.endsWith(".parquet")) db.write(name, bytes);
  const [duckdb] = DIALECTS;
  const folder = db.folder.replaceAll("'", "''");
  await db.run(sqlOf(duckdb, law).replaceAll("read_parquet('", `read_parquet('${folder}/`));
}

/** Tables of some days, made once for all files of them. @param window As JSON. */
const tablesOf = memoize((context: Context, window: string) => {
  const read = { fees: context.fees(), catalogue: catalogueOf(context), unitOf: context.unitOf };
  const law = lawTables({ ...read, schedule: context.schedule() }, JSON.parse(window) as Window);
  return { law, files: filesOf(law, []) };
});

/** A day far behind the law is a slip of the keyboard; the program refuses longer entries. */
const [MOST_DAYS_AHEAD, MOST_LINES] = [730, 20_000];

/** Lines of entries of which some line is flagged, whose lines differ in what is of the entry, or stand apart. */
const LEFT = `SELECT e.line_id FROM entries e JOIN (
  SELECT entry FROM entries WHERE entry <> '' GROUP BY entry
  HAVING max(line_id) - min(line_id) + 1 <> count(*) OR count(*) > ${MOST_LINES} OR min(day) <> max(day)
    OR count(DISTINCT COALESCE(mode, '')) > 1
  UNION SELECT entry FROM entries WHERE entry <> '' AND line_id IN (SELECT line_id FROM flagged)
) l ON l.entry = e.entry
UNION SELECT line_id FROM flagged`;

/** Rows without a number below an entry may be of it: the program tells them so, and knows no fees of the entry. */
async function flagBelow(db: Database): Promise<void> {
  await db.run(`CREATE TABLE below AS SELECT line_id, above FROM (SELECT line_id, entry,
  last_value(NULLIF(entry, '') IGNORE NULLS) OVER (ORDER BY line_id) AS above FROM entries)
  WHERE entry = '' AND above IS NOT NULL`);
  await db.run(`INSERT INTO flagged SELECT line_id FROM below
  UNION SELECT e.line_id FROM entries e JOIN below b ON e.entry = b.above`);
}

/** What follows a part of an entry that is broken in several is left too: without it the parts would stand together. */
async function followBroken({ db }: Run): Promise<void> {
  const broken = `SELECT entry FROM entries WHERE entry <> '' GROUP BY entry HAVING max(line_id) - min(line_id) + 1 <> count(*)`;
  const [[count = 0] = []] = await db.rows(`SELECT count(*) FROM (${broken})`);
  if (Number(count) === 0) return;
  await db.run(`CREATE TABLE following AS SELECT line_id, entry FROM
  (SELECT line_id, entry, lag(entry) OVER (ORDER BY line_id) AS before FROM entries)
  WHERE entry <> before AND before IN (${broken})`);
  await db.run(`INSERT INTO left_lines SELECT line_id FROM entries WHERE line_id NOT IN (SELECT line_id FROM left_lines)
  AND (line_id IN (SELECT line_id FROM following) OR (entry <> '' AND entry IN (SELECT entry FROM following)))`);
}

const TEXTS: readonly string[] = ["status", "problem"];
/** Columns of what is added, in the order of the answer. */
const addedTo = (fees: readonly string[]): readonly string[] => [
  ...["base_duty", "additional_duty", "duty", "status", "problem", "at_least"],
  ...fees,
];

async function priceLeft(run: Run): Promise<void> {
  const { db, fees } = run;
  const types = addedTo(fees).map((name) => `${name} ${TEXTS.includes(name) ? "VARCHAR" : "BIGINT"}`);
  await db.run(`CREATE TABLE done (line_id BIGINT, value BIGINT, ${types.join(", ")})`);
  await db.append("done", priced(run));
}

async function* priced({ flags, context, rows, defaults, fees }: Run): AsyncGenerator<DatabaseCell[][]> {
  const schedule = context.fees();
  const asked: FileFlags = { ...flags, asks: false };
  const names = addedColumns(schedule, asked).map(({ key }) => key.replace(/_usd$/, ""));
  const places = addedTo(fees).map((name) => names.indexOf(name));
  const cellsOf = cellsWriter(schedule, asked, null);
  const feesOf = feesOfLines(asked, context);
  const unknown = fees.map(() => null);
  const above = rows.name.endsWith(".csv") ? 1 : 0;
  const left = await openEntries(rows.name, flags.forms ?? {}, { ...context, rows: async () => rows });
  const all = { ...left, ...(rows.forms ? { forms: rows.forms } : {}) };
  for await (const entries of pricedEntries(all, { ...asked, defaults }, context)) {
    const out: DatabaseCell[][] = [];
    for (const lines of entries) {
      const own = feesOf(lines);
      lines.forEach((line, index) => {
        const cells = cellsOf(line, own?.[index] ?? unknown);
        const value = line.priced === null || line.ban !== null ? null : (line.goods?.value ?? null);
        out.push([line.row.at - above, value, ...places.map((place) => databaseCell(cells[place] ?? null))]);
      });
    }
    yield out;
  }
}

const databaseCell = (cell: Cell): DatabaseCell =>
  cell === null || typeof cell === "number" ? cell : String(cell);

/** All lines in the order of the file. */
async function joinAnswers({ db, fees }: Run): Promise<void> {
  await db.run("DELETE FROM entries WHERE line_id IN (SELECT line_id FROM left_lines)");
  const ofFees = fees.map((id) => `max(CASE WHEN fee = ${literal(id)} THEN amount END) AS ${id}`).join(", ");
  await db.run(`CREATE TABLE fees_of AS SELECT line_id, ${ofFees} FROM line_fees GROUP BY line_id`);
  const own = addedTo(fees).map((name) => {
    if (TEXTS.includes(name)) return name === "status" ? "'exact'" : "''";
    return fees.includes(name) ? `f.${name}` : `p.${name}`;
  });
  await db.run(`CREATE TABLE answer AS SELECT e.line_id, e.value, ${own.map((sql, at) => `${sql} AS ${addedTo(fees)[at]}`).join(", ")}
FROM entries e JOIN priced p ON p.line_id = e.line_id LEFT JOIN fees_of f ON f.line_id = e.line_id
UNION ALL SELECT line_id, value, ${addedTo(fees).join(", ")} FROM done
UNION ALL SELECT line_id, NULL${", NULL".repeat(addedTo(fees).length)} FROM left_lines WHERE line_id NOT IN (SELECT line_id FROM done)
ORDER BY 1`);
}

/** What a spreadsheet would run is written as text, and what is no text as unknown, as in every file of CSV. */
function safely(cell: string): string {
  const blank = String.raw`[\s\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}]*`;
  const formula = String.raw`^([\t\r]|${blank}[=+@\x{ff1d}\x{ff0b}\x{ff20}\x{ff0d}])`;
  const minus = `regexp_matches(${cell}, '^${blank}-') AND NOT ${isLike(cell, String.raw`${blank}-\d+(\.\d+)?`)}`;
  const marks = String.raw`[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{206f}\x{fff9}-\x{fffb}\x{fffe}\x{ffff}\x{e0000}-\x{e007f}]`;
  // Ends of lines stay: a character of private use stands for them meanwhile.
  const [end, held] = ["chr(13) || chr(10)", "chr(57344)"];
  const shown = `replace(regexp_replace(replace(${cell}, ${end}, ${held}), '${marks}', chr(65533), 'g'), ${held}, ${end})`;
  return `CASE WHEN ${cell} = '' THEN NULL WHEN ${isLike(cell, "[0-9A-Za-z][ -~]*")} THEN ${cell}
  ELSE concat(CASE WHEN regexp_matches(${cell}, '${formula}') OR (${minus}) THEN chr(39) ELSE '' END, ${shown}) END`;
}

const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function writeOut(run: Run, form: string, made: Envelope): Promise<void> {
  const { db, rows, flags, context, fees } = run;
  const { at } = keptColumns(
    rows.columns,
    addedColumns(context.fees(), { ...flags, asks: true, describe: true }),
  );
  const kept = at.map((place) => {
    const text = form === "csv" ? safely(`c${place}`) : `c${place}`;
    return `${text} AS ${quotedName(rows.columns[place] ?? "")}`;
  });
  const own = addedTo(fees).map((name) =>
    TEXTS.includes(name)
      ? `${form === "csv" ? `NULLIF(a.${name}, '')` : `a.${name}`} AS ${name}`
      : `CAST(CAST(a.${name} AS DECIMAL(16, 0)) * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(18, 2)) AS ${name}_usd`,
  );
  const inner = at.map((place) => `bool_or(regexp_matches(c${place}, '[;\\t]\\s*[=+@-]'))`).join(" OR ");
  const [[isRun = null] = []] =
    form === "csv" && at.length > 0 ? await db.rows(`SELECT ${inner} FROM source`) : [];
  const force = String(isRun) === "true" ? ", FORCE_QUOTE *" : "";
  const about = `KV_METADATA {'tariff-calc': ${literal(await madeFrom(made))}}`;
  const how = form === "csv" ? `(FORMAT csv, HEADER${force})` : `(FORMAT parquet, ${about})`;
  await db.run(
    `COPY (SELECT ${[...kept, ...own].join(",\n ")} FROM source s POSITIONAL JOIN answer a WHERE a.status IS NOT NULL) TO ${literal(`${db.folder}/${OUT}`)} ${how}`,
  );
}

/** What is said of all lines. */
async function summaryOf({ db, rows, defaults }: Run): Promise<{ notes: string[]; findings: boolean }> {
  const count = (status: string) => `count(*) FILTER (status = '${status}')`;
  const sum = (name: string) => `CAST(COALESCE(sum(${name}), 0) AS VARCHAR)`;
  const [[all, exact, unknown, invalid, barred, byProgram, value, least] = []] = await db.rows(
    `SELECT count(status), ${["exact", "unknown", "invalid", "barred"].map(count).join(", ")},
 (SELECT count(*) FROM left_lines), ${sum("value")}, ${sum("at_least")} FROM answer`,
  );
  const number = (cell: DatabaseCell | undefined) => grouped(String(cell ?? 0));
  const isOpen = Number(unknown) + Number(invalid) > 0;
  const inside = Number(all) - Number(byProgram);
  return {
    notes: [
      `${number(all)} ${Number(all) === 1 ? "row" : "rows"}: ${number(exact)} exact, ${number(unknown)} unknown, ${number(invalid)} invalid${Number(barred) > 0 ? `, ${number(barred)} barred from importation` : ""}.`,
      `Duty ${isOpen ? "at least " : ""}$${money(dollarsOf(Number(least)))} on $${money(usd(String(value)))} of customs value.`,
      `DuckDB priced ${number(Math.max(0, inside))} of them by the tables of the law, the program ${number(byProgram)}.`,
      ...defaultNotes(defaults),
      ...tableNotes(rows),
    ],
    findings: Number(invalid) > 0,
  };
}
