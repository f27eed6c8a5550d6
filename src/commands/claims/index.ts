/** Lists what may be stated of goods and claimed for them: what each is, what is presumed of it, where it matters. */
import { type Context, checkDay, defineCommand, flag } from "../../contract/command.js";
import { parseDay, parseHts, parseOrigin } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { IsoDate } from "../../law/calendar.js";
import type { Claim } from "../../law/entry.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import type { Country } from "../../law/origin.js";
import { noLine } from "../common/data-extent.js";
import { type Place, placesInLaw, placesOn } from "./answer.js";

const COLUMNS: readonly Column[] = [
  { key: "claim", title: "Claim", kind: "text", drop: 0 },
  { key: "title", title: "What it is", kind: "text", drop: 2 },
  { key: "kind", title: "Kind", kind: "text", drop: 0 },
  { key: "symbols", title: "Symbol", kind: "list", drop: 4 },
  { key: "flag", title: "Stated by", kind: "text", drop: 3 },
  { key: "column", title: "Column", kind: "text", drop: 9, machineOnly: true },
  { key: "presumed", title: "Presumed", kind: "text", drop: 0 },
  { key: "presumption", title: "Presumption", kind: "text", drop: 9, machineOnly: true },
  { key: "measures", title: "Matters to", kind: "list", drop: 6 },
  { key: "headings", title: "Headings", kind: "list", drop: 1 },
  { key: "excludes", title: "Excludes", kind: "list", drop: 9, machineOnly: true },
  { key: "implies", title: "Implies", kind: "list", drop: 9, machineOnly: true },
  { key: "citation", title: "Citation", kind: "text", drop: 5 },
  { key: "checked_on", title: "Checked", kind: "text", drop: 8 },
  { key: "confidence", title: "Confidence", kind: "text", drop: 7 },
];

interface ClaimsFlags {
  readonly origin?: Country;
  readonly date?: IsoDate;
}

/** @throws {UserError} on a day before the data, a number the tariff does not have that day. */
async function answerClaims(hts: HtsCode | null, flags: ClaimsFlags, context: Context): Promise<Report> {
  const { origins, asOf } = context.schedule();
  if (flags.date) checkDay(flags.date, "--date", context);
  const day = flags.date ?? asOf;
  const origin = flags.origin && origins.get(flags.origin);
  const places =
    hts === null
      ? placesInLaw({ origin, date: flags.date }, context)
      : placesOn(linesMeant(hts, day, context), { origin, date: day }, context);
  const some = context.claims().filter(({ id }) => places.some(({ claim }) => claim === id));
  const of = origin ? ` of ${origin.name}` : "";
  return {
    title: titleOf(some.length, hts === null ? of : ` on ${printHts(hts)}${of}`, hts, flags.date ?? null),
    heading: [
      hts === null ? `Law checked to ${asOf}` : `Entered on ${day}; law checked to ${asOf}`,
      "A fact is so, stated or not; a right counts once it is claimed.",
    ],
    columns: COLUMNS,
    rows: some.map((claim) => rowOf(claim, places)),
    total: null,
    notes: hts === null ? [] : some.flatMap(presumptionNote),
    facts: {},
  };
}

function titleOf(count: number, on: string, hts: HtsCode | null, date: IsoDate | null): string {
  const many = `${count} ${count === 1 ? "fact or right" : "facts and rights"}`;
  if (hts !== null) return `${many} that could matter${on}`;
  return `${many} that the law${date ? ` of ${date}` : ""} asks for${on && ` on goods${on}`}`;
}

/** The number itself if it has ten digits, else all lines under it. @throws {UserError} if there are none that day. */
function linesMeant(hts: HtsCode, day: IsoDate, context: Context): readonly string[] {
  const { base } = context.schedule();
  const under = hts.length === 10 ? [] : base.linesUnder(hts, day);
  if (under.length > 0) return under;
  if (!base.exists(hts, day)) throw noLine(hts, day, context);
  return [hts];
}

function rowOf(claim: Claim, places: readonly Place[]): Cell[] {
  const own = places.filter((place) => place.claim === claim.id);
  const each = (of: (place: Place) => string) => [...new Set(own.map(of))].filter(Boolean).sort();
  const { presumes } = claim;
  return [
    ...[claim.id, claim.title, claim.kind, claim.symbols ?? [], claim.flag, claim.column],
    ...[presumes ? presumes.value : null, presumes ? citedWords(presumes) : null],
    ...[each(({ by }) => by), each(({ heading }) => heading), claim.excludes ?? [], claim.implies ?? []],
    ...[claim.citation, claim.checkedOn, claim.confidence],
  ];
}

const citedWords = ({ says, citation }: NonNullable<Claim["presumes"]>): string =>
  citation === undefined ? says : `${says} (${citation})`;

/** What stands for a fact that is not stated. */
function presumptionNote({ id, presumes, whenUnknown }: Claim): string[] {
  if (presumes === undefined) return [];
  const taken = presumes.value === "none" ? "nothing is presumed" : `presumed ${presumes.value}`;
  const unknown = whenUnknown ? ` ${whenUnknown.says} (${whenUnknown.citation}).` : "";
  return [`${id}: ${taken}. ${citedWords(presumes)}.${unknown}`];
}

export default defineCommand({
  name: "claims",
  summary: "Facts and rights that the law asks for: what to state, what is presumed, where it matters",
  details:
    "Lists every fact about goods and every right of importers that the law asks for, with the symbol, what is presumed\n" +
    "where nothing is stated, the measures and headings it matters to, and the citation. With an HTS number only those\n" +
    "that could change something on it, under some setting of the others.",
  argument: { name: "hts", summary: "HTS number; a shorter one means every line under it", required: false },
  flags: {
    origin: flag("<country>", "only what goods of this origin can state", (text, { schedule }) =>
      parseOrigin(text, schedule().origins),
    ),
    date: flag("<day>", "day of entry, YYYY-MM-DD; the last day checked if not given", parseDay),
  },
  examples: [
    "tariff-calc claims",
    "tariff-calc claims 8482.10.50.44 --origin TH --date 2025-09-04",
    "tariff-calc claims 9403.60.80.93 --origin VN --date 2026-08-01 --format json",
    "tariff-calc claims --origin KR --format csv",
  ],
  run: async ({ argument, flags }, context) =>
    answerClaims(argument === null ? null : parseHts(argument), flags, context),
});
