/** Rates of levers, targets and costs, as people state them. */
import { type Decimal, decimal } from "../law/units.js";
import { UserError } from "./errors.js";
import { oneOf, parseNumber } from "./parse.js";

const pairOf = (text: string, example: string): readonly [string, string] => {
  const [name, value, ...more] = text.split("=").map((part) => part.trim());
  if (!name || !value || more.length > 0) throw new UserError(`expected ${example}; got "${text}"`);
  return [name, value];
};

/** `auto=25`. @throws {UserError} */
export function parseLeverRate(text: string): { readonly lever: string; readonly rate: Decimal } {
  const [lever, rate] = pairOf(text, "a lever and its rate such as auto=25");
  return { lever, rate: percentOf(rate) };
}

function percentOf(text: string): Decimal {
  const value = exact(text);
  if (value.lt(0)) throw new UserError(`expected a rate of zero or more; got "${text}"`);
  return value;
}

/** Every digit that was written. */
function exact(text: string): Decimal {
  const digits = text.trim().replace(/%$/, "");
  parseNumber(digits);
  return decimal(digits.trim().replace(/^\+/, ""));
}

const GOALS = ["duty", "rate", "added", "net", "imports", "deficit", "price"] as const;

/** `duty=30e9`, `rate=20`. @throws {UserError} */
export function parseTarget(text: string): {
  readonly goal: (typeof GOALS)[number];
  readonly value: Decimal;
} {
  const [goal, value] = pairOf(text, "a goal and its value such as duty=30e9 or rate=20");
  if (IN_WORDS.test(value))
    throw new UserError(`expected dollars in figures; got "${value}"`, {
      hint: `for example ${goal}=30e9, which is $30 billion`,
    });
  return { goal: oneOf(GOALS)(goal), value: exact(value) };
}

/** Dollars as a reporter writes them: `$25bn`, `25,000,000,000`, `25 billion`. */
const IN_WORDS = /^\$|\d,\d{3}|\d\s*(k|m|mn|b|bn|million|billion)$/i;

const COSTS = ["domestic", "foreign", "fees", "dutiable"] as const;

/** Beyond these a slip of the keyboard; their quotients are numbers that can be told. */
const [LEAST_COST, MOST_COST] = [1e-6, 1e15];

/** `domestic=70,foreign=50,fees=0,dutiable=50`; fees are zero and the foreign cost is dutiable if not said. @throws {UserError} */
export function parseCosts(text: string): Readonly<Record<(typeof COSTS)[number], number>> {
  const example = "costs such as domestic=70,foreign=50,fees=0,dutiable=50";
  const given = text.split(",").map((part) => {
    const [name, value] = pairOf(part, example);
    const amount = parseNumber(value);
    if (amount < 0) throw new UserError(`expected ${name} of zero or more; got "${value}"`);
    if (amount > MOST_COST || (amount > 0 && amount < LEAST_COST))
      throw new UserError(`expected ${name} of zero, or from ${LEAST_COST} to ${MOST_COST}; got "${value}"`);
    return [oneOf(COSTS)(name), amount] as const;
  });
  const twice = given.find(([name], at) => given.findIndex(([other]) => other === name) !== at);
  if (twice) throw new UserError(`${twice[0]} is there twice; got "${text}"`);
  const costs = Object.fromEntries(given) as Partial<Record<(typeof COSTS)[number], number>>;
  const { domestic, foreign } = costs;
  if (domestic === undefined || foreign === undefined)
    throw new UserError(`expected ${example}; got "${text}"`);
  return { domestic, foreign, fees: costs.fees ?? 0, dutiable: costs.dutiable ?? foreign };
}

/** More rates than this are a slip of the keyboard. */
const MOST_RATES = 100_000;

/** `auto=0:50:5`, or `auto=0,15,25`: a lever and the rates to try, in per cent. @throws {UserError} */
export function parseAxis(text: string): { readonly lever: string; readonly rates: readonly Decimal[] } {
  const [lever, list] = pairOf(text, "a lever and rates such as auto=0:50:5 or auto=0,15,25");
  if (/^(floor|cap):/.test(list.trim()))
    throw new UserError(`expected rates in per cent on top of the normal duty; got "${list}"`, {
      hint: `for example ${lever}=0:50:5 or ${lever}=0,15,25; scenario and compare take floor:15 and cap:15`,
    });
  if (/\d%?\s*(\.\.|-|to)\s*\d/.test(list))
    throw new UserError(`expected FROM:TO:STEP such as 0:50:5; got "${list}"`, {
      hint: `for example ${lever}=0:50:5, or ${lever}=0,15,25`,
    });
  if (!list.includes(":")) return { lever, rates: inOrder(list.split(",").map(percentOf)) };
  const [from, to, step = decimal(1), ...more] = list.split(":").map(percentOf);
  if (from === undefined || to === undefined || step.lte(0) || to.lt(from) || more.length > 0)
    throw new UserError(`expected FROM:TO:STEP such as 0:50:5; got "${list}"`);
  const count = to.minus(from).div(step).floor().plus(1);
  if (count.gt(MOST_RATES))
    throw new UserError(`expected at most ${MOST_RATES} rates; got ${count.toFixed()}`, {
      hint: "take larger steps",
    });
  return {
    lever,
    rates: Array.from({ length: count.toNumber() }, (_, index) => from.plus(step.times(index))),
  };
}

/** From the lowest to the highest, each once. */
const inOrder = (rates: readonly Decimal[]): Decimal[] =>
  [...rates]
    .sort((a, b) => a.cmp(b))
    .filter((rate, index, sorted) => index === 0 || !rate.eq(sorted[index - 1] ?? rate.plus(1)));

/** Blanks, and commas but those between the origins of one rate. */
const BETWEEN_LEVERS = /\s*,\s*(?=[^,=\s]+=)|,?\s+|,$/;

/** `auto=15 reciprocal=floor:15`, `russia-oil=100@CN,IN`: a case by its levers. @throws {UserError} on one that is there twice. */
export function parseLevers(text: string): {
  readonly name: string;
  readonly rates: ReadonlyMap<string, string>;
} {
  const rates = new Map<string, string>();
  for (const part of text.split(BETWEEN_LEVERS).filter(Boolean)) {
    const [lever, rate] = pairOf(part, 'rates of levers such as "auto=15 reciprocal=24"');
    if (rates.has(lever)) throw new UserError(`${lever} is there twice; got "${text}"`);
    rates.set(lever, rate);
  }
  if (rates.size === 0) throw new UserError('expected rates of levers such as "auto=15"; got none');
  return { name: text.trim(), rates };
}

// How trade answers, as people state it.

const LARGEST_SEED = 2 ** 32 - 1;

/** Where draws begin. */
export function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (seed <= LARGEST_SEED) return seed;
  throw new UserError(`expected a whole number from 0 to ${LARGEST_SEED}; got "${text}"`);
}

/** `0.9` of all goods, `cars=0.2` of one sector. */
export function parseOfSector(text: string): { readonly sector: string | null; readonly value: number } {
  const parts = text.split("=");
  if (parts.length > 2 || parts[0]?.trim() === "")
    throw new UserError(`expected a number, or SECTOR=NUMBER such as cars=0.2; got "${text}"`);
  const [sector, value] = parts.length === 2 ? parts : [null, parts[0]];
  return { sector: sector?.trim() ?? null, value: parseNumber(value ?? "") };
}
