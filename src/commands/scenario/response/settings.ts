/** How trade is taken to answer a change of tariffs: what flags say, checked, else what the data has. */
import { type Context, flag, repeated } from "../../../contract/command.js";
import { flagName, UserError } from "../../../contract/errors.js";
import { parseOfSector } from "../../../contract/lever-flags.js";
import { oneOf, parseDay, parseIds, parseNumber, parseYears } from "../../../contract/parse.js";
import { parsePartner, parseProducts, weightsFlag } from "../../../contract/question.js";
import type { Estimates } from "../../../economics/estimates.js";
import { outOfRange, type Quantity } from "../../../economics/range.js";
import { demandAfter, passThroughOf } from "../../../economics/response.js";
import type { Collection } from "../../../economics/revenue.js";
import type { Country } from "../../../law/origin.js";

export const MODELS = ["static", "elastic", "armington", "nested", "smart", "gsim"] as const;
export type Model = (typeof MODELS)[number];

/** A sector and its number; without a sector, of all goods. */
interface OfSector {
  readonly sector: string | null;
  readonly value: number;
}

export interface ResponseFlags {
  readonly response?: Model | undefined;
  /** Years after the change. */
  readonly horizon?: number | undefined;
  readonly elasticity?: number | undefined;
  readonly passthrough?: readonly OfSector[] | undefined;
  readonly supply?: number | undefined;
  readonly compliance?: number | undefined;
  readonly offset?: number | undefined;
  readonly offsetMode?: Collection["mode"] | undefined;
  readonly substitution?: number | undefined;
  readonly domestic?: readonly OfSector[] | undefined;
  readonly uncertainty?: number | undefined;
  readonly seed?: number | undefined;
  /** What net revenue hangs on instead of bands. */
  readonly tornado?: true | undefined;
}

/** One reading of how far demand has come to answer. */
export interface Horizon {
  readonly label: string;
  readonly demand: number;
}

export interface Settings {
  readonly model: Model;
  readonly horizons: readonly Horizon[];
  /** Log pass-through to the buyer, by sector. */
  passThrough(sector: string, demand: number): number;
  /** Sectors whose pass-through is their own. */
  readonly ownSectors: ReadonlySet<string>;
  readonly collection: Collection;
  /** Part of the buyers' share that reaches consumers. */
  readonly toConsumers: number;
  /** Among sources; `null` for the estimate of each chapter. */
  readonly substitution: number | null;
  /** By which the estimates of chapters are multiplied: 1 unless it is drawn. */
  readonly substitutionTimes: number;
  /** Domestic sales by sector, in dollars. */
  readonly domestic: ReadonlyMap<string, number>;
}

/** @throws {UserError} on flags that say nothing without another, contradict one another, or are no such number. */
export function settingsOf(
  flags: ResponseFlags & { readonly response: Model },
  estimates: Estimates,
  origins: readonly Country[] = [],
): Settings {
  checkTogether(flags);
  checkRanges(flags);
  const { passThrough, collection } = estimates;
  const own = new Map<string | null, number>([
    ...observedThrough(flags, estimates, origins),
    ...(flags.passthrough ?? []).map(({ sector, value }) => [sector, value] as const),
  ]);
  const usual = own.get(null) ?? passThrough.border.value;
  return {
    model: flags.response,
    horizons: horizonsOf(flags, estimates),
    passThrough: (sector, demand) =>
      flags.supply === undefined ? (own.get(sector) ?? usual) : passThroughOf(flags.supply, demand),
    ownSectors: new Set([...own.keys()].flatMap((sector) => sector ?? [])),
    collection: {
      uncollected: flags.compliance === undefined ? collection.uncollected : 1 - flags.compliance,
      offset: flags.offset ?? collection.offset,
      mode: flags.offsetMode ?? collection.mode,
    },
    toConsumers: passThrough.toConsumers.value,
    substitution: flags.substitution ?? null,
    substitutionTimes: 1,
    domestic: new Map(flags.domestic?.map(({ sector, value }) => [sector ?? "", value])),
  };
}

/**
 * Pass-through by sector where makers of the origins asked about are known to have borne another part than is usual: the
 * usual one would contradict the data. None where a flag speaks of all goods, or makers of other origins are asked about.
 */
const observedThrough = (
  { passthrough, supply, response }: ResponseFlags,
  { passThrough }: Estimates,
  origins: readonly Country[],
): (readonly [string, number])[] =>
  supply !== undefined || response === "static" || passthrough?.some(({ sector }) => sector === null)
    ? []
    : passThrough.exceptions
        .filter((one) => origins.length > 0 && origins.every((origin) => one.origins.includes(origin)))
        .flatMap(({ sectors, offered }) => sectors.map((sector) => [sector, offered] as const));

/** The one asked for, else at once and in the long run. */
function horizonsOf({ horizon, elasticity, response }: ResponseFlags, { demand }: Estimates): Horizon[] {
  if (response === "static") return [{ label: "trade as it was", demand: 0 }];
  if (elasticity !== undefined) return [{ label: `elasticity ${elasticity}`, demand: elasticity }];
  const { path } = demand;
  if (horizon !== undefined)
    return [{ label: `after ${years(horizon)}`, demand: demandAfter(path, horizon) }];
  return [
    { label: "short run", demand: path.shortRun },
    { label: "long run", demand: path.longRun },
  ];
}

const years = (count: number): string => `${count} ${count === 1 ? "year" : "years"}`;

/** Flags that say the same thing twice. */
const ONE_OF: readonly (readonly [keyof ResponseFlags, keyof ResponseFlags, string])[] = [
  ["passthrough", "supply", "they are two views of one number: give one of them"],
  ["horizon", "elasticity", "the horizon chooses an elasticity: give one of them"],
];

function checkTogether(flags: ResponseFlags): void {
  for (const [one, other, hint] of ONE_OF)
    if (flags[one] !== undefined && flags[other] !== undefined)
      throw new UserError(`expected one of --${one} and --${other}; got both`, { where: `--${other}`, hint });
  if (flags.response === "nested" && (flags.domestic ?? []).every(({ sector }) => sector === null))
    throw new UserError("expected the domestic sales of at least one sector: the data have none", {
      where: "--domestic",
      hint: "for example --domestic cars=480e9; or take --response armington, which needs none",
    });
}

const RANGED: readonly (readonly [keyof ResponseFlags, Quantity])[] = [
  ["elasticity", "demand"],
  ["supply", "supply"],
  ["substitution", "substitution"],
  ["compliance", "collected"],
  ["offset", "withheld"],
];

function checkRanges(flags: ResponseFlags): void {
  for (const [flag, quantity] of RANGED) {
    const value = flags[flag];
    if (typeof value === "number") check(`--${flag}`, quantity, value);
  }
  for (const { value } of flags.passthrough ?? []) check("--passthrough", "pass-through", value);
}

function check(where: string, quantity: Quantity, value: number): void {
  const wrong = outOfRange(quantity, value);
  if (wrong) throw new UserError(wrong.message, { where, hint: wrong.hint });
}

/** Flags of a response, if one is asked for. @throws {UserError} on a flag of behaviour where none is. */
export function responseOf<F extends ResponseFlags>(
  flags: F,
): { readonly flags: F & { readonly response: Model } } | undefined {
  const { response } = flags;
  if (response !== undefined) return { flags: { ...flags, response } };
  const stray = OF_RESPONSE.find((key) => flags[key] !== undefined);
  if (stray === undefined) return undefined;
  throw new UserError("it says how trade answers, and nothing asks for that", {
    where: `--${flagName(stray)}`,
    hint: `add --response, one of ${MODELS.join(", ")}`,
  });
}

const OF_RESPONSE: readonly (keyof ResponseFlags)[] = [
  "horizon",
  "elasticity",
  "passthrough",
  "supply",
  "compliance",
  "offset",
  "offsetMode",
  "substitution",
  "domestic",
  "uncertainty",
  "seed",
  "tornado",
];

/** @throws {UserError} on flags that say nothing, contradict one another, or are no such number. */
export async function checkedSettings(
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
  origins: readonly { readonly code: Country }[],
): Promise<Settings> {
  checkFlags(flags, context.names().sectors);
  return settingsOf(
    flags,
    await context.estimates(),
    origins.map(({ code }) => code),
  );
}

// A flag that would say nothing is refused, never passed over.

const BEHAVIOUR = ["horizon", "elasticity", "passthrough", "supply"] as const;
const SOURCED: readonly Model[] = ["armington", "nested", "smart", "gsim"];
/** A spread needs two. */
const FEWEST = 2;

/** @param sectors The sectors there are. @throws {UserError} naming the flag, what is expected, what to do. */
export function checkFlags(
  flags: ResponseFlags & { readonly response: Model },
  sectors: readonly { readonly id: string }[],
): void {
  checkModel(flags);
  checkDraws(flags);
  if (flags.horizon !== undefined && flags.horizon < 0)
    throw refused("horizon", `expected years after the change, zero or more; got ${flags.horizon}`, {
      hint: "0 is at once; 6 or more is the long run",
    });
  for (const flag of ["passthrough", "domestic"] as const)
    for (const { sector } of flags[flag] ?? [])
      if (sector !== null && !sectors.some(({ id }) => id === sector))
        throw refused(flag, `expected a sector; got "${sector}"`, {
          hint: `one of ${sectors.map(({ id }) => id).join(", ")}`,
        });
}

function checkModel(flags: ResponseFlags & { readonly response: Model }): void {
  const { response } = flags;
  const still = response === "static" ? BEHAVIOUR.find((flag) => flags[flag] !== undefined) : undefined;
  if (still)
    throw refused(still, "expected a model in which trade answers; got --response static", {
      hint: "take --response elastic, or leave the flag out",
    });
  if (flags.substitution !== undefined && !SOURCED.includes(response))
    throw refused("substitution", `expected a model with other origins; got --response ${response}`, {
      hint: `take --response ${SOURCED.join(", ")}, or leave the flag out`,
    });
  if (flags.elasticity === 0 && SOURCED.includes(response))
    throw refused("elasticity", `expected one below zero with --response ${response}; got 0`, {
      hint: "buyers who choose among origins answer prices: take a small one such as -0.01",
    });
  if (flags.domestic !== undefined && response !== "nested")
    throw refused("domestic", `expected --response nested, the model with domestic goods; got ${response}`, {
      hint: "take --response nested, or leave the flag out",
    });
}

function checkDraws({ uncertainty, seed, tornado }: ResponseFlags): void {
  if (uncertainty !== undefined && uncertainty < FEWEST)
    throw refused("uncertainty", `expected ${FEWEST} draws or more; got ${uncertainty}`, {
      hint: "1000 give quantiles to about two digits",
    });
  if (tornado && uncertainty === undefined)
    throw refused("tornado", "expected --uncertainty beside it: it is of the priors of the draws", {
      hint: "add --uncertainty 1000, or leave out --tornado",
    });
  if (seed !== undefined && uncertainty === undefined)
    throw refused("seed", "expected --uncertainty beside it: nothing is drawn without", {
      hint: `add --uncertainty 1000, or leave out --seed ${seed}`,
    });
}

const refused = (flag: string, message: string, { hint }: { readonly hint: string }): UserError =>
  new UserError(message, { where: `--${flag}`, hint });

// Every command that moves levers asks these of trade in the same words.

export const TRADE_FLAGS = {
  origin: repeated("<country>", "country of origin, all, or a bloc", (text, { schedule }) =>
    parsePartner(text, schedule()),
  ),
  product: repeated("<numbers>", "only goods of these HTS numbers", (text, { schedule }) =>
    parseProducts(text, schedule()),
  ),
  date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
  assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
  weights: weightsFlag(),
  response: flag("<model>", "how trade answers: elastic; not at all if not given", oneOf(MODELS.slice(0, 2))),
  horizon: flag("<years>", "years after the change; the long run if not given", parseYears),
  elasticity: flag("<e>", "elasticity of import demand, such as -2", parseNumber),
  passthrough: repeated("<[sector=]x>", "part of a tariff that buyers bear, from 0 to 1", parseOfSector),
};
