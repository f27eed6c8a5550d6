/** Goods with each thing more that could be stated, and what they owe then: worked out once for goods that the law treats alike. */
import {
  type Alternative,
  alternativesOn,
  basesOf,
  besideBases,
  chargeText,
  type Kind,
  kindsOfGoods,
  type TermsAsked,
  windowsOpen,
} from "../compiled/alternatives.js";
import { claimsOnBase, type StatedBase } from "../compiled/base-terms.js";
import { numbered } from "../compiled/interned.js";
import { lawMet } from "../compiled/law-met.js";
import type { DayRates } from "../compiled/law-of-day.js";
import { heldParts, keptRecently, lazily, memoizeThing } from "../compiled/memo.js";
import { oneSet } from "../compiled/product-table.js";
import type { UnitDuty } from "../compiled/terms.js";
import { assessBeside, boundsBy } from "../law/assess.js";
import { chargeOf } from "../law/base-duty.js";
import type { IsoDate } from "../law/calendar.js";
import type { Charge } from "../law/duty/duty.js";
import {
  type Claim,
  contentSettings,
  type Entry,
  following,
  ONE_DOLLAR,
  type Setting,
  type Stated,
} from "../law/entry.js";
import type { View } from "../law/measure.js";
import type { Shares } from "../law/part.js";
import {
  acrossMeasures,
  answer,
  type ChangedLayer,
  changedLayer,
  differs,
  judged,
  type Outcome,
  type Owes,
  outcomeOf,
  outcomeWithin,
} from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { settledFor, transitSettings } from "../law/settle.js";
import { minusUsd, NO_USD, owed, sumUsd, type Usd } from "../law/units.js";
import type { EntryRow } from "./entry-row.js";

/** What questions are asked of: the words of facts and rights, and the law with the readings not chosen. */
export interface Asking {
  readonly catalogue: ReadonlyMap<string, Claim>;
  readonly contested: Schedule;
}

/** A day of the law, as rows are priced under it. */
export interface Day {
  readonly rates: DayRates;
  readonly start: IsoDate;
}

/** How far what goods owe is known, and what would change it. */
export type Judged = ReturnType<typeof judged>;

/** Goods of which nothing is stated but what is claimed. */
export type BareGoods = Pick<EntryRow, "hts" | "origin" | "date" | "claims">;

/** Goods of which it is asked what could be stated. */
export interface GoodsAsked {
  readonly kind: Kind;
  /** Of one kind and number are goods whose base duties are the same. */
  readonly number: number;
  /** Of one number are goods of which the same claims follow from the same facts. */
  readonly facts: number;
  /** The base duty of the goods entered with some claims more. */
  baseWith(added: readonly string[]): StatedBase;
  /** The goods as they are, and with each thing more that could be stated. */
  own(): Pick<ReturnType<typeof besideBases>, "goods" | "others">;
  /** The same goods entered with other claims, which are one set wherever they are the same. */
  claiming(claims: ReadonlySet<string>): GoodsAsked;
}

/** Goods kept, of those that came lately: a file of one importer has few kinds. */
const MOST_GOODS = 30_000;
/** What could be stated of goods takes more room, and serves those that are met for the first time. */
const MOST_TERMS = 8_000;
/** What is stated of goods of one kind: few contents, few windows. */
const MOST_STATED = 20;

/** Finds what could be stated of goods of a line: of goods that the law treats alike, and claims, once. */
export function goodsAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking) {
  const { catalogue, contested } = asking;
  const onDay = heldParts(({ rates, start: date }: Day) =>
    alternativesOn({ schedule, contested, catalogue, lines, rates, date, view }),
  );
  const metBy = lawMet({ schedule, contested, catalogue, lines, view });
  const claimsNumber = numbered<ReadonlySet<string>>();
  const kindOf = kindsOfGoods();
  const termsKept = keptRecently<TermsAsked>(MOST_TERMS);
  const kept = keptRecently<GoodsAsked>(MOST_GOODS);
  const askedOf = (goods: ClaimedGoods, place: number, day: Day): GoodsAsked => {
    const { origin, claims, date } = goods;
    const { law, base: stated, facts } = metBy(goods, place, day.start);
    const key = `${law} ${claimsNumber(claims)}`;
    return kept(`${key} ${stated}`, () => {
      const { bases } = day.rates;
      const baseWith = (claims: ReadonlySet<string>) =>
        (claims.size === 0 ? bases.unclaimed(origin) : bases.claimed(origin, claims))(place);
      const base = baseWith(claims) as StatedBase;
      const terms = () => termsKept(key, () => onDay(day)(place, origin, claims));
      const asked = terms();
      const { kind, number } = kindOf(asked, [base, ...basesOf(asked, base, baseWith)], facts);
      return {
        kind,
        number,
        facts,
        baseWith: (added) => (added.length === 0 ? base : baseWith(oneSet([...claims, ...added]))) ?? base,
        own: () => {
          const all = terms();
          return besideBases(all, base, basesOf(all, base, baseWith));
        },
        claiming: (claims) => askedOf({ origin, date, claims }, place, day),
      };
    });
  };
  return askedOf;
}

type ClaimedGoods = Pick<EntryRow, "origin" | "claims" | "date">;

/** Goods as they are, or with one thing or two more stated, and what they owe. */
export interface Tried {
  /** `null` of the goods as they are. */
  readonly stated: Stated | null;
  readonly owes: Owes;
  /** Of two things at once: what the goods owe with either alone. */
  readonly alone: readonly number[];
  /** Two things that no measure asks for together: neither alone changes anything. */
  readonly across: boolean;
  changed(): ChangedLayer | undefined;
  /**
   * What more is claimed that a base duty may hang on, where that is owed beside the layers; `null` where it is not, or is in
   * what they owe.
   */
  readonly baseWith: readonly string[] | null;
}

/** Goods with something stated, assessed. */
interface Assessed extends Pick<Tried, "stated" | "alone"> {
  readonly owes: Outcome;
  readonly across?: true;
}

/** Judges goods with all that is stated of them. */
export function goodsJudged(schedule: Schedule, view: View, { catalogue, contested }: Asking) {
  const onBase = claimsOnBase(schedule);
  const layersOf = memoizeThing((_: Kind) => keptRecently<readonly Tried[]>(MOST_STATED));
  const assessed = (entry: Entry, asked: GoodsAsked) =>
    assessedWith(entry, asked.own(), schedule, view, catalogue);
  const layersKept = (entry: Entry, asked: GoodsAsked): readonly Tried[] =>
    layersOf(asked.kind)(textOf(entry, asked), () =>
      apartFromBase(assessed({ ...entry, ...LAYERS_OF_A_DOLLAR }, asked), asked, onBase),
    );
  /** Claims that follow from what is stated of metal are claimed; where it is in doubt whether one does, the law itself is asked. */
  const followed = (entry: Entry, asked: GoodsAsked): readonly [Entry, GoodsAsked] | Judged => {
    const { so, inDoubt } = following(entry, schedule);
    const alone = inDoubt.length > 0 && answer(entry, schedule, view, { catalogue, contested });
    if (alone) return alone;
    if (so.length === 0) return [entry, asked];
    const claims = oneSet([...entry.claims, ...so]);
    return [{ ...entry, claims }, asked.claiming(claims)];
  };
  const whole = (stated: Entry, of: GoodsAsked): Judged => {
    const found = followed(stated, of);
    return "status" in found ? found : judgedAmong(triedWith(assessed(...found)));
  };
  /** By layers worked out once, on a dollar, for goods of a kind that are stated alike, and the base duty of the goods themselves. */
  const byLayers = (stated: Entry, of: GoodsAsked): Judged => {
    const found = followed(stated, of);
    if ("status" in found) return found;
    const [entry, asked] = found;
    if (asked.kind.onBase) return judgedAmong(triedWith(assessed(entry, asked)));
    return judgedAmong(besideBase(layersKept(entry, asked), entry, asked));
  };
  /** The layers of a dollar alone; `null` where what is stated changes the base duty beside them. */
  const layersAlone = (stated: Entry, of: GoodsAsked): Judged | null => {
    const found = followed({ ...stated, ...LAYERS_OF_A_DOLLAR }, of);
    const [entry, asked] = "status" in found ? [stated, of] : found;
    if (!asked.kind.sameBase) return null;
    return "status" in found ? found : judgedAmong(layersKept(entry, asked));
  };
  return { whole, byLayers, layersAlone };
}

/** Amounts that goods state are of their own value, and not of a dollar. */
export const A_DOLLAR = {
  value: ONE_DOLLAR.value,
  quantities: ONE_DOLLAR.quantities,
  components: ONE_DOLLAR.components,
};

/** A base duty by amounts is left out of what a dollar owes. */
const LAYERS_OF_A_DOLLAR = { ...A_DOLLAR, observedBase: NO_USD };

/** Of one key are goods of which a dollar leaves the same open. */
export const dollarKey = (entry: Entry, asked: GoodsAsked): string =>
  `${asked.kind.number} ${asked.number} ${textOf(entry, asked)}`;

/** What is stated of goods but amounts, as far as the law looks at it; nothing where nothing is. */
export function textOf(entry: Entry, { kind, facts }: GoodsAsked): string {
  const told = factsText(entry);
  const open = windowsOpen(kind, entry.date, entry.loadedOn);
  return told === "" ? open : `${told}|${facts}|${open}`;
}

/** Facts about metal and content of the United States. */
export function factsText({ shares, weights, madeIn }: Pick<Entry, "shares" | "weights" | "madeIn">): string {
  const told = [shares, weights, madeIn].map((facts) => Object.entries(facts).join());
  return told.every((one) => one === "") ? "" : told.join("|");
}

/** What goods owe, without their base duty; what comes to the same as the goods as they are, beside the same, asks nothing. */
function apartFromBase(all: readonly Assessed[], asked: GoodsAsked, onBase: ReadonlySet<string>): Tried[] {
  const { claims } = (all[0] as Assessed).owes.assessment.entry;
  const addedIn = ({ owes }: Assessed): string[] =>
    [...owes.assessment.entry.claims].filter((claim) => onBase.has(claim) && !claims.has(claim));
  const tried = triedWith(all).map((one, at) => {
    const assessed = all[at] as Assessed;
    return withoutBase(one, assessed, addedIn(assessed));
  });
  const [now] = tried as [Tried];
  const chargeOn = ({ baseWith }: Tried): string => (baseWith ? chargeText(asked.baseWith(baseWith)) : "");
  const own = chargeOn(now);
  const isOpen = (one: Tried): boolean => differs(now.owes, one.owes) || chargeOn(one) !== own;
  const kept = tried.filter((one) => one === now || isOpen(one));
  const placeOf = (at: number) => Math.max(0, kept.indexOf(tried[at] as Tried));
  return kept.map(({ stated, owes, alone, across, changed, baseWith }) => ({
    stated: stated && withoutEntry(stated),
    owes,
    alone: alone.map(placeOf),
    across,
    changed: always(changed()),
    baseWith,
  }));
}

// What is kept holds no entries and no assessments: they are large.

const withoutEntry = ({ kind, id, title, state, citation, presumed, little = false }: Stated): Stated => ({
  kind,
  id,
  title,
  state,
  citation,
  presumed,
  little,
});

const always =
  <T>(answer: T) =>
  () =>
    answer;

function withoutBase(tried: Tried, { owes }: Assessed, added: readonly string[]): Tried {
  const { assessment, limits, duty, value, needs } = owes;
  const { base } = assessment;
  if (base.fate.outcome !== "charged") return { ...tried, owes: { value, duty, needs, limits } };
  const own = base.fate.duty;
  const least = minusUsd(limits.least, own);
  const most = limits.most && minusUsd(limits.most, own);
  const owesBeside = { value, duty: minusUsd(duty, own), needs, limits: { least, most } };
  return { ...tried, owes: owesBeside, baseWith: added };
}

/** The same goods with their base duty. */
function besideBase(tried: readonly Tried[], entry: Entry, asked: GoodsAsked): Tried[] {
  const charges = new Map<StatedBase, Charge>();
  const isDollar = entry.value.eq(1);
  const chargeWith = (added: readonly string[] | null): Charge => {
    if (added === null) return NO_CHARGE;
    const stated = asked.baseWith(added);
    const charge = charges.get(stated) ?? baseCharged(stated, entry);
    charges.set(stated, charge);
    return charge;
  };
  const on = (amount: Usd): Usd => (isDollar ? amount : owed(amount, entry.value));
  return tried.map((one) => {
    const { duty, needs, limits } = one.owes;
    const base = chargeWith(one.baseWith);
    const plus = "duty" in base ? base.duty : NO_USD;
    const most = limits.most !== null && "duty" in base ? sumUsd([on(limits.most), plus]) : null;
    return {
      ...one,
      owes: {
        value: entry.value,
        duty: sumUsd([on(duty), plus]),
        needs: "duty" in base ? needs : [...base.needs, ...needs],
        limits: { least: sumUsd([on(limits.least), plus]), most },
      },
    };
  });
}

const NO_CHARGE: Charge = { duty: NO_USD };

export const baseCharged = ({ applied, onADollar }: StatedBase, entry: Entry): Charge =>
  onADollar.rate ? { duty: owed(entry.value, onADollar.rate) } : chargeOf(applied, null, entry).charge;

const versionsOf = ({ terms }: UnitDuty) => terms.reached.map(({ version }) => version);

/** The goods as they are first, then with each thing more that could be stated. */
function assessedWith(
  entry: Entry,
  { goods, others: all }: ReturnType<GoodsAsked["own"]>,
  schedule: Schedule,
  view: View,
  catalogue: Asking["catalogue"],
): Assessed[] {
  const { notSo } = following(entry, schedule);
  const others = all.filter(({ stated }) => !stated.id.split(" and ").some((id) => notSo.includes(id)));
  const now = owedBeside(entry, goods);
  const alone = triedAlone(entry, now, { goods, others }, schedule, view, catalogue);
  const tried: Assessed[] = [
    { stated: null, owes: now, alone: [] },
    ...[...alone].map(([stated, owes]) => ({ stated, owes, alone: [] })),
  ];
  const within = others.flatMap(({ pair }) => (pair ? [pair.of] : []));
  const across = acrossMeasures(now, alone, within, schedule, catalogue, ({ entry }) =>
    outcomeOf(entry, schedule, view),
  );
  const placeOf = ({ state }: Stated) => tried.findIndex(({ stated }) => stated?.state === state);
  return [
    ...tried,
    ...pairsTried(entry, others, tried, schedule, view),
    ...across.map(({ of, both, then }) => ({
      ...{ stated: both, owes: then, alone: of.map(placeOf), across: true as const },
    })),
  ];
}

const triedWith = (all: readonly Assessed[]): Tried[] => {
  const { owes: now } = all[0] as Assessed;
  return all.map(({ across = false, ...one }) => ({
    ...one,
    across,
    changed: lazily(() => changedLayer(now, one.owes)),
    baseWith: null,
  }));
};

/** The goods with each thing more that could be stated alone. */
function triedAlone(
  entry: Entry,
  now: Outcome,
  { goods, others }: ReturnType<GoodsAsked["own"]>,
  schedule: Schedule,
  view: View,
  catalogue: Asking["catalogue"],
): ReadonlyMap<Setting, Outcome> {
  const claims = others.flatMap(({ stated, claims, goods, pair }): [Setting, Outcome][] => {
    const then = { ...entry, claims };
    return pair ? [] : [[{ ...stated, entry: then }, withFacts(then, goods, schedule, view)]];
  });
  const content = contentSettings(entry, versionsOf(goods), now.needs, catalogue);
  const transit = transitSettings(entry, versionsOf(goods), catalogue);
  return new Map<Setting, Outcome>([
    ...claims,
    ...content.map((one): [Setting, Outcome] => [one, withFacts(one.entry, goods, schedule, view)]),
    ...transit.map((one): [Setting, Outcome] => [one, withFacts(one.entry, goods, schedule, view)]),
  ]);
}

/** Two things at once come to a question where they come to something else than either alone. */
function judgedAmong([first, ...others]: readonly Tried[]): Judged {
  const now = (first as Tried).owes;
  const all = [now, ...others.map(({ owes }) => owes)];
  const tried = others.flatMap(({ stated, owes, alone, across, changed }) => {
    const isOpen = alone.every((at) => differs(across ? now : (all[at] as Owes), owes));
    const isQuiet = !across || alone.every((at) => !differs(now, all[at] as Owes));
    return stated && isOpen && isQuiet ? [{ stated, owes, changed }] : [];
  });
  return judged(now, tried);
}

/** What follows from stated content may be a claim that is not stated, or be in doubt: then the law is asked anew. */
function withFacts(entry: Entry, goods: UnitDuty, schedule: Schedule, view: View): Outcome {
  const { so, inDoubt } = following(entry, schedule);
  const isStated = inDoubt.length === 0 && so.every((claim) => entry.claims.has(claim));
  return (isStated ? undefined : outcomeOf(entry, schedule, view)) ?? owedBeside(entry, goods);
}

function pairsTried(
  entry: Entry,
  others: readonly Alternative[],
  tried: readonly Assessed[],
  schedule: Schedule,
  view: View,
): Assessed[] {
  return others.flatMap(({ stated, claims, goods, pair }) => {
    const isStated = (piece: string) => entry.shares[piece as keyof Shares] !== undefined;
    if (pair === null || Object.keys(pair.shares).some(isStated)) return [];
    const shares = { ...entry.shares, ...pair.shares };
    const owes = withFacts({ ...entry, claims, shares }, goods, schedule, view);
    const alone = pair.of.map((state) =>
      Math.max(
        0,
        tried.findIndex((one) => one.stated?.state === state),
      ),
    );
    return [{ stated, owes, alone }];
  });
}

/** What goods owe whose terms and base duty are known. */
function owedBeside(entry: Entry, { terms, stated }: UnitDuty): Outcome {
  const again = (goods: Entry) =>
    assessBeside(
      chargeOf(stated.applied, stated.general, goods),
      goods,
      "",
      settledFor(terms.reached, goods),
    );
  const assessment = again(entry);
  return outcomeWithin(assessment, boundsBy(assessment, again));
}
