/** Flags → the scenario they describe, as a file would state it: a command line can become a file. */
import type { ChangeText, ScenarioText } from "../data/shapes/scenario.js";
import type { IsoDate } from "../law/calendar.js";
import { type HtsCode, printHts } from "../law/hts.js";
import { type Country, namedOf, originsInWords } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { type Context, flag } from "./command.js";
import { awaited, closest, halves, movedTo, UserError } from "./errors.js";
import { parseHts, parseOrigin, parseRate } from "./parse.js";

/** The case that runs where none is named. */
const DEFAULT_SCENARIO = "japan-2025";

export interface QuestionFlags {
  readonly origin?: readonly string[];
  readonly product?: readonly (readonly string[])[];
  readonly date?: IsoDate;
  readonly flows?: string;
  readonly baseline?: string;
  readonly set?: readonly string[];
  readonly repeal?: readonly string[];
  readonly enact?: readonly string[];
  readonly assume?: readonly string[];
  readonly weights?: string;
}

/** The scenario named, with what the flags change. @throws {UserError} naming the flag. */
export async function questionOf(
  name: string | null,
  flags: QuestionFlags,
  levers: ReadonlyMap<string, string>,
  context: Context,
): Promise<ScenarioText> {
  const start = await awaited("scenario", () => context.scenario(name ?? DEFAULT_SCENARIO));
  const { origin, date } = flags;
  const sets = (flags.set ?? []).map((text) => setChange(text, context));
  checkAgreed(sets, flags.repeal ?? []);
  const changes = [
    ...start.changes,
    ...[...levers].map(([lever, text]) => leverChange(lever, text, context)),
    ...sets,
    ...(flags.repeal ?? []).map((id) => repealChange(id, context)),
    ...(await Promise.all((flags.enact ?? []).map(async (path) => enactChange(path, context)))),
  ];
  return {
    ...start,
    ...(date || origin ? { title: titleOf(origin ?? start.origins, date ?? start.date, context) } : {}),
    ...statedBy(flags, start.assume),
    changes,
  };
}

/** What flags state in place of the scenario they start from. */
function statedBy(
  { origin, product, date, flows, baseline, assume, weights }: QuestionFlags,
  usual: readonly string[],
): Partial<ScenarioText> {
  const stated = {
    date,
    origins: origin && [...origin],
    products: product?.flat(),
    flows,
    baseline,
    weights,
    assume: assume && [...assumedBy(assume, usual)],
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

/**
 * Ids that are on: those named alone; or, where they begin with + or -, the usual ones with or without these.
 * @throws {UserError} where both ways are mixed.
 */
export function assumedBy(ids: readonly string[], usual: readonly string[]): readonly string[] {
  const given = ids.filter((id) => id !== "none" && id !== "");
  if (given.length > 0 && ids.includes("none"))
    throw new UserError(`expected none or names of assumptions; got ${ids.join(",")}`, {
      where: "--assume",
      hint: "none stands alone: it leaves all of them out",
    });
  const moved = given.filter((id) => /^[+-]/.test(id));
  if (moved.length === 0) return given;
  if (moved.length < ids.length)
    throw new UserError(`expected ids that all begin with + or -, or none that does; got ${ids.join(",")}`, {
      where: "--assume",
      hint: "+other-preferences,-uk-car-quota moves the usual ones; ids alone take their place",
    });
  const without = new Set(moved.map((id) => id.slice(1)));
  const more = moved.filter((id) => id.startsWith("+")).map((id) => id.slice(1));
  const off = moved.filter((id) => id.startsWith("-")).map((id) => id.slice(1));
  const stray = off.find((id) => !usual.includes(id));
  if (stray !== undefined)
    throw new UserError(`${stray} is not on, so that it cannot be left out`, {
      where: "--assume",
      hint: `on are ${usual.join(", ") || "none"}`,
    });
  return [...usual.filter((id) => !without.has(id)), ...more];
}

/** A title for other goods or another day than the scenario was named for. */
function titleOf(origins: readonly string[], date: IsoDate, context: Context): string {
  return `Imports from ${partnersInWords(origins, context.schedule())} under the law of ${date}`;
}

/** Keys of a scenario file by the flag or place that a mistake in them is reported at. */
const KEYS: Readonly<Record<string, readonly [flag: keyof QuestionFlags, key: string]>> = {
  "--date": ["date", "date"],
  "--origin": ["origin", "origins"],
  origins: ["origin", "origins"],
  "--product": ["product", "products"],
  "--flows": ["flows", "flows"],
  "--baseline": ["baseline", "baseline"],
  "--assume": ["assume", "assume"],
};

/** A mistake in the file itself is named there, not at a flag that was not given. */
export function inFile(
  error: unknown,
  name: string | null,
  flags: QuestionFlags,
  levers: ReadonlyMap<string, string>,
): unknown {
  if (name === null || !(error instanceof UserError)) return error;
  const changed = levers.size > 0 || flags.set || flags.repeal || flags.enact;
  if (error.where === "scenario") return changed ? error : movedTo(`${name}: changes`, error);
  const [flag, key] = KEYS[error.where ?? ""] ?? [];
  return flag === undefined || flags[flag] !== undefined ? error : movedTo(`${name}: ${key}`, error);
}

/** `15`, or of some origins `15@JP,EU`. */
function leverChange(lever: string, text: string, context: Context): ChangeText {
  const [rate, origins] = halves(text, "@");
  checkRate(`--${lever}`, rate);
  const limits = origins === undefined ? {} : { origins: originsOf(`--${lever}`, origins, context) };
  return { do: "set", lever, rate, ...limits };
}

/** `section-232/cars=15@JP`. */
type SetText = {
  readonly do: "set";
  readonly measures: string[];
  readonly rate: string;
  readonly origins?: string[];
};

function setChange(text: string, context: Context): SetText {
  const parts = /^([^=]+)=([^@]+)(?:@(.+))?$/.exec(text.trim());
  if (!parts)
    throw new UserError(`expected ID=RATE or ID=RATE@ORIGIN; got "${text}"`, {
      where: "--set",
      hint: "for example --set section-232/cars=15@JP",
    });
  const [, id = "", rate = "", origins] = parts;
  checkRate("--set", rate);
  return {
    do: "set",
    measures: [knownId("--set", id, context)],
    rate,
    ...(origins ? { origins: originsOf("--set", origins, context) } : {}),
  };
}

function originsOf(where: string, text: string, context: Context): string[] {
  const { origins } = context.schedule();
  const blocs = new Set([...origins.values()].flatMap(({ blocs: own }) => own));
  return text.split(",").map((one) => {
    if (origins.has(one as Country) || blocs.has(one)) return one;
    throw new UserError(`expected an origin in two letters, or a bloc; got "${one}"`, {
      where,
      hint: "for example @JP or @EU",
    });
  });
}

/** Flags of which one would say nothing: a rate that a later one takes the place of, or of a measure that is ended. @throws {UserError} */
function checkAgreed(sets: readonly SetText[], repealed: readonly string[]): void {
  const all = ({ origins = [] }: SetText) => origins.length === 0;
  for (const [
    at,
    {
      measures: [id = ""],
      origins = [],
    },
  ] of sets.entries()) {
    const later = sets.slice(at + 1).filter(({ measures }) => measures[0] === id);
    const isReplaced = later.some(
      (one) => all(one) || (origins.length > 0 && origins.every((code) => one.origins?.includes(code))),
    );
    if (!isReplaced && !repealed.includes(id)) continue;
    throw new UserError(
      isReplaced
        ? `the rate of ${id} is set twice for the same goods`
        : `${id} is given a rate, and ended by --repeal`,
      { where: "--set", hint: "give one of them; a rate of some origins stands behind that of all" },
    );
  }
}

const repealChange = (id: string, context: Context): ChangeText => ({
  do: "repeal",
  measures: [knownId("--repeal", id, context)],
});

async function enactChange(path: string, context: Context): Promise<ChangeText> {
  return { do: "enact", measure: await context.measureFile(path) };
}

function checkRate(where: string, text: string): void {
  try {
    parseRate(text);
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(error.message, {
        where,
        hint: "25 is on top of the normal duty, floor:15 all-in, cap:15 at most",
      });
    throw error;
  }
}

function knownId(where: string, id: string, context: Context): string {
  const ids = context.schedule().measures.map((measure) => measure.id);
  const known = id.endsWith("*") ? ids.some((one) => one.startsWith(id.slice(0, -1))) : ids.includes(id);
  if (known) return id;
  const near = closest(id, ids);
  throw new UserError(`there is no measure "${id}"`, {
    where,
    hint: near ? `did you mean ${near}?` : "`tariff-calc measures` lists them",
  });
}

// Whose trade, and which goods: what origins and products a question names.

/** Every origin the flows have. */
export const ALL = "all";

/**
 * An origin by code, number or name; `all`; a bloc such as `EU`; an agreement such as `USMCA`, for its partners.
 * @throws {UserError} on other texts.
 */
export function parsePartner(text: string, schedule: Schedule): string {
  const wanted = text.trim().toLowerCase();
  const { origins } = schedule;
  const known = [...origins.values()].find(({ code }) => code.toLowerCase() === wanted)?.code;
  const names = [ALL, ...groupNames(schedule)];
  const named = known ?? names.find((name) => name.toLowerCase() === wanted);
  if (named !== undefined) return named;
  const parts = wanted.split(",");
  if (parts.length > 1 && parts.every((part) => /^[a-z]{2,3}$/.test(part.trim())))
    throw new UserError(`expected one origin; got "${text}"`, {
      hint: `give the flag once for each, where several can be asked for: ${parts.map((part) => `--origin ${part.trim().toUpperCase()}`).join(" ")}`,
    });
  return parseOrigin(text, origins);
}

/** Most partners that a title names. */
const MOST_NAMED = 6;

/** Partners as a title has them: `Japan and South Korea`, `partners of the USMCA`, `all origins`. */
export function partnersInWords(names: readonly string[], schedule: Schedule): string {
  if (names.includes(ALL)) return "all origins";
  const nameOf = (code: string) =>
    schedule.agreements.some(({ claim }) => claim === code)
      ? { name: `partners of the ${code}` }
      : namedOf(code, schedule);
  return originsInWords(names.map(nameOf), MOST_NAMED);
}

const groupNames = ({ origins, agreements }: Schedule): string[] => [
  ...new Set([...origins.values()].flatMap(({ blocs }) => blocs)),
  ...agreements.filter((one) => !one.origins.includes("*")).map(({ claim }) => claim),
];

/** Codes as they are; `all`, blocs and agreements stand for those of them that the flows have. @throws {UserError} on others. */
export function partnersOf(
  names: readonly string[],
  schedule: Schedule,
  flowOrigins: readonly Country[],
): Country[] {
  const has = new Set(flowOrigins);
  const found = names.flatMap((name): readonly Country[] => {
    if (name === ALL) return flowOrigins;
    if (schedule.origins.has(name as Country)) return [name as Country];
    const members = membersOf(name, schedule).filter((code) => has.has(code));
    if (members.length > 0) return members;
    throw new UserError(`"${name}" is no origin the data knows`, {
      where: "origins",
      hint: "two letters such as JP, a bloc such as EU, or all",
    });
  });
  return [...new Set(found)];
}

function membersOf(name: string, { origins, agreements }: Schedule): Country[] {
  const named = agreements.find(({ claim }) => claim === name)?.origins ?? [name];
  return [...origins.values()]
    .filter(({ code, blocs }) => named.includes(code) || blocs.some((bloc) => named.includes(bloc)))
    .map(({ code }) => code);
}

/** `8703,72`: starts of HTS numbers. @throws {UserError} on one that is none, or that no edition had a line under. */
export function parseProducts(text: string, { base }: Schedule): HtsCode[] {
  return text.split(",").map((one) => {
    const code = parseHts(one);
    if (base.everHad(code)) return code;
    throw new UserError(`the tariff never had a line that starts with ${printHts(code)}`, {
      hint: "for example --product 8703,72",
    });
  });
}

/** Months whose imports weight rates: the year of the flows, the last ones known, or those of a period. */
export type MonthWeights = "2024" | "latest" | { readonly from: string; readonly to: string };

const PERIOD = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\.\.(\d{4}-(?:0[1-9]|1[0-2])))?$/;

/** A path, not months: it has a folder or the ending of a file. */
export const isWeightsFile = (text: string): boolean => /[\\/]|\.[a-z]\w*$/i.test(text);

/** Months as a text, checked, or the path of a file of imports. @throws {UserError} on any other text. */
function weightsText(text: string): string {
  if (!isWeightsFile(text)) parseWeights(text);
  return text;
}

/** Every command that prices a year of trade asks for other imports in the same words. */
export const weightsFlag = () =>
  flag(
    "<imports>",
    "weigh by imports of other months: 2024, latest, 2025-07..2025-11, or a file of yours",
    weightsText,
  );

/** `latest`, `2024`, a month, or two months joined by `..`. @throws {UserError} on any other text. */
export function parseWeights(text: string): MonthWeights {
  if (text === "latest" || text === "2024") return text;
  const [, from = "", to = from] = PERIOD.exec(text) ?? [];
  if (from !== "" && from <= to) return { from, to };
  throw new UserError(
    `expected latest, 2024, or months such as 2025-07..2025-11; got "${text.slice(0, 40)}"`,
    {
      hint: "months are written YYYY-MM, the earlier one first; imports of your own as imports.csv",
    },
  );
}
