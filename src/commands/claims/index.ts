/** Lists what may be stated of goods and claimed for them: what each is, what is presumed of it, where it matters. */

import { linesNamed } from "../../compiled/alternatives.js";
import { codesOf } from "../../compiled/law-met.js";
import { standingOn, treatedAlike } from "../../compiled/law-of-day.js";
import { toldApart } from "../../compiled/product-table.js";
import { type Context, checkDay, defineCommand, flag } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { METALS, parseDay, parseHts, parseOrigin } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { isNeverFor } from "../../entries/claims.js";
import { claimsOfBans } from "../../law/ban.js";
import { openAgreements, outrightFree, specialFrom, symbolsOf } from "../../law/base-duty.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";
import { type Duty, hasPart } from "../../law/duty/duty.js";
import { type Claim, contradictionIn, type FactRule, withImplied } from "../../law/entry.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import { inForce, type Lists, type Measure, type Version } from "../../law/measure.js";
import { type Country, includesOrigin, type Origin, originWords } from "../../law/origin.js";
import { hasPiece, WHOLE_VALUE } from "../../law/part.js";
import { parseRateText } from "../../law/rate-text.js";
import type { Schedule } from "../../law/schedule.js";
import { asks, conditionsIn, coversOrigin, positionOf, productOf, termsFor } from "../../law/scope.js";
import { noLine } from "../common/data-extent.js";

// Where facts and rights matter: what of the law asks for each, and what on given goods it could change.

/** A fact or right, the measure that asks for it (`base` is the base duty, `mpf` a fee), and a heading if it has one. */
export interface Place {
  readonly claim: string;
  readonly by: string;
  readonly heading: string;
  /** It matters only beside one of these claims. */
  readonly beside?: readonly string[];
}

/** Goods to look at; an origin or a day that is not given is any. */
export interface Asked {
  readonly origin: Origin | undefined;
  readonly date: IsoDate | undefined;
}

const BASE = "base";

/** Everything that the law asks for, whatever the goods. */
export function placesInLaw({ origin, date }: Asked, context: Context): Place[] {
  const { measures, lists, agreements, bans } = context.schedule();
  const found = measures.flatMap((measure) => {
    const now = date && inForce(measure, date, "law");
    return (date ? (now ? [now] : []) : measure.versions)
      .filter((version) => origin === undefined || coversOrigin(version.covers, origin))
      .flatMap((version) => [
        ...claimsIn(measure, version, lists, origin),
        ...amountsIn(measure, version, { origin, date }),
      ]);
  });
  const special = agreements.map(({ claim }) => inBase(claim));
  const inEvery = ["in-quota", "quantity", "components", "status-date"].map(inBase);
  const reaching = bans.filter(
    (ban) => (!origin || includesOrigin(ban.origins, origin)) && (!date || inSpan(ban, date)),
  );
  const barring = reaching.flatMap((ban) =>
    claimsOfBans([ban]).map((claim): Place => ({ claim, by: ban.id, heading: "" })),
  );
  const all = [...special, ...inEvery, ...found, ...barring, ...inFees(context)];
  return openTo({ origin, date }, all, context);
}

const inBase = (claim: string): Place => ({ claim, by: BASE, heading: "" });

/** Claims that a version asks for, each with the heading that it brings; conditions of lists are claims too. */
function claimsIn(
  { id: by }: Measure,
  { covers, freedBy: all, heading }: Version,
  lists: Lists,
  origin: Origin | undefined,
): Place[] {
  const freedBy = all.filter(({ origins }) => !(origin && origins) || includesOrigin(origins, origin));
  const conditions = (ids: readonly string[] = []) =>
    ids.flatMap((id) => lists.get(id)?.groups.flatMap(({ condition }) => condition ?? []) ?? []);
  return [
    ...[...covers.onlyIf, ...covers.onlyIfAll, ...conditions([...covers.lists, ...covers.exceptLists])].map(
      (claim) => ({
        ...{ claim, by, heading },
      }),
    ),
    ...freedBy.flatMap((one) =>
      [...(one.claims ?? []), ...conditions(one.lists)].map((claim) => ({ claim, by, heading: one.heading })),
    ),
  ];
}

/** Amounts and days that a version asks for: contents, quantities, US content, loading. */
function amountsIn({ id: by }: Measure, version: Version, { origin, date }: Asked): Place[] {
  const { part, transit, usContent } = version;
  const { heading, duty } = origin ? termsFor(version, origin) : version;
  return [
    ...(part === WHOLE_VALUE ? [] : METALS.filter((metal) => hasPiece(part, metal))).map((claim) => ({
      ...{ claim, by, heading },
    })),
    ...(usContent
      ? ["us-content", ...(usContent.claims ?? [])].flatMap((claim) =>
          [usContent.heading, ...(usContent.restHeading ? [usContent.restHeading] : [])].map((heading) => ({
            ...{ claim, by, heading },
            ...(usContent.claims ? { beside: usContent.claims } : {}),
          })),
        )
      : []),
    ...transit.flatMap((window) =>
      date === undefined || date < window.enteredBefore
        ? [{ claim: "loaded-on", by, heading: window.heading }]
        : [],
    ),
    ...amountsOf(duty).map((claim) => ({ claim, by, heading })),
  ];
}

/** What a duty must know beside the value, by the kind of duty. */
const BESIDE_VALUE = { specific: "quantity", component: "components", quota: "in-quota" } as const;

const amountsOf = (duty: Duty): string[] => [
  ...Object.entries(BESIDE_VALUE).flatMap(([kind, claim]) =>
    hasPart(duty, (part) => part.kind === kind) ? [claim] : [],
  ),
  ...(duty.kind === "unknown" && duty.by ? [BESIDE_VALUE.component] : []),
];

const inFees = (context: Context): Place[] =>
  context
    .fees()
    .fees.flatMap(({ id, exemptions }) =>
      exemptions.flatMap(({ claims = [] }) => claims.map((claim) => ({ claim, by: id, heading: "" }))),
    );

/** Places without those of preferences that goods of the origin, on the day, cannot claim. */
function openTo({ origin, date }: Asked, places: readonly Place[], context: Context): Place[] {
  const { agreements } = context.schedule();
  const open = agreements
    .filter((one) => (!origin || includesOrigin(one.origins, origin)) && (!date || inSpan(one, date)))
    .map(({ claim }) => claim);
  const closed = agreements.flatMap(({ claim }) => (open.includes(claim) ? [] : [claim]));
  return followed(
    places.filter(
      ({ claim, beside = [claim] }) => !closed.includes(claim) && beside.some((one) => !closed.includes(one)),
    ),
    context,
  );
}

/** Facts that a rule asks for, by their words. */
const factsIn = (when: FactRule["when"]): string[] => [
  ...(["melt", "smelt", "cast"] as const).filter((fact) => when[fact] !== undefined),
  ...(when.without ?? []),
  ...(when.weight ? ["metal-weight"] : []),
];

/** Places with those of facts from which claims follow. */
const followed = (places: readonly Place[], context: Context): Place[] => [
  ...places,
  ...context
    .schedule()
    .facts.flatMap(({ claim, when }) =>
      (when.necessary ? [] : factsIn(when)).flatMap((fact) =>
        places.filter((one) => one.claim === claim).map((one) => ({ ...one, claim: fact })),
      ),
    ),
];

// What could change something on given goods.

/** What matters on any of some lines of ten digits, entered on a day, under some setting of all that measures ask for. */
export function placesOn(
  lines: readonly string[],
  { origin, date }: { readonly origin: Origin | undefined; readonly date: IsoDate },
  context: Context,
): Place[] {
  const schedule = context.schedule();
  const origins = origin
    ? [origin]
    : treatedAlike([...schedule.origins.values()], schedule, date, "law").flatMap(([first]) => first ?? []);
  const catalogue = new Map(context.claims().map((one) => [one.id, one]));
  const sorted = [...lines].sort();
  const namedBy = linesNamed(schedule.lists, sorted);
  const inMeasures = standingOn(schedule, date, "law").flatMap(({ measure, version }) => {
    const named = namedBy(version);
    const all = linesApart(
      sorted.filter((_, at) => named[at] === 1),
      version,
      schedule,
    );
    return apartFor(version, origins).flatMap((of) =>
      all.flatMap((hts) => mattering(measure, version, { hts, of, date }, catalogue, context)),
    );
  });
  const ofBase = lines.flatMap((hts) => baseOf(hts, origin ?? null, date, context));
  const places = [...ofBase, ...inMeasures, ...inFees(context)];
  return openTo(
    { origin, date },
    places.filter(everFor(lines, { origin, date }, catalogue, schedule)),
    context,
  );
}

/** Places of rights that are not for some of the goods alone. */
const everFor =
  (
    lines: readonly string[],
    { origin, date }: { readonly origin: Origin | undefined; readonly date: IsoDate },
    catalogue: ReadonlyMap<string, Claim>,
    schedule: Schedule,
  ) =>
  ({ claim }: Place): boolean => {
    const never = catalogue.get(claim)?.never;
    const of = { origin: origin?.code ?? null, date };
    return (
      never === undefined ||
      !lines.every((hts) => isNeverFor(never, { hts: hts as HtsCode, ...of }, schedule))
    );
  };

/** One of each kind of lines that no code which a version asks about tells apart. */
function linesApart(
  lines: readonly string[],
  version: Version,
  schedule: Pick<Schedule, "lists">,
): readonly string[] {
  const sets = [...new Set(codesOf(version, schedule))].map((codes) => new Set(codes));
  const digitsIn = (codes: ReadonlySet<string>, hts: string): string =>
    Array.from(hts, (_, at) => (codes.has(hts.slice(0, at + 1)) ? at : "")).join("");
  const firsts = new Map<string, string>();
  for (const hts of lines) {
    const key = sets.map((codes) => digitsIn(codes, hts)).join();
    if (!firsts.has(key)) firsts.set(key, hts);
  }
  return [...firsts.values()];
}

/** Origins that a version covers, one of each that it tells apart. */
const apartFor = (version: Version, origins: readonly Origin[]): readonly Origin[] => [
  ...new Map(
    origins.flatMap((of) =>
      coversOrigin(version.covers, of) ? [[toldApart(version, of), of] as const] : [],
    ),
  ).values(),
];

/** Preferences and amounts that the base duty of a line asks for; of no origin, those of all. */
function baseOf(hts: string, origin: Origin | null, date: IsoDate, context: Context): Place[] {
  const schedule = context.schedule();
  const rates = schedule.base.ratesOf(hts, date);
  if (rates === undefined) return [];
  const origins = origin ? [origin] : [...schedule.origins.values()];
  const opens = (claim: string) =>
    origins.some((of) => {
      const claimed = { claims: new Set([claim]), date };
      return (
        outrightFree(hts, openAgreements(of, claimed, schedule)) ??
        specialFrom(rates.special ?? "", symbolsOf(of, claimed, schedule))
      );
    });
  const text = origin?.column2 ? rates.column2 : rates.general;
  return [
    ...schedule.agreements.map(({ claim }) => claim).filter(opens),
    ...(text ? amountsOf(parseRateText(text)) : []),
  ].map(inBase);
}

interface Goods {
  readonly hts: string;
  readonly of: Origin;
  readonly date: IsoDate;
}

/** What a measure asks for that changes its position towards the goods, beside at most one other claim. */
function mattering(
  measure: Measure,
  version: Version,
  { hts, of, date }: Goods,
  catalogue: ReadonlyMap<string, Claim>,
  context: Context,
): Place[] {
  const schedule = context.schedule();
  const words = [...new Set([...asks(version, of).claims, ...conditionsIn(version, schedule.lists, of)])];
  const positionWith = (claims: ReadonlySet<string>) =>
    positionOf(version, productOf(schedule, hts, claims), of, claims, date);
  const settings = [[], ...words.map((word) => [word])];
  const positions = settings.map((others) => positionWith(new Set(others)));
  const { heading } = termsFor(version, of);
  const changed = words.flatMap((claim) =>
    settings.flatMap((others, at) => {
      const claims = withImplied([...others, claim], catalogue);
      if (others.includes(claim) || contradictionIn(claims, catalogue)) return [];
      const position = positionWith(claims);
      if (position === positions[at]) return [];
      return [{ claim, by: measure.id, heading: typeof position === "object" ? position.heading : heading }];
    }),
  );
  return [
    ...changed,
    ...(positions.includes("reached") ? amountsIn(measure, version, { origin: of, date }) : []),
  ];
}

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
  const of = origin ? ` of ${originWords(origin)}` : "";
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

/** A note that frees goods has no number to declare. */
const isNumber = (heading: string): boolean => /^\d/.test(heading);

function rowOf(claim: Claim, places: readonly Place[]): Cell[] {
  const own = places.filter((place) => place.claim === claim.id);
  const each = (of: (place: Place) => string) => [...new Set(own.map(of))].filter(Boolean).sort();
  const { presumes } = claim;
  return [
    ...[claim.id, claim.title, claim.kind, claim.symbols ?? [], claim.flag, claim.column],
    ...[presumes ? presumes.value : null, presumes ? citedWords(presumes) : null],
    ...[
      each(({ by }) => by),
      each(({ heading }) => heading).filter(isNumber),
      claim.excludes ?? [],
      claim.implies ?? [],
    ],
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

/** @throws {UserError} on what is no number, and on a claim, which may be taken for what this asks. */
function numberOf(text: string, context: Context): HtsCode {
  const word = text.trim().toLowerCase().replaceAll(/[ _]+/g, "-");
  const claim = context.claims().find(({ id }) => id.toLowerCase() === word);
  if (claim === undefined) return parseHts(text);
  throw new UserError(`expected the number of goods; ${claim.id} is a claim`, {
    where: "hts",
    hint: `\`tariff-calc claims\` lists it with all others; \`duty 8703.23.01 --claim ${claim.id}\` states it`,
  });
}

export default defineCommand({
  name: "claims",
  summary: "Facts and rights that the law asks for: what to state, what is presumed, where it matters",
  details:
    "Lists every fact about goods and every right of importers that the law asks for: its special program symbol,\n" +
    "what the law presumes if nothing is stated, the measures and headings it matters to, and the citation. Given an HTS\n" +
    "number, it lists only those that can change the duty on it, whatever else is stated.",
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
    answerClaims(argument === null ? null : numberOf(argument, context), flags, context),
});
