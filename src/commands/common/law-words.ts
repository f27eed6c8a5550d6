/** Duties, changes of the law, and what is ahead of it, in a few words. */
import type { ChangeText } from "../../data/shapes/scenario.js";
import type { HeldUnlawful } from "../../law/drawback.js";
import type { Duty, PriceStep } from "../../law/duty/duty.js";
import type { LawEvent } from "../../law/event.js";
import { printHts } from "../../law/hts.js";
import type { Decimal } from "../../law/units.js";

export const percent = (fraction: Decimal): string => `${fraction.times(100).toFixed()} %`;

/** `27 to 52 %`, to six places. */
export const percentRange = (least: Decimal, most: Decimal): string =>
  `${[least, most].map((one) => one.times(100).toDecimalPlaces(6).toFixed()).join(" to ")} %`;

/** What is to be known of duty under an act that a court held not to authorize it. */
export const heldWords = ({ on, citation }: HeldUnlawful): string =>
  `held unlawful on ${on} (${citation}), and refundable.`;

/** Said beside an answer for days after the last that the law was checked to. */
export const lateWords = (asOf: string): string =>
  `The law was checked to ${asOf}; later days extrapolate it.`;

/** A duty in a few words. */
export function inWords(duty: Duty): string {
  switch (duty.kind) {
    case "ad-valorem":
      return percent(duty.rate);
    case "top-up":
      return `${percent(duty.to)} all-in`;
    case "quota":
      return `${inWords(duty.inside)} in quota, ${inWords(duty.outside)} beyond`;
    case "replacement":
      return `${inWords(duty.duty)} instead of the base duty`;
    case "component":
      return `${percent(duty.rate)} on the ${duty.of}`;
    case "specific":
      return `$${duty.usdPerUnit.toFixed()}/${duty.unit}${duty.of ? ` of ${duty.of}` : ""}`;
    case "compound":
      return duty.terms.map(inWords).join(" + ");
    case "mixed":
      return `the ${duty.pick} of ${duty.terms.map(inWords).join(", ")}`;
    case "by-price":
      return `by the value a ${duty.unit}: ${duty.steps.map(stepInWords).join(", ")}`;
    case "free":
      return "free";
    case "unknown":
      return `not computable (${duty.reason})`;
  }
}

const stepInWords = ({ below, duty }: PriceStep): string =>
  `${inWords(duty)} ${below === null ? "beyond" : `under $${below.toFixed()}`}`;

/** Changes of a scenario, as its heading names them. */
export const changesInWords = (changes: readonly ChangeText[]): string[] => changes.map(changeInWords);

function changeInWords(change: ChangeText): string {
  if (change.do === "enact") return `enacts ${change.measure.id}`;
  const what = change.lever ?? (change.measures ?? []).join(" and ");
  const where = [
    ...(change.origins ?? []),
    ...(change.products ?? []).map((code) => printHts(code.replaceAll(".", ""))),
  ];
  const limited = where.length === 0 ? "" : ` for ${where.join(", ")}`;
  switch (change.do) {
    case "set":
      return `${what} ${rateInWords(change.rate)}${limited}`;
    case "repeal":
      return `repeals ${what}${limited}`;
    case "exempt":
      return `exempts from ${what}${limited}`;
    case "restore":
      return `${what === "*" ? "all measures" : what} as on ${change.termsOf}`;
    case "move":
      return `moves ${what} to ${change.from}`;
  }
}

function rateInWords(rate: string): string {
  const [, kind, digits = ""] = /^(?:(floor|cap):)?(.+?)%?$/.exec(rate.trim()) ?? [];
  return `${digits.trim()} %${kind === "floor" ? " all-in" : kind === "cap" ? " at most" : ""}`;
}

/** More events than these are listed by `events`. */
const MOST_AHEAD = 2;

/** What is ahead, in a line; none if nothing is. */
export function aheadNotes(events: readonly LawEvent[]): string[] {
  const [first, ...others] = events.slice(0, MOST_AHEAD).map(eventInWords);
  if (first === undefined) return [];
  const more = events.length - MOST_AHEAD;
  return [
    `Ahead: ${[first, ...others].join("; ")}.${more > 0 ? ` ${more} more: \`tariff-calc events\`.` : ""}`,
  ];
}

function eventInWords({ on, title, effect, inLaw, readings = [] }: LawEvent): string {
  const other = readings.map((id) => `--reading ${id}`).join(" ");
  const beside = inLaw === "no" ? " (not in this law)" : other === "" ? "" : ` (or not: ${other})`;
  return `${on}, ${title}: ${effect}${beside}`;
}
