/**
 * What is said of an assessment: why each layer did or did not apply, what came of preferences claimed, and what was not
 * stated and would change the duty, in words and as rows for machines.
 */

import type { Context } from "../../contract/command.js";
import type { Json } from "../../contract/report.js";
import { money, orderWords, presumedWords } from "../../contract/text.js";
import { catalogueOf } from "../../entries/claims.js";
import { ADCVD, type Order, orderOf } from "../../law/adcvd.js";
import type { Assessment, Bounds, Layer, Outcome } from "../../law/assess.js";
import { outrightFree } from "../../law/base-duty.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";
import { dutiableUnder, partlyDutiable, provisionOf } from "../../law/chapter98.js";
import { allInLayer, asFiled, numberOf, provisionDeclared, type SummaryDuty } from "../../law/declare.js";
import { type Entry, isInQuota, isUnderChapter98 } from "../../law/entry.js";
import { isOfChapter98, printHts } from "../../law/hts.js";
import { endedInZones, type Version } from "../../law/measure.js";
import { type Agreement, includesOrigin, originNamed } from "../../law/origin.js";
import { type Answered, type Certainty, NOT_CLAIMED, type Question, rankOf } from "../../law/questions.js";
import { parseSpecialText } from "../../law/rate-text.js";
import type { Schedule } from "../../law/schedule.js";
import { NO_USD, plusUsd, toCents, usd } from "../../law/units.js";
import { heldWords, inWords, needInWords, percent } from "../common/law-words.js";

/** When goods are entered, and of what day their rates are if it is another. */
export const enteredWords = ({ date }: Entry, { enteredOn }: { readonly enteredOn: IsoDate }): string =>
  `entered on ${enteredOn}${date === enteredOn ? "" : ` at the rates of ${date}`}`;

/**
 * Of what day the rates are, and what is no more of goods of a zone. Source: 19 CFR 146.65(a)(1): rates in force when the status
 * was applied for; fees are of the entry.
 */
export function statusDayLine(
  { date }: Entry,
  { enteredOn }: { readonly enteredOn: IsoDate },
  { measures }: Pick<Schedule, "measures">,
): string[] {
  if (date === enteredOn) return [];
  const ended = measures.flatMap(({ authority, versions }) =>
    versions.flatMap((one) =>
      one.zonesUntil && inSpan(one, date) && endedInZones(one, enteredOn)
        ? [
            `; those under the ${authority.toUpperCase()} are not owed by goods entered from ${one.zonesUntil}`,
          ]
        : [],
    ),
  );
  const but = [...new Set(ended)].join("");
  return [
    `Privileged foreign status of ${date}: duties are those of that day, whatever changed since (19 CFR 146.65(a)(1))${but}; fees are those of the entry`,
  ];
}

/** A sentence a layer with heading, dates and citation, then the numbers to declare in order. */
export function explanation(assessment: Assessment, context: Context): string[] {
  const titles = new Map(context.schedule().measures.map(({ id, title }) => [id, title]));
  return [
    ...assessment.layers.map((layer) => `${sentence(layer, assessment, titles)} ${citations(layer)}`),
    `Declare: ${declared(assessment, context.schedule().declaredFirst)}.`,
  ];
}

function sentence(
  { measure, heading, duty, version, fate }: Layer,
  assessment: Assessment,
  titles: ReadonlyMap<string, string>,
): string {
  const exempting = fate.outcome === "displaced" ? exemptingOf(fate.by, assessment) : [];
  const why =
    exempting.length > 0
      ? `not owed on goods of ${exempting.map(({ by, title }) => `${by}, ${title}`).join(" and ")}.`
      : fateWords(fate, titles);
  const terms = [heading, inWords(duty), ...(measure.authority === ADCVD ? [] : [inForceWords(version)])];
  return `${measure.title} (${terms.join(", ")}): ${why}`;
}

type Freed = Outcome & { readonly outcome: "freed" };

/** Exemptions of the measures that take the place of another, where they charge nothing themselves. */
export const exemptingOf = (by: readonly string[], { layers }: Pick<Assessment, "layers">): Freed[] =>
  layers.flatMap(({ measure, fate }) => (by.includes(measure.id) && fate.outcome === "freed" ? [fate] : []));

const inForceWords = ({ from, until }: Version): string =>
  `in force from ${from}${until === null ? "" : ` until ${until}`}`;

function fateWords(fate: Outcome, titles: ReadonlyMap<string, string>): string {
  const named = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? id).join(" and ");
  switch (fate.outcome) {
    case "charged": {
      const part = fate.share.eq(1) ? "the whole value" : `${percent(fate.share)} of the value`;
      const rest = fate.yieldedTo.length > 0 ? `; the rest is charged under ${named(fate.yieldedTo)}` : "";
      return `charged on ${part}, $${money(fate.duty)}${rest}.`;
    }
    case "displaced":
      return `not owed, because ${named(fate.by)} is.`;
    case "freed":
      return `not owed: ${fate.title} (${fate.by}).`;
    case "unknown":
      return `cannot be computed; not stated: ${fate.needs.map(needInWords).join(", ")}.`;
  }
}

/** The sources of a version, each once by its own name, and how sure we are of it. */
function citations({ version, measure }: Layer): string {
  const sources = version.sources.map(({ cite, title, summary }) => {
    const named = title.includes(cite) ? title : `${cite}, ${title}`;
    return `${named}: ${summary}`;
  });
  return `Law: ${sources.join("; ")}. Checked ${measure.checkedOn}, confidence ${measure.confidence}.`;
}

/** Numbers in the order of declaration, those of each line of the entry summary with its part of the value. */
function declared(assessment: Assessment, order: readonly string[]): string {
  const filed = asFiled(assessment, printHts(assessment.entry.hts), order);
  const lines = filed.filter(({ layer }) => layer === null);
  const numbers = (line: number) =>
    filed
      .flatMap(({ line: on, layer, number }) =>
        on === line && (layer === null || numberOf(layer) !== undefined) ? [number] : [],
      )
      .join(", ");
  return lines.length === 1
    ? [...provisionDeclared(assessment.entry), numbers(0)].join(", ")
    : lines.map(({ line, share }) => `on ${percent(share)} of the value ${numbers(line)}`).join("; ");
}

/** Orders that may cover the goods, and cases stated that the data does not have for their country. */
export function orderNotes({ entry, orders }: Assessment, context: Context): string[] {
  const known = context
    .schedule()
    .orders.of(entry.origin)
    .map((order) => order.case);
  const strange = entry.adcvd.deposits
    .map((deposit) => orderOf(deposit.case))
    .filter((name) => !known.includes(name));
  return [
    ...(orders.length > 0 ? [openWords(orders), ...lostUnder(entry, context)] : []),
    ...strange.map((name) => `${name} is no order of the data on goods of this origin: check the case.`),
  ];
}

/** Rights claimed that goods lose if an order covers them: the duty is then another than what is said here. */
const lostUnder = ({ claims }: Entry, context: Context): string[] =>
  context
    .claims()
    .flatMap(({ id, never }) =>
      claims.has(id) && never?.underOrders
        ? [`If an order covers the goods, ${id} is not for them, and they owe all duties: ${never.says}.`]
        : [],
    );

/** The orders that are open as machines read them. */
export const orderRows = ({ orders }: Assessment): Json[] =>
  orders.map(({ case: name, product, notices }) => ({ case: name, product, notices: [...notices] }));

function openWords(orders: readonly Order[]): string {
  const [first] = orders;
  const one = orders.length === 1;
  return (
    `${one ? "An order" : `${orders.length} orders`} may cover the goods: ${orders.map(orderWords).join("; ")}. ` +
    `The words of the scope decide, not the number. State --adcvd ${first?.case}=RATE with the deposit rate of the exporter, or --adcvd none; ` +
    "the duty is at least what the tariff charges."
  );
}

/** One note a number that could not be declared yet on the day of entry. */
export const laterNumbers = ({ entry, layers }: Assessment): string[] =>
  layers.flatMap(({ version: { from, declaredFrom, declaredBefore }, heading, fate }) => {
    if (fate.outcome !== "charged" || declaredFrom === undefined || entry.date >= declaredFrom) return [];
    const before = declaredBefore ? `; goods declared ${declaredBefore} before that` : "";
    return [`${heading} can be declared from ${declaredFrom}, though its duty is of ${from} on${before}.`];
  });

/** The provision of chapter 98 that goods are entered under, and what of the value it leaves dutiable. */
export function provisionLine(entry: Entry, schedule: Schedule): string[] {
  const number = isUnderChapter98(entry) ? provisionOf(entry, schedule) : null;
  if (number === null) return [];
  const dutiable = dutiableUnder(number, entry, schedule);
  const value = "value" in dutiable ? `dutiable value $${money(dutiable.value)}` : "dutiable value not known";
  const title = partlyDutiable(number, schedule)?.title;
  return [`Chapter 98: ${printHts(number)}${title ? `, ${title}` : ""}; ${value}`];
}

/** What a reader should know of the preferences claimed: lapsed, over, not granted on the line, or by a heading elsewhere. */
export function preferenceNotes({ entry, base }: Assessment, context: Context): string[] {
  const { agreements, ...schedule } = context.schedule();
  const origin = originNamed(entry.origin, schedule);
  const open = agreements.filter(({ origins }) => origin && includesOrigin(origins, origin));
  const claimed = aboutGoods(
    open.filter(({ claim }) => entry.claims.has(claim)),
    entry,
  );
  const isOpen = ({ claim }: Agreement) =>
    claimed.some((one) => one.claim === claim && inSpan(one, entry.date));
  const elsewhere = (agreement: Agreement) => sentElsewhere(agreement, open, entry, context);
  const notes = claimed.flatMap((agreement) => {
    if (inSpan(agreement, entry.date)) return preferenceNote(agreement, entry.date, base, elsewhere);
    return isOpen(agreement) ? [] : [lapsedNote(agreement, entry.date) ?? overNote(agreement, entry.date)];
  });
  return [...new Set(notes)];
}

const freesGoods = (agreement: Agreement, { hts }: Entry): boolean =>
  agreement.frees === undefined || outrightFree(hts, [agreement]) !== undefined;

/** Of what a claim may mean, what is about the goods; all of it where nothing is. */
const aboutGoods = (claimed: readonly Agreement[], entry: Entry): readonly Agreement[] =>
  claimed.filter(
    (one) =>
      freesGoods(one, entry) ||
      !claimed.some((other) => other.claim === one.claim && freesGoods(other, entry)),
  );

/** Where the special column states no rate for a preference, and what is claimed for that of the heading it names. */
function sentElsewhere(
  { claim, symbols }: Agreement,
  open: readonly Agreement[],
  entry: Entry,
  context: Context,
): string | undefined {
  const special = context.schedule().base.ratesOf(entry.hts, entry.date)?.special ?? "";
  const sent = parseSpecialText(special).find(
    ({ duty, symbols: named }) => duty === null && named.some((one) => symbols.includes(one)),
  );
  if (sent === undefined) return undefined;
  const within = context.claims().filter(({ implies = [] }) => implies.includes(claim));
  const by = within.find(({ id }) => open.some((one) => one.claim === id && freesGoods(one, entry)));
  return (
    `${claim} alone changes nothing on the base duty: the special column sends such goods to ` +
    `${sent.text.replace(/^see\s+/i, "")}${by ? `, whose quotas are claimed by --claim ${by.id}` : ""}.`
  );
}

/** Of a view of what was collected: that goods were not entered under a preference yet that later law restored. */
const lapsedNote = ({ claim, lapses = [] }: Agreement, date: IsoDate): string | undefined =>
  lapses
    .filter(({ from, until, claimedFrom = until }) => from <= date && date < claimedFrom)
    .map(
      ({ title, claimedFrom, until }) =>
        `${claim} could not be claimed until ${claimedFrom ?? until}. ${title}.`,
    )
    .at(0);

function overNote({ claim, title, from, until, note }: Agreement, date: IsoDate): string {
  const when = date < from ? `begins on ${from}` : `ended before ${until}`;
  return `${claim} changes nothing: the ${title} ${when}.${note ? ` ${note}.` : ""}`;
}

function preferenceNote(
  agreement: Agreement,
  date: IsoDate,
  { applied }: Assessment["base"],
  elsewhere: (agreement: Agreement) => string | undefined,
): string[] {
  const { claim, lapses = [], note } = agreement;
  const lapsed = lapses.filter((lapse) => inSpan(lapse, date)).map(({ title }) => `${title}.`);
  if (applied.column === "special") return [...lapsed, ...(note ? [`${claim}: ${note}.`] : [])];
  return applied.duty.kind === "free"
    ? []
    : [
        elsewhere(agreement) ??
          `${claim} changes nothing on the base duty: the special column of this line does not name it.`,
      ];
}

/** What `duty` says of its own answer: how far it is known, and what it asks. */
export interface Openness extends Pick<Answered, "status" | "limits" | "questions" | "presumed"> {
  /** What the tariff charges, where an order may cover the goods and nothing limits the deposit. */
  readonly beforeDeposits?: Bounds;
}

const STATUS: Readonly<Record<Certainty, string>> = {
  exact: "exact: no open fact about the goods could change it",
  presumed: "presumed",
  unknown: "not known until what is open is stated",
};

export const statusLine = ({ status, presumed, questions }: Openness): string =>
  `Status: ${STATUS[status]}${status === "presumed" ? `; it changes if this is stated: ${presumedWords(presumed, questions)}` : ""}`;

/** Questions that are printed without `--explain`. */
const FEW = 3;

/** The questions that move most, facts before rights; all of them where they are asked for. */
export function questionNotes(
  { questions, limits, beforeDeposits, status }: Openness,
  all: boolean,
  context: Context,
): string[] {
  const own = questions.filter((one) => !questions.some((fact) => isItsFact(fact, one, context)));
  const ordered = own.sort((a, b) => rankOf(a) - rankOf(b));
  const shown = all ? ordered : ordered.filter((one) => rankOf(one) !== NOT_CLAIMED).slice(0, FEW);
  const more = ordered.length - shown.length;
  return [
    ...(status === "unknown"
      ? [
          beforeDeposits
            ? `The duty is ${rangeOf(beforeDeposits)} before deposits under orders: what decides is asked below.`
            : `The duty is ${rangeOf(limits)}: what decides is asked below.`,
        ]
      : []),
    ...shown.map(questionWords),
    ...(more > 0
      ? [`${more} more ${more === 1 ? "thing" : "things"} could change it: --explain lists them.`]
      : []),
  ];
}

/** Whether a claim changes nothing but by a fact that it implies, and that is asked beside it. */
const isItsFact = (fact: Question, claim: Question, context: Context): boolean =>
  catalogueOf(context).get(claim.id)?.implies?.includes(fact.id) === true &&
  fact.heading === claim.heading &&
  fact.duty?.toFixed() === claim.duty?.toFixed();

const rangeOf = ({ least, most }: Bounds): string =>
  most?.eq(least)
    ? `$${money(least)}`
    : most === null
      ? `at least $${money(least)}`
      : `between $${money(least)} and $${money(most)}`;

function questionWords({ kind, title, state, duty, change, heading, citation, bars }: Question): string {
  const asks = { fact: "Fact", right: "Right", reading: "Reading" }[kind];
  const unknown = bars ? "the goods may not be imported" : "the duty is not known yet";
  const then = duty === null ? unknown : `the duty is $${money(toCents(duty))}`;
  const by = toCents(usd(change.abs()));
  const how = by.isZero() ? "" : `, $${money(by)} ${change.isNegative() ? "less" : "more"}`;
  const under = [heading, citation].filter(Boolean).join("; ");
  return `${asks}: ${title}${kind === "reading" ? "?" : "."} With ${state} ${then}${how}${under ? ` (${under})` : ""}.`;
}

/** The questions as machines read them; rates and dollars are texts. */
export const questionRows = ({ questions }: Openness): Json[] =>
  questions.map(({ kind, id, title, state, duty, change, heading, citation }) => ({
    ...{ kind, [kind]: id, title, state },
    duty_usd: duty === null ? null : toCents(duty).toFixed(2),
    change_usd: toCents(change).toFixed(2),
    ...{ heading, citation },
  }));

/** Duty that a court held not to be authorized is told wherever it is charged, or may be. */
export function unlawfulNotes({ layers }: Pick<Assessment, "layers">, context: Context): string[] {
  return context.heldUnlawful().flatMap((act) => {
    const { authority } = act;
    const fates = layers.flatMap(({ measure, fate }) => (measure.authority === authority ? [fate] : []));
    const charged = fates.flatMap((fate) =>
      fate.outcome === "charged" && !fate.duty.isZero() ? [fate.duty] : [],
    );
    const isOpen = fates.some(({ outcome }) => outcome === "unknown");
    if (charged.length === 0 && !isOpen) return [];
    const sum = money(toCents(charged.reduce(plusUsd, NO_USD)));
    const part = charged.length === 0 ? "Whatever of it" : `$${sum} of it${isOpen ? ", or more," : ""}`;
    return [`${part} is charged under the ${authority.toUpperCase()}: ${heldWords(act)}`];
  });
}

// What a worksheet says of an entry.

/** What the importer stated beside number, origin, day and value. */
export function statedWords({
  entry: { claims, shares, quantities, loadedOn, adcvd, chapter98 },
}: Assessment): string {
  const stated = [
    ...(claims.size > 0 ? [`claims ${[...claims].join(", ")}`] : []),
    ...Object.entries(shares).map(
      ([piece, share]) => `${piece} ${share?.times(100).toFixed()}% of the value`,
    ),
    ...quantities.map(({ amount, unit }) => `${amount.toFixed()} ${unit}`),
    ...(loadedOn === null ? [] : [`loaded on ${loadedOn}`]),
    ...adcvd.deposits.map((deposit) => `case ${deposit.case}`),
    ...(chapter98 === null ? [] : [`provision ${printHts(chapter98.number)}`]),
  ];
  return stated.length === 0 ? "Nothing else is stated." : `Stated: ${stated.join("; ")}.`;
}

/** How entry summaries state what stands on this one. */
export function conventions(filed: readonly SummaryDuty[], { layers, entry }: Assessment): string[] {
  const allIn = allInLayer(layers, isInQuota(entry.claims));
  const number = filed.find(({ layer }) => layer !== null && layer === allIn)?.number;
  const lines = new Set(filed.map(({ line }) => line)).size;
  const isUnder98 = entry.chapter98 !== null && isOfChapter98(entry.chapter98.number);
  return [
    ...(number === undefined
      ? []
      : [
          `The all-in rate of ${number} stands in full on its own number, and nothing on that of the goods (CSMS 66319804, 67045953).`,
        ]),
    ...(lines > 1
      ? [`The goods stand on ${lines} lines, one for each part of the value (CSMS 64348411, 64348288).`]
      : []),
    ...(isUnder98 ? ["The number of chapter 98 is declared first (CSMS 69668138)."] : []),
    "Numbers stand in the order in which customs takes them; each duty is rounded to cents, half up.",
  ];
}
