/** What may be claimed on an entry: preferences, and facts that exemptions and lists ask for. */
import { memoize, memoizeRows } from "../compiled/memo.js";
import type { Context, Names } from "../contract/command.js";
import { closest, located, UserError } from "../contract/errors.js";
import type { EntryType } from "../contract/parse.js";
import { type Ban, cited } from "../law/ban.js";
import { articleOutside, articlesAlike, strangeArticle } from "../law/base-duty.js";
import { type IsoDate, inSpan } from "../law/calendar.js";
import { priceOf } from "../law/duty/by-price.js";
import type { Quantity } from "../law/duty/duty.js";
import {
  type Claim,
  contradictionIn,
  denialOf,
  type Entry,
  following,
  NO_CLAIMS,
  type Told,
  withImplied,
} from "../law/entry.js";
import { printHts } from "../law/hts.js";
import { isListed, type Never } from "../law/measure.js";
import { type Country, includesOrigin, type Origin, originWords } from "../law/origin.js";
import { STATED_PIECES } from "../law/part.js";
import { contraryQuantities, isWithin, valueBracket } from "../law/quantity.js";
import type { Answered, Question } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { claimsOfLaw } from "../law/scope.js";
import { type Decimal, NO_USD, type Usd, WHOLE } from "../law/units.js";
import type { Text } from "./row-cells.js";

/**
 * The claims that some words mean, in any case of letters: claims by their own word, preferences by their symbol too
 * (`S` is USMCA), and what follows from them. A word that no law asks for changes nothing, so it is a slip of the pen. A
 * preference is open only to some origins; facts and other claims are open to all.
 * @throws {UserError} also on a symbol of two preferences, and on facts that cannot both be true.
 */
export function claimsNamed(
  words: Iterable<string>,
  of: readonly Origin[],
  context: Context,
): ReadonlySet<string> {
  const stated = [...words];
  if (stated.length === 0) return new Set();
  const named = stated.flatMap((word) => claimNamed(word.trim(), of, context) ?? []);
  for (const claim of named) located("--claim", () => checkPreference(claim, of, context.schedule()));
  const catalogue = catalogueOf(context);
  return located("--claim", () => allImplied(named, catalogue));
}

/** Claims with all that they imply. @throws {UserError} on two that cannot both be true. */
export function allImplied(
  words: Iterable<string>,
  catalogue: ReadonlyMap<string, Claim>,
): ReadonlySet<string> {
  const all = withImplied(words, catalogue);
  const both = contradictionIn(all, catalogue);
  if (both)
    throw new UserError(`${both.join(" and ")} cannot both be true of the same goods`, {
      hint: "leave one of the two out; `tariff-calc claims` says what each is",
    });
  return all;
}

/** What claims are held against. */
type Stated = Told & Pick<Entry, "origin" | "value"> & Partial<Pick<Entry, "adcvd">>;

/** @throws {UserError} on claims that other facts stated of the goods say are not so. */
export const checkFacts = (goods: Stated, context: Context): void =>
  checkFactsOf(goods, context.schedule(), catalogueOf(context));

/** @throws {UserError} on goods worth more dollars than what is claimed of them allows. */
export function checkWorth(
  claims: ReadonlySet<string>,
  value: number,
  catalogue: ReadonlyMap<string, Claim>,
): void {
  for (const claim of claims) {
    const { atMost, citation } = catalogue.get(claim) ?? {};
    if (atMost !== undefined && value > Number(atMost))
      throw new UserError(`${claim} is for goods worth at most $${atMost} (${citation}); these $${value}`, {
        hint: "leave the claim out: such goods owe all duties",
      });
  }
}

/** What of goods decides whether they may claim a right: dollars too, where there are any. */
type Rightful = Pick<Entry, "hts" | "origin" | "date" | "claims"> &
  Partial<Pick<Entry, "adcvd"> & { readonly value: number }>;

/** @throws {UserError} on rights that such goods cannot have. */
export const checkRights = (goods: Rightful, context: Context): void =>
  checkRightsOf(goods, context.schedule(), catalogueOf(context));

/** What of goods says whether a right may be for them; nothing of one origin where that is not known. */
type OfLists = Pick<Entry, "hts" | "date"> & { readonly origin: string | null };

/** Whether goods are on a list, or of a quota, of those that a right is never for. */
export function isNeverFor(
  { lists: ids = [], quotas = [] }: Never,
  { hts, origin, date }: OfLists,
  { lists, origins }: Pick<Schedule, "lists" | "origins">,
): boolean {
  const named = origin === null ? undefined : origins.get(origin as Country);
  const ofOrigin = quotas.filter(
    (one) =>
      named &&
      includesOrigin(one.origins, named) &&
      !includesOrigin(one.exceptOrigins ?? [], named) &&
      inSpan(one, date),
  );
  return [...ids, ...ofOrigin.flatMap((one) => one.lists)].some((id) => {
    const list = lists.get(id);
    return list !== undefined && isListed(list, hts, date, NO_CLAIMS);
  });
}

/** Claims without the rights that are never for such goods: the same set where all of them may be. */
export function rightsFor(
  goods: Pick<Rightful, "hts" | "origin" | "date" | "claims">,
  context: Context,
): ReadonlySet<string> {
  const catalogue = catalogueOf(context);
  const isOpen = (claim: string): boolean => {
    const never = catalogue.get(claim)?.never;
    return never === undefined || !isNeverFor(never, goods, context.schedule());
  };
  const open = [...goods.claims].filter(isOpen);
  return open.length === goods.claims.size ? goods.claims : new Set(open);
}

function checkRightsOf(
  { hts, origin, date, claims, adcvd, value = 0 }: Rightful,
  schedule: Pick<Schedule, "lists" | "origins">,
  catalogue: ReadonlyMap<string, Claim>,
): void {
  checkWorth(claims, value, catalogue);
  const [deposit] = adcvd?.deposits ?? [];
  for (const claim of claims) {
    const never = catalogue.get(claim)?.never;
    if (never === undefined) continue;
    const goods = isNeverFor(never, { hts, origin, date }, schedule)
      ? printHts(hts)
      : never.underOrders && deposit && `goods under ${deposit.case}`;
    if (goods)
      throw new UserError(`${claim} is never for ${goods}: ${never.says}`, {
        hint: "leave the claim out: such goods owe all duties",
      });
  }
}

/** Goods have as many kinds of quantity at most; each is held against all others. */
const MOST_QUANTITIES = 100;

/** Quantities, none of which says otherwise than another. @throws {UserError} on two that do, and on more than goods have. */
export function agreeing(quantities: Quantity[]): Quantity[] {
  if (quantities.length > MOST_QUANTITIES)
    throw new UserError(`expected at most ${MOST_QUANTITIES} quantities; got ${quantities.length}`, {
      hint: "state each kind once: a weight, a count, a volume",
    });
  const [one, other] = (quantities.length > 1 ? contraryQuantities(quantities) : null) ?? [];
  if (one === undefined || other === undefined) return quantities;
  const words = [one, other].map(({ amount, unit }) => `${amount.toFixed()} ${unit}`);
  throw new UserError(`${words.join(" and ")} are quantities of one kind that differ`, {
    hint: "state each kind once: a weight, a count, a volume",
  });
}

const METALS = STATED_PIECES.filter((piece) => piece !== "us");

/** The same under a law, with the facts and rights that it knows by name. */
export function checkFactsOf(goods: Stated, schedule: Schedule, catalogue: ReadonlyMap<string, Claim>): void {
  checkRightsOf({ ...goods, value: goods.value.toNumber() }, schedule, catalogue);
  const { shares, weights } = goods;
  const metal = METALS.find(
    (one) => shares[one] && weights[one] && shares[one].isZero() !== weights[one].isZero(),
  );
  if (metal)
    throw new UserError(`${metal} is nothing by value and something by weight, or the reverse`, {
      hint: `what holds no ${metal} has none of its weight either: state it alike, or once`,
    });
  const { notSo, so } = following(goods, schedule);
  const wrong = notSo.find((claim) => goods.claims.has(claim));
  const both = contradictionIn(new Set([...goods.claims, ...so]), catalogue);
  if (wrong === undefined && both === undefined) return;
  throw new UserError(
    both
      ? `${both.join(" and ")} cannot both be true of the same goods`
      : `${wrong} is not so by what else is stated of the goods`,
    {
      hint: "its metal, by content, weight or country, makes claims too; `tariff-calc claims` says what each is",
    },
  );
}

/** Facts and rights by their words. */
export const catalogueOf = memoize(
  (context: Context): ReadonlyMap<string, Claim> => new Map(context.claims().map((one) => [one.id, one])),
);

/**
 * A word as it stands, in other letters, or as a symbol of the special column; `patented=no` and `not-patented` say that a fact
 * is not so. `null` for a right that is said not to be claimed.
 */
function claimNamed(word: string, of: readonly Origin[], context: Context): string | null {
  const known = byWords(context);
  const [, plain = word, said] = /^([^=]*)=(yes|no)$/i.exec(word) ?? [];
  const own = known.get(plain.toLowerCase());
  const denied = said === undefined ? known.get(word.toLowerCase().replace(/^not-/, "")) : own;
  if (own !== undefined && said?.toLowerCase() !== "no") return own;
  const fact = denied === undefined ? undefined : catalogueOf(context).get(denied);
  if (fact) return fact.kind === "fact" ? contraryOf(fact, context) : rightNotClaimed(word, said);
  const symbol = word.toUpperCase();
  const all = context.schedule().agreements.filter(({ symbols }) => symbols.includes(symbol));
  const open = all.filter(({ origins }) => of.some((origin) => includesOrigin(origins, origin)));
  const [first = all[0], ...others] = open;
  if (first === undefined) throw unknownClaim(word, known);
  if (others.length === 0) return first.claim;
  throw new UserError(
    `${symbol} is the symbol of ${open.map(({ claim, title }) => `${claim} (${title})`).join(" and of ")}`,
    { where: "--claim", hint: `say which: ${open.map(({ claim }) => claim).join(" or ")}` },
  );
}

/** The claim that says that a fact is not so: another of the law, or the same word denied. */
function contraryOf({ id, denies }: Claim, context: Context): string {
  const contrary = [...catalogueOf(context).values()].find((one) => one.denies === id);
  return denies ?? contrary?.id ?? denialOf(id);
}

/** What is not claimed does not count, as a file may say in so many words. @throws {UserError} on a word such as `not-USMCA`. */
function rightNotClaimed(word: string, said: string | undefined): null {
  if (said !== undefined) return null;
  throw new UserError(`${word.slice("not-".length)} is a right, which counts once it is claimed`, {
    where: "--claim",
    hint: `leave ${word} out`,
  });
}

function unknownClaim(claim: string, known: ReadonlyMap<string, string>): UserError {
  const near = closest(claim, [...new Set(known.values())].sort());
  return new UserError(`nothing in the law asks for a claim "${claim}"`, {
    code: "UNKNOWN_NAME",
    where: "--claim",
    hint: near
      ? `did you mean ${near}?`
      : "such as USMCA, aircraft or in-quota; `tariff-calc claims` lists what can be claimed",
  });
}

/** @throws {UserError} on a preference that is open to none of the origins. */
export function checkPreference(claim: string, of: readonly Origin[], { agreements }: Schedule): void {
  const open = agreements.filter((one) => one.claim === claim);
  const [agreement] = open;
  if (!agreement || of.some((origin) => open.some(({ origins }) => includesOrigin(origins, origin)))) return;
  throw new UserError(
    `goods of ${of.map(originWords).join(", ")} cannot claim ${claim}, the ${agreement.title}`,
    {
      hint: `it is open to ${agreement.origins.join(", ")}`,
    },
  );
}

/** Claims of the law by their words and other names in small letters. Every list of the law is read for it. */
const byWords = memoize((context: Context): ReadonlyMap<string, string> => {
  const conditions = context
    .lists()
    .flatMap(({ groups }) => groups.flatMap(({ condition }) => condition ?? []));
  const all = [...claimsOfLaw(context.schedule()), ...conditions];
  const others = context.claims().flatMap(({ id, names = [] }) => names.map((name) => [name, id] as const));
  return new Map([...others, ...all.map((claim) => [claim, claim] as const)].map(lowered));
});

const lowered = ([name, claim]: readonly [string, string]) => [name.toLowerCase(), claim] as const;

/** What a ban hangs on that is claimed neither way, as a question: goods of which it is so owe nothing, for none may be entered. */
export const banQuestion = (
  { ban, fact }: { readonly ban: Ban; readonly fact: string },
  catalogue: ReadonlyMap<string, Claim>,
): Question => ({
  kind: "fact",
  id: fact,
  title: catalogue.get(fact)?.title ?? fact,
  bars: true,
  state: catalogue.get(fact)?.flag ?? `--claim ${fact}`,
  ...{ duty: null, change: NO_USD, heading: null, citation: cited(ban) },
});

/** What is known of goods, where whether they may be entered at all is open: they owe it if they may. */
export const openToBan = <T extends Pick<Answered, "status" | "questions">>(
  known: T,
  question: Question,
): Omit<T, "status" | "questions"> & Pick<Answered, "status" | "questions"> => ({
  ...known,
  status: "unknown",
  questions: [question, ...known.questions],
});

// What words of the tariff say of the goods of a number.

/** Gives the words of the tariff on what a unit is worth, as "Valued over $6.50 but not over $12/pair", that goods do not fit. */
export function unfitWords(
  names: Pick<Names, "description">,
  money: (price: Decimal) => string,
): (hts: string, value: Usd, quantities: () => readonly Quantity[]) => readonly string[] {
  const bracketsOf = memoizeRows((hts: string) => {
    const { path = [], text = "" } = names.description(hts) ?? {};
    return [...path, text].flatMap((words) => {
      const bracket = valueBracket(words);
      return bracket ? [{ words: words.replace(/:$/, ""), bracket }] : [];
    });
  });
  return (hts, value, quantities) => {
    const brackets = bracketsOf(hts);
    if (brackets.length === 0) return NONE_UNFIT;
    const stated = { quantities: quantities(), value, share: WHOLE };
    return brackets.flatMap(({ words, bracket }) => {
      const price = priceOf(bracket, stated);
      return price === undefined || isWithin(price, bracket)
        ? []
        : [
            `the number is for goods "${words}"; these are $${money(price)} by that unit: another number is theirs, at another rate`,
          ];
    });
  };
}

const NONE_UNFIT: readonly string[] = [];

/** What an entry from a foreign-trade zone says where no day of status is stated. @param name Of the flag or column that states it. */
export const unstatedStatus = (
  {
    entryType,
    enteredOn,
  }: { readonly entryType?: EntryType | undefined; readonly enteredOn?: IsoDate | undefined },
  name: string,
): readonly string[] =>
  entryType === "zone" && enteredOn === undefined
    ? [
        `no day of status is stated of goods from a foreign-trade zone: they are priced at the rates of the day of entry; of privileged foreign status they owe those of the day of it (19 CFR 146.65(a)(1)), which ${name} states`,
      ]
    : NONE_UNFIT;

// What cells of a column claim.

/** A reader of all columns that claim something, as one text. */
export function claimTexts(
  columns: readonly string[],
  at: (name: string) => Text,
  claimWords: ReadonlyMap<string, string>,
): Text {
  const claims = at("claims");
  const others = columns.flatMap((column) => {
    const name = column.trim().toLowerCase();
    const claim = claimWords.get(name) ?? claimWords.get(name.replaceAll("_", "-"));
    const read = hasOwnReader(name) ? OWN_READERS[name] : claim && toggleIn(claim);
    if (name === "fta" && at("spi").index >= 0) return [];
    return read ? [{ ...at(name), read }] : [];
  });
  if (others.length === 0) return claims;
  return {
    ...claims,
    name: others.length === 1 && claims.index < 0 ? (others[0]?.name ?? claims.name) : claims.name,
    of: (cells) =>
      [claims.of(cells), ...others.map(({ of, read }) => (of(cells) === "" ? "" : read(of(cells))))]
        .filter((text) => text !== "")
        .join(";"),
  };
}

const NONE_CLAIMED = /^(n\/?a|none|no|n|-|0|false)?$/i;

/** `N` is a symbol of its own (General Note 3(a)(v)), where goods can claim it. */
const symbolIn = (text: string): string =>
  NONE_CLAIMED.test(text.trim()) && !/^n$/i.test(text.trim()) ? "" : text.trim().replaceAll("/", ";");

/** Under the name of agreements `N` may be no, and `Y` does not say which. */
function agreementIn(text: string): string {
  const word = text.trim();
  if (/^n$/i.test(word)) return `fta=QIZ or no=${word}`;
  return /^(?:y|yes|true|x|1)$/i.test(word)
    ? `fta=the symbol of an agreement (such as S or KR)=${word}`
    : symbolIn(text);
}

/** Origins whose goods can claim that symbol; of others `N` is a no. */
export const QUALIFYING_ZONES: readonly string[] = ["EG", "IL", "JO", "PS"];

function quotaIn(text: string): string {
  const side = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+quota$/, "");
  if (["in", "within"].includes(side)) return "in-quota";
  return ["out", "over", "out-of", "out of", ""].includes(side) ? "" : `quota=in or out=${text.trim()}`;
}

const OWN_READERS = { spi: symbolIn, fta: agreementIn, quota: quotaIn } as const;
const hasOwnReader = (name: string): name is keyof typeof OWN_READERS => Object.hasOwn(OWN_READERS, name);

const toggleIn =
  (claim: string) =>
  (text: string): string => {
    const word = text.trim();
    if (/^(?:no?|0|false|f|off|unchecked|\u2610|\u2717|\u2718)$/i.test(word)) return `${claim}=no`;
    if (NONE_CLAIMED.test(word)) return "";
    const isSo = /^(?:y|yes|true|t|1|x|on|checked|[\u2611\u2612\u2713\u2714])$/i.test(word);
    return isSo ? claim : `${claim}=yes or no=${word}`;
  };

/** @throws {UserError} on a word that says neither of two things of which a column takes one. */
export function checkSaid(claims: readonly string[]): void {
  const [, column, expected, got] =
    claims.map((claim) => /^([^=]*)=([^=]*)=(.*)$/s.exec(claim)).find(Boolean) ?? [];
  if (column !== undefined) throw new UserError(`expected ${expected}; got "${got}"`);
}

/** @throws {UserError} on an article whose number the tariff of the day does not have, or that cannot be among such goods. */
export function checkArticles(
  goods: Pick<Entry, "hts" | "components" | "date" | "value">,
  schedule: Pick<Schedule, "base" | "sets">,
): void {
  const strange = strangeArticle(goods, schedule);
  if (strange !== undefined)
    throw new UserError(`the tariff of ${goods.date} has no article ${strange}`, {
      hint: "state an article by its number of 8 or 10 digits, such as 8205.40.00=30",
    });
  const outside = articleOutside(goods, schedule);
  if (outside)
    throw new UserError(
      `${outside.article} cannot be an article of ${printHts(goods.hts)}: ${outside.says}`,
      { hint: "the number of the goods or that of the article is another" },
    );
  const says = articlesAlike(goods, schedule);
  if (says !== undefined)
    throw new UserError(`the articles of ${printHts(goods.hts)} are all of one kind: ${says}`, {
      hint: "state the others too, or give the number that all of them have",
    });
}
