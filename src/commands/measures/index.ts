/** Shows the law the program holds. */
import { type Context, checkDay, defineCommand, flag, toggle } from "../../contract/command.js";
import { closest, UserError } from "../../contract/errors.js";
import { parseDay, parseOrigin } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { MeasureText } from "../../data/shapes/measure.js";
import { catalogueOf } from "../../entries/claims.js";
import { isInForce, type Order } from "../../law/adcvd.js";
import { type Ban, cited, mayBar } from "../../law/ban.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";
import { type Duty, hasPart } from "../../law/duty/duty.js";
import type { Claim } from "../../law/entry.js";
import { htsCode, printHts } from "../../law/hts.js";
import {
  type Exemption,
  inForce,
  type Measure,
  nearestVersion,
  otherReadings,
  type Scope,
  type Version,
} from "../../law/measure.js";
import { type Country, includesOrigin, type Origin, originWords } from "../../law/origin.js";
import { hasPiece, STATED_PIECES, type StatedPiece, WHOLE_VALUE } from "../../law/part.js";
import { claimsOf, coversOrigin, termsFor } from "../../law/scope.js";
import { type Rate, rate } from "../../law/units.js";
import { inWords } from "../common/law-words.js";

/** A duty for people, and for programs the fraction of the value that it is where it is one. */
const DUTY_COLUMNS: readonly Column[] = [
  { key: "duty", title: "Rate", kind: "text", drop: 0 },
  { key: "duty_kind", title: "Kind", kind: "text", drop: 0, machineOnly: true },
  { key: "rate", title: "Fraction", kind: "rate", drop: 0, machineOnly: true },
];

/** Cells of those. @param also What else decides the rate: then it is no single fraction. */
const dutyCells = (duty: Duty, also = ""): Cell[] => [
  `${inWords(duty)}${also}`,
  duty.kind,
  also === "" ? fractionOf(duty) : null,
];

/** The share of the value that is owed; of an all-in duty, the share that the base duty is part of. */
function fractionOf(duty: Duty): Rate | null {
  if (duty.kind === "ad-valorem" || duty.kind === "component") return duty.rate;
  if (duty.kind === "top-up") return duty.to;
  return duty.kind === "free" ? rate(0) : null;
}

const LIST_COLUMNS: readonly Column[] = [
  { key: "id", title: "Measure", kind: "text", drop: 0 },
  { key: "title", title: "Title", kind: "text", drop: 3 },
  { key: "authority", title: "Authority", kind: "text", drop: 6, machineOnly: true },
  { key: "heading", title: "Heading", kind: "text", drop: 2 },
  ...DUTY_COLUMNS,
  { key: "from", title: "From", kind: "text", drop: 1 },
  { key: "until", title: "To", kind: "end", drop: 1 },
  { key: "checked_on", title: "Checked", kind: "text", drop: 5 },
  { key: "confidence", title: "Confidence", kind: "text", drop: 4 },
  { key: "citation", title: "Citation", kind: "text", drop: 7 },
];

interface MeasuresFlags {
  readonly date?: IsoDate;
  readonly origin?: Country;
}

/** Measures that fit words, day and origin, a row each with the terms of the day. @throws {UserError} if none fits. */
async function answerMeasures(
  words: string | null,
  { date, origin }: MeasuresFlags,
  context: Context,
): Promise<Report> {
  const { measures, origins, asOf } = context.schedule();
  if (date) checkDay(date, "--date", context);
  const day = date ?? asOf;
  const own = origin === undefined ? undefined : origins.get(origin);
  const rows = measures.flatMap((measure) => {
    const version = date ? inForce(measure, date, "law") : nearestVersion(measure, day);
    if (!version || (own && !coversOrigin(version.covers, own)) || !isAbout(measure, words)) return [];
    return [rowOf(measure, version, own)];
  });
  if (rows.length === 0) throw nothingFound(words, measures);
  const which = [
    words === null ? "" : ` with "${words}"`,
    own ? ` for ${originWords(own)}` : "",
    date ? ` in force on ${date}` : "",
  ].join("");
  return {
    title: `${rows.length} ${rows.length === 1 ? "measure" : "measures"}${which}`,
    heading: [`Terms ${date ? `of ${date}` : `nearest to ${day}`}; law checked to ${asOf}`],
    columns: LIST_COLUMNS,
    rows,
    total: null,
    notes: [],
    facts: {},
  };
}

const isAbout = ({ id, title, versions }: Measure, words: string | null): boolean =>
  words === null ||
  [id, title, ...versions.map(({ heading }) => heading)].some((text) =>
    text.toLowerCase().includes(words.toLowerCase()),
  );

function rowOf(
  { id, title, authority, checkedOn, confidence }: Measure,
  version: Version,
  origin: Origin | undefined,
): Cell[] {
  const { heading, duty } = origin ? termsFor(version, origin) : version;
  const cite = version.sources.map((source) => source.cite).join("; ");
  const owed = dutyCells(duty, !origin && version.byOrigin.length > 0 ? ", by origin" : "");
  return [id, title, authority, heading, ...owed, version.from, version.until, checkedOn, confidence, cite];
}

function nothingFound(words: string | null, measures: readonly Measure[]): UserError {
  const near =
    words === null
      ? undefined
      : closest(
          words,
          measures.map(({ id }) => id),
        );
  return new UserError(words === null ? "no measure fits" : `no measure fits "${words}"`, {
    where: "id",
    hint: near
      ? `did you mean ${near}?`
      : "`tariff-calc measures` lists all of them; look for part of an id, title or heading",
  });
}

const VERSION_COLUMNS: readonly Column[] = [
  { key: "from", title: "From", kind: "text", drop: 0 },
  { key: "until", title: "To", kind: "end", drop: 0 },
  { key: "heading", title: "Heading", kind: "text", drop: 2 },
  { key: "origins", title: "Origins", kind: "list", drop: 4 },
  ...DUTY_COLUMNS,
  { key: "yields_to", title: "Yields to", kind: "list", drop: 3 },
  { key: "citation", title: "Citation", kind: "list", drop: 1 },
];

/** Every version of a measure with its sources. */
async function answerMeasure(id: string, context: Context): Promise<Report> {
  const measure = context.schedule().measures.find((one) => one.id === id) as Measure;
  const text = context.measureTexts().get(id);
  const { versions, title, authority, checkedOn, confidence } = measure;
  const scope = versions.at(-1)?.covers;
  const claims = claimsIn(versions, context);
  const readings = readingsOf(text?.contested ?? [], context);
  const sources = new Map(versions.flatMap(({ sources: own }) => own.map((source) => [source.cite, source])));
  const exempt = new Map(
    versions.flatMap(({ freedBy }) =>
      freedBy.map((one) => [`${one.heading}: ${one.title}${claimText(one)}`, one]),
    ),
  );
  return {
    title: `${title} (${id})`,
    heading: [
      `Authority ${authority}; checked on ${checkedOn}, confidence ${confidence}; ${text?.examples.length ?? 0} worked examples`,
      ...(scope ? [reachInWords(scope)] : []),
    ],
    columns: VERSION_COLUMNS,
    rows: versions.flatMap(versionRows),
    total: null,
    notes: [
      ...versions.flatMap((version) => laterNumber(version) ?? []),
      ...exemptWords([...exempt.values()]),
      ...[...sources.values()].map(({ cite, title: name, summary }) => `${cite}, ${name}: ${summary}.`),
      ...claims.map(claimWords),
      ...readings.map(readingWords),
    ],
    facts: {
      claims: claims.map(({ id, kind, title, flag, presumes, citation }) => ({
        ...{ id, kind, title, state: flag, presumes: presumes?.value ?? null, citation },
      })),
      freed_by: [...exempt.values()].map(({ heading, title: goods, claims: any }) => ({
        ...{ heading, title: goods, claims: [...(any ?? [])] },
      })),
      readings: readings.map((one) => ({ ...one })),
    },
  };
}

/** Facts and rights that any version asks for, in the order of their words. */
function claimsIn(versions: readonly Version[], context: Context): Claim[] {
  const { lists } = context.schedule();
  const words = versions.flatMap((version) => [
    ...claimsOf(version, lists),
    ...STATED_PIECES.filter((piece) => piece !== "us" && isPartOf(version, piece)),
    ...(version.usContent ? ["us-content"] : []),
    ...(version.transit.length > 0 ? ["loaded-on"] : []),
    ...(hasPart(version.duty, ({ kind }) => kind === "quota") ? ["in-quota"] : []),
  ]);
  const catalogue = catalogueOf(context);
  return [...new Set(words)].sort().flatMap((word) => catalogue.get(word) ?? []);
}

const isPartOf = ({ part, presumed }: Version, piece: StatedPiece): boolean =>
  presumed?.piece === piece || (part !== WHOLE_VALUE && hasPiece(part, piece));

function claimWords({ id, kind, title, flag, presumes, citation }: Claim): string {
  const stands = presumes && presumes.value !== "none" ? `presumed ${presumes.value}` : "nothing is presumed";
  return `${kind === "fact" ? `Fact (${stands})` : "Right"}: ${id}, ${title}; ${flag} (${citation}).`;
}

type Contested = NonNullable<MeasureText["contested"]>[number];

/** A contested question of law. */
interface Reading {
  readonly id: string;
  readonly question: string;
  readonly chosen: string;
  readonly other: string;
  /** What chooses the other reading; `null` if nothing does. */
  readonly state: string | null;
  /** Why it cannot be chosen. */
  readonly only_told: string | null;
}

/** A reading may be chosen though this measure has no terms of it: it is another measure that it changes. */
function readingsOf(texts: readonly Contested[], context: Context): Reading[] {
  const chosen = new Set(otherReadings(context.contestedLaw()).map(({ id }) => id));
  return texts.map(({ id, question, chosen: read, other, onlyTold }) => ({
    ...{ id, question, chosen: read, other },
    state: chosen.has(id) ? `--reading ${id}` : null,
    only_told: chosen.has(id) ? null : (onlyTold ?? "no terms of it are in the data"),
  }));
}

const readingWords = ({ id, question, chosen, other, state, only_told: why }: Reading): string =>
  `Contested (${id}): ${question} Read as: ${chosen}. Other reading: ${other}. ${state ? `With ${state}.` : `Only told: ${why}.`}`;

/** Says so where a number cannot be declared as early as duty is owed under it. */
function laterNumber({ from, heading, declaredFrom, declaredBefore }: Version): string | undefined {
  if (declaredFrom === undefined) return undefined;
  const before = declaredBefore ? `; before that goods declared ${declaredBefore}` : "";
  return `Duty is owed under ${heading} from ${from}, which can be declared from ${declaredFrom}${before}.`;
}

/** More exemptions than these that one claim opens are counted: quotas have a heading for each product and country. */
const FEW_EXEMPTIONS = 8;

function exemptWords(exempt: readonly Exemption[]): string[] {
  return [...new Set(exempt.map(claimText))].flatMap((claim) => {
    const all = exempt.filter((one) => claimText(one) === claim);
    const [first, last] = [all[0], all.at(-1)];
    return all.length <= FEW_EXEMPTIONS
      ? all.map(({ heading, title }) => `Free under ${heading}: ${title}${claim}.`)
      : [
          `Free under ${all.length} headings, from ${first?.heading} (${first?.title}) to ${last?.heading} (${last?.title})${claim}; --format json lists them.`,
        ];
  });
}

/** What to claim for an exemption. */
const claimText = ({ claims }: Exemption): string => (claims ? ` (claim ${claims.join(" or ")})` : "");

/** The law has a star for all origins; readers have the word that flags take. */
const namesOf = (origins: readonly string[]): readonly string[] =>
  origins.includes("*") ? ["all"] : origins;

/** Which goods a measure reaches, and from where. */
function reachInWords({ products, lists, origins, exceptOrigins }: Scope): string {
  const all = products.includes("*");
  const goods = [...(all ? ["all goods"] : products.map(printHts)), ...lists.map((id) => `the list ${id}`)];
  const of = origins.includes("*") ? "of any origin" : `of ${origins.join(", ")}`;
  return `Reaches ${goods.join(", ")}, ${of}${exceptOrigins.length > 0 ? ` but ${exceptOrigins.join(", ")}` : ""}`;
}

function versionRows(version: Version): Cell[][] {
  const { from, until, byOrigin, yieldsTo, sources, covers, onlyCollected } = version;
  const yields = [...yieldsTo.entirely, ...yieldsTo.onItsPart.map((id) => `${id} on its part`)];
  const cites = sources.map(({ cite }) => cite);
  const last = onlyCollected ? `${until} (collected only)` : until;
  const terms = [{ origins: covers.origins, heading: version.heading, duty: version.duty }, ...byOrigin];
  return terms.map(({ origins, heading, duty }) => [
    from,
    last,
    heading,
    namesOf(origins),
    ...dutyCells(duty),
    yields,
    cites,
  ]);
}

const ORDER_COLUMNS: readonly Column[] = [
  { key: "case", title: "Case", kind: "text", drop: 0 },
  { key: "kind", title: "Kind", kind: "text", drop: 3 },
  { key: "origin", title: "Origin", kind: "text", drop: 1 },
  { key: "product", title: "Product", kind: "text", drop: 0 },
  { key: "numbers", title: "Numbers named", kind: "list", drop: 2 },
  { key: "from", title: "From", kind: "text", drop: 4 },
  { key: "until", title: "To", kind: "end", drop: 6 },
  { key: "notices", title: "FR Doc.", kind: "list", drop: 5 },
];

/** Antidumping and countervailing duty orders that fit. @throws {UserError} if none does. */
function answerOrders(words: string | null, { date, origin }: MeasuresFlags, context: Context): Report {
  const { orders, origins } = context.schedule();
  if (date) checkDay(date, "--date", context);
  const fitting = (origin ? orders.of(origin) : orders.all()).filter(
    (order) => isAboutOrder(order, words) && (date === undefined || isInForce(order, date)),
  );
  if (fitting.length === 0)
    throw new UserError("no order fits", {
      where: "--adcvd",
      hint: "look for a case, part of a product, or a number; without words all are listed",
    });
  const own = origin && origins.get(origin);
  return {
    title: `${fitting.length} antidumping and countervailing duty ${fitting.length === 1 ? "order" : "orders"}${own ? ` on goods of ${originWords(own)}` : ""}`,
    heading: [
      "The numbers are for convenience: the words of each scope decide. Rates of deposit are of exporters and are not in the data",
    ],
    columns: ORDER_COLUMNS,
    rows: fitting.map(({ case: name, origin: code, product, numbers, from, until, notices }) => [
      name,
      name.startsWith("A") ? "antidumping" : "countervailing",
      code,
      product,
      numbers,
      from,
      until,
      notices,
    ]),
    total: null,
    notes: [],
    facts: {},
  };
}

const BAN_COLUMNS: readonly Column[] = [
  { key: "ban", title: "Ban", kind: "text", drop: 1 },
  { key: "goods", title: "Goods", kind: "text", drop: 0 },
  { key: "origins", title: "Origins", kind: "list", drop: 0 },
  { key: "only_if", title: "Only if claimed", kind: "list", drop: 4 },
  { key: "from", title: "From", kind: "text", drop: 2 },
  { key: "until", title: "To", kind: "end", drop: 5 },
  { key: "unless", title: "Unless claimed", kind: "list", drop: 3 },
  { key: "list", title: "List", kind: "text", drop: 8 },
  { key: "confidence", title: "Confidence", kind: "text", drop: 7 },
  { key: "citation", title: "Citation", kind: "list", drop: 6 },
];

/** Bans on imports that fit. @throws {UserError} if none does. */
function answerBans(words: string | null, { date, origin }: MeasuresFlags, context: Context): Report {
  const { bans, lists, origins, asOf } = context.schedule();
  if (date) checkDay(date, "--date", context);
  const own = origin && origins.get(origin);
  const code = words === null ? undefined : htsCode(words);
  const isMeant = (ban: Ban): boolean =>
    code === undefined
      ? [ban.id, ban.title, cited(ban)].some((text) =>
          text.toLowerCase().includes((words ?? "").toLowerCase()),
        )
      : mayBar(ban, code, date ?? asOf, lists);
  const fitting = bans.filter(
    (ban) =>
      isMeant(ban) &&
      (date === undefined || inSpan(ban, date)) &&
      (own === undefined || includesOrigin(ban.origins, own)),
  );
  if (fitting.length === 0)
    throw new UserError("no ban fits", {
      where: "--bans",
      hint: "look for goods, an act, or a number; without words all are listed",
    });
  return {
    title: `${fitting.length} ${fitting.length === 1 ? "ban" : "bans"} on imports${own ? ` of goods of ${originWords(own)}` : ""}`,
    heading: [
      `What may not be entered at all, whatever it would owe; law checked to ${asOf}. Where a list is named, numbers of it may be barred only if a fact is so: \`duty\` asks for it`,
    ],
    columns: BAN_COLUMNS,
    rows: fitting.map(
      ({ id, title, origins: of, onlyIf, from, until, unless, list, confidence, sources }) => [
        ...[id, title, namesOf(of), onlyIf, from, until],
        [...new Set(unless.flatMap(({ claims }) => claims))],
        ...[list, confidence, sources.map(({ cite }) => cite)],
      ],
    ),
    total: null,
    notes: [],
    facts: {},
  };
}

/** Words are of a case or product; digits are a number of the tariff that an order names. */
function isAboutOrder({ case: name, product, numbers }: Order, words: string | null): boolean {
  if (words === null) return true;
  const code = htsCode(words);
  if (code !== undefined) return numbers.some((start) => code.startsWith(start) || start.startsWith(code));
  return [name, product].some((text) => text.toLowerCase().includes(words.toLowerCase()));
}

export default defineCommand({
  name: "measures",
  summary: "The law that the program holds: rates, dates, citations",
  details:
    "Lists the measures of the tariff law, all of them or those in force on a day. Given an id, it shows every version with\n" +
    "its sources; other words search the measures. --adcvd lists antidumping and countervailing duty orders instead, by case,\n" +
    "product or HTS number; --bans lists goods that may not be imported, by goods, act or number.",
  argument: { name: "id", summary: "id of a measure, or words to look for", required: false },
  flags: {
    date: flag("<day>", "only measures in force on this day", parseDay),
    origin: flag("<country>", "only measures that reach goods of this origin", (text, { schedule }) =>
      parseOrigin(text, schedule().origins),
    ),
    adcvd: toggle("antidumping and countervailing duty orders instead of measures"),
    bans: toggle("bans on imports instead of measures"),
  },
  examples: [
    "tariff-calc measures",
    "tariff-calc measures --origin JP --date 2025-06-19",
    "tariff-calc measures section-232/cars",
    "tariff-calc measures reciprocal --format csv",
    "tariff-calc measures --adcvd --origin JP",
    "tariff-calc measures --bans --origin RU",
  ],
  run: async ({ argument, flags }, context) =>
    flags.adcvd || flags.bans
      ? (flags.bans ? answerBans : answerOrders)(argument, flags, context)
      : argument !== null && !flags.date && !flags.origin && context.measureTexts().has(argument)
        ? answerMeasure(argument, context)
        : answerMeasures(argument, flags, context),
});
