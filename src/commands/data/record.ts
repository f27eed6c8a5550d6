/**
 * A change record: what moved from one edition of the tariff to the next, in lines, numbers, headings and notes, which
 * measures that touches and what trade they are charged on; as a folder that a reader reviews and turns into law.
 */
import type { Context, ImportedFiles } from "../../contract/command.js";
import { needed, UserError } from "../../contract/errors.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { IsoDate } from "../../law/calendar.js";
import { printHts } from "../../law/hts.js";
import type { Measure } from "../../law/measure.js";
import { type Decimal, decimal } from "../../law/units.js";
import type { Sums } from "../../trade/tally.js";
import { dutyMoved, FLOWS, layersOn, type Sides, sidesOf, tradeByLine } from "./diff.js";
import { importHts } from "./import/answer.js";
import { apart, type NoteChange, noteChanges, notesIn } from "./notes.js";
import { rateChanges, type TariffSide } from "./tariff.js";

const COLUMNS: readonly Column[] = [
  { key: "of", title: "Of", kind: "text", drop: 0 },
  { key: "nature", title: "Nature", kind: "text", drop: 1 },
  { key: "what", title: "What", kind: "text", drop: 0 },
  { key: "before", title: "Before", kind: "text", drop: 3 },
  { key: "after", title: "After", kind: "text", drop: 2 },
  { key: "measures", title: "Measures", kind: "list", drop: 0 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 4 },
  { key: "duty_change_usd", title: "Change of duty", kind: "usd", drop: 5 },
];

interface AskedRecord {
  /** Two sides, or a new edition that the shipped law is held against. */
  readonly names: readonly string[];
  /** Two texts of the notes, the earlier first. */
  readonly notes: readonly string[];
  readonly date: IsoDate | undefined;
  readonly into: string | undefined;
}

/** One thing that moved. */
interface Moved {
  readonly of: "rate" | "number" | "heading" | "note";
  readonly nature: "established" | "ended" | "modified";
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly measures: readonly string[];
  /** Imports of the line, or those that the measures are charged on. */
  readonly imports: Decimal | null;
  readonly duty: Decimal | null;
}

/** What moved; with a folder named, it is written there to be reviewed. @throws {UserError} */
export async function answerRecord(asked: AskedRecord, context: Context): Promise<Report> {
  const { notes, into } = asked;
  const sides = asked.names.length > 0 ? await bothSides(asked, context) : null;
  if (notes.length !== 0 && notes.length !== 2)
    throw new UserError(`expected two texts of the notes; got ${notes.length}`, {
      where: "--notes",
      hint: "name the earlier text, then the later",
    });
  if (sides === null && notes.length === 0)
    throw needed("<edition>", "name a new edition, two of them, or two texts with --notes");
  const day = asked.date ?? sides?.later ?? sides?.day ?? context.schedule().asOf;
  const touched = touchedMeasures(context, day);
  const moved = [
    ...(sides ? [...movedRates(sides, context), ...movedNumbers(sides, touched, context)] : []),
    ...movedHeadings(sides, touched),
    ...movedNotes(notes, touched, context),
  ];
  if (into !== undefined) await writeRecord(into, moved, { ...asked, day, sides }, context);
  const compared = [sides ? `${sides.before.title} beside ${sides.after.title}` : [], notes.join(" beside ")];
  return {
    title: titleOf(moved),
    heading: [compared.flat().filter(Boolean).join("; "), `In force from ${day}`],
    columns: COLUMNS,
    rows: moved.map(rowOf),
    total: null,
    notes: notesOf(moved, into),
    facts: { day, measures: [...new Set(moved.flatMap(({ measures }) => measures))].sort() },
  };
}

const bothSides = ({ names, date }: AskedRecord, context: Context): Promise<Sides> => {
  const [first = "", second] = names;
  return sidesOf(second === undefined ? ["shipped", first] : [first, second], date, context);
};

const rowOf = ({ of, nature, what, before, after, measures, imports, duty }: Moved): Cell[] => [
  ...[of, nature, what, before, after],
  ...[measures, imports, duty],
];

const KINDS = ["rate", "number", "heading", "note"] as const;

function titleOf(moved: readonly Moved[]): string {
  const counts = KINDS.flatMap((kind) => {
    const count = moved.filter(({ of }) => of === kind).length;
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? "" : "s"}`];
  });
  return counts.length === 0 ? "Nothing moved" : `${counts.join(", ")} moved`;
}

const notesOf = (moved: readonly Moved[], into: string | undefined): string[] => [
  ...(moved.some(({ measures }) => measures.length > 0)
    ? [
        "Imports of a line or number are those of 2024 in it, of a heading or a note those of 2024 that the measures it touches are charged on, with nothing assumed.",
      ]
    : []),
  ...(moved.some(({ of }) => of === "note")
    ? ["Subdivisions of notes are told by the order of their letters and numbers: read the text itself."]
    : []),
  ...(into === undefined
    ? []
    : [
        `Written to ${into}: read patches.json, decide each \`review\` as \`end\` or \`amend\`, then \`tariff-calc data validate ${into}\`.`,
      ]),
];

// Lines and numbers.

function movedRates({ before, after }: Sides, context: Context): Moved[] {
  const changes = rateChanges(before, after);
  const trade = changes.length > 0 ? tradeByLine(context, FLOWS) : new Map();
  return changes.map((change): Moved => {
    const column = change.column === "column2" ? "column 2" : change.column;
    const was = change.before ?? null;
    const is = change.after ?? null;
    const what = `${printHts(change.line)} ${column}`;
    return {
      of: "rate",
      nature: natureOf(was, is),
      what,
      before: was,
      after: is,
      measures: [],
      ...dutyMoved(change, trade),
    };
  });
}

const natureOf = (before: unknown, after: unknown): Moved["nature"] =>
  before === null || before === undefined
    ? "established"
    : after === null || after === undefined
      ? "ended"
      : "modified";

function movedNumbers({ before, after }: Sides, touched: Touched, context: Context): Moved[] {
  const numbers = moves(before.numbers(), after.numbers());
  const trade = numbers.length > 0 ? tradeByLine(context, FLOWS, (code) => code) : new Map();
  return numbers.map(([number, nature]): Moved => {
    const { general, column2 } = trade.get(number) ?? { general: 0, column2: 0 };
    const measures = touched.named(({ codes }) => codes.has(number));
    const imports = decimal(general + column2);
    return {
      of: "number",
      nature,
      what: printHts(number),
      before: null,
      after: null,
      measures,
      imports,
      duty: null,
    };
  });
}

/** Things that only one side has, in order. */
const moves = (before: ReadonlySet<string>, after: ReadonlySet<string>): [string, Moved["nature"]][] =>
  [
    ...[...before].filter((one) => !after.has(one)).map((one): [string, Moved["nature"]] => [one, "ended"]),
    ...[...after]
      .filter((one) => !before.has(one))
      .map((one): [string, Moved["nature"]] => [one, "established"]),
  ].sort(([a], [b]) => (a < b ? -1 : 1));

// Headings and notes of chapter 99.

function movedHeadings(sides: Sides | null, touched: Touched): Moved[] {
  if (sides === null) return [];
  const [was, is] = [sides.before, sides.after].map((side: TariffSide) => side.headings());
  if (was === undefined || is === undefined || was.size === 0 || is.size === 0) return [];
  const known = [...new Set([...was.keys(), ...is.keys()])].sort();
  return known.flatMap((heading): Moved[] => {
    const [before, after] = [was.get(heading), is.get(heading)];
    const same =
      before === after || (was.has(heading) && is.has(heading) && (before === null || after === null));
    if (same) return [];
    const texts = { before: before ?? null, after: after ?? null };
    const nature = natureOf(was.has(heading) ? "" : null, is.has(heading) ? "" : null);
    const named = touched.by(({ headings }) => headings.has(heading));
    return [{ of: "heading", nature, what: heading, ...texts, ...named, duty: null }];
  });
}

function movedNotes(paths: readonly string[], touched: Touched, context: Context): Moved[] {
  const [before, after] = paths.map((path) => notesIn(context.textFile(path)));
  if (before === undefined || after === undefined) return [];
  return noteChanges(before, after).map((change): Moved => {
    const [was, is] = apart(change.before, change.after);
    const isHeading = change.place.startsWith("heading ");
    return {
      of: isHeading ? "heading" : "note",
      nature: natureOf(change.before, change.after),
      what: change.place.replace(/^heading /, ""),
      before: change.before === undefined ? null : was,
      after: change.after === undefined ? null : is,
      ...touched.by((own) => touchesNote(own, change)),
      duty: null,
    };
  });
}

/** A measure rests on a note that its sources cite, and on headings that words of the change name. */
function touchesNote(known: Known, { place, before = "", after = "" }: NoteChange): boolean {
  const { headings } = known;
  if (place.startsWith("heading ")) return headings.has(place.slice("heading ".length));
  const named =
    apart(before, after)
      .join(" ")
      .match(/\b9903\.\d\d\.\d\d\b/g) ?? [];
  return citesNote(known, place) || named.some((heading) => headings.has(heading));
}

/** `note 16(c)` is cited by who cites 16(c)(ix) and the other way round; `note 16` counts where nothing closer is cited. */
function citesNote({ cites }: Known, place: string): boolean {
  const [, note, subdivision = ""] = /^note (\d+)(.*)$/.exec(place) ?? [];
  const own = cites.flatMap(([number, cited]) => (number === note ? [cited] : []));
  const closer = own.filter((cited) => cited !== "");
  if (closer.length === 0) return own.length > 0;
  return closer.some((cited) => subdivision.startsWith(cited) || cited.startsWith(subdivision));
}

// What each measure rests on.

interface Known {
  readonly id: string;
  readonly headings: ReadonlySet<string>;
  /** Numbers and prefixes that its scope or its lists name. */
  readonly codes: ReadonlySet<string>;
  /** Notes that its sources cite, with the subdivision if they say it. */
  readonly cites: readonly (readonly [note: string, subdivision: string])[];
}

interface Touched {
  named(touches: (measure: Known) => boolean): readonly string[];
  by(touches: (measure: Known) => boolean): Pick<Moved, "measures" | "imports">;
}

/** Measures in force on a day or later, and the imports that each is charged on. */
function touchedMeasures(context: Context, day: IsoDate): Touched {
  const schedule = context.schedule();
  const stands = ({ versions }: Measure) => versions.some(({ until }) => until === null || until > day);
  const known = schedule.measures.filter(stands).map((measure) => knownOf(measure, context));
  let sums: ReadonlyMap<string, Sums> | undefined;
  const named: Touched["named"] = (touches) => known.filter(touches).map(({ id }) => id);
  return {
    named,
    by(touches) {
      const measures = named(touches);
      if (measures.length === 0) return { measures, imports: null };
      sums ??= layersOn(context, day, FLOWS);
      const imports = measures.reduce((sum, id) => sum.plus(sums?.get(id)?.imports ?? 0), decimal(0));
      return { measures, imports };
    },
  };
}

const NOTE = /\bnotes? (\d+)((?:\([a-z0-9]+\))*)/gi;

function knownOf({ id, versions }: Measure, context: Context): Known {
  const { lists } = context.schedule();
  const named = versions.flatMap(({ heading, byOrigin, freedBy, transit }) => [
    heading,
    ...[...byOrigin, ...freedBy, ...transit].map((one) => one.heading),
  ]);
  const scopes = versions.flatMap(({ covers, freedBy }) => [covers, ...freedBy]);
  const codes = scopes.flatMap((scope) => [
    ...(scope.products ?? []),
    ...(scope.lists ?? []).flatMap((list) => lists.get(list)?.groups.flatMap((group) => group.codes) ?? []),
  ]);
  const texts = versions.flatMap(({ sources }) => sources.map(({ cite, summary }) => `${cite} ${summary}`));
  const cites = texts.flatMap((text) =>
    [...text.matchAll(NOTE)].map(([, note = "", subdivision = ""]) => [note, subdivision] as const),
  );
  return { id, headings: new Set(named), codes: new Set(codes), cites };
}

// The folder: what a new edition says of lines and headings, the record, and what a reader has to decide.

interface Written extends AskedRecord {
  readonly day: IsoDate;
  readonly sides: Sides | null;
}

async function writeRecord(
  into: string,
  moved: readonly Moved[],
  { names, notes, day, sides }: Written,
  context: Context,
): Promise<void> {
  const path = names.at(-1);
  const isEdition = path !== undefined && context.pathKind(path) === "file";
  const imported = isEdition ? importHts(await context.officialTable(path), day, context) : undefined;
  const read = await context.inputs();
  const file = imported?.file ?? notes.at(-1) ?? into;
  const own: ImportedFiles = imported ?? {
    ...{ kind: "notes", file, rows: moved.length, day, left: new Map() },
    sha256: read.find(({ name }) => name === file)?.sha256 ?? "0".repeat(64),
    files: new Map(),
  };
  const title = sides?.after.title ?? file;
  const files = new Map([
    ...own.files,
    ["changes.json", recordOf(moved, title, day)] as const,
    ...patchesOf(moved, day),
  ]);
  await context.writeFolder(into, { ...own, files });
}

const recordOf = (moved: readonly Moved[], edition: string, day: IsoDate) => ({
  note: "What moved, as `data record` found it; to be read beside the texts themselves",
  records: [
    {
      edition,
      published: day,
      changes: moved.map(({ of, nature, what }) => ({ on: day, of, nature, what: [what], act: edition })),
    },
  ],
});

/** A line of review a measure that headings or notes touch. */
function patchesOf(moved: readonly Moved[], from: IsoDate): [string, unknown][] {
  const byMeasure = new Map<string, string[]>();
  for (const { of, nature, what, measures, before, after } of moved)
    if (of === "heading" || of === "note")
      for (const measure of measures) {
        const words = `${what} ${nature}: ${before ?? "nothing"} -> ${after ?? "nothing"}`;
        byMeasure.set(measure, [...(byMeasure.get(measure) ?? []), words]);
      }
  const patches = [...byMeasure].map(([measure, what]) => ({
    do: "review",
    measure,
    from,
    what: what.join("; "),
  }));
  return patches.length === 0 ? [] : [["patches.json", { note: NOT_DECIDED, patches }]];
}

const NOT_DECIDED = "Each is to be read and made an `end` or an `amend` with its source, or taken out";
