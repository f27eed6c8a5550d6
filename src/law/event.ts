/** What is ahead of the law: days on which it is to change and actions that are pending, and which goods they may touch. */
import { addDays, type IsoDate } from "./calendar.js";
import type { Entry } from "./entry.js";
import type { Lists } from "./measure.js";
import { includesOrigin, type Origin } from "./origin.js";

/** A change of law that is known or feared. */
export interface LawEvent {
  readonly id: string;
  /** The first day of the new state; `null` where none is known. */
  readonly on: IsoDate | null;
  readonly kind: "start" | "step" | "lapse" | "end" | "possible" | "announced" | "pending";
  readonly title: string;
  readonly effect: string;
  /** Whether the law of this data has it from its day on; `contested` where another reading has not. */
  readonly inLaw: "yes" | "contested" | "no";
  readonly origins: readonly string[];
  readonly headings?: readonly string[];
  /** HTS prefixes, or `"*"`. Without products and lists no number is known that it touches. */
  readonly products?: readonly string[];
  readonly lists?: readonly string[];
  /** It touches only goods of which one of these is claimed. */
  readonly claims?: readonly string[];
  /** Other readings of the law, by which it comes out otherwise. */
  readonly readings?: readonly string[];
  /** The lever that sets a rate where the action has none. */
  readonly lever?: string;
  readonly cite: string;
  readonly confidence: "high" | "medium" | "low";
}

/** Goods as far as they are known: what is not given is not asked. */
export interface AnyGoods extends Partial<Pick<Entry, "claims">> {
  readonly hts?: string;
  readonly origin?: Origin;
}

/** Whether an event may touch goods: it names their origin and their number, and a claim that is made of them. */
export function touches(event: LawEvent, { hts, origin, claims }: AnyGoods, lists: Lists): boolean {
  if (origin && !includesOrigin(event.origins, origin)) return false;
  if (claims && event.claims && !event.claims.some((claim) => claims.has(claim))) return false;
  return hts === undefined || namesNumber(event, hts, lists);
}

/** A shorter number is named if some number under it is. */
export function namesNumber(
  { products = [], lists: ids = [] }: Pick<LawEvent, "products" | "lists">,
  hts: string,
  lists: Lists,
): boolean {
  const fits = (code: string) => hts.startsWith(code) || code.startsWith(hts);
  return (
    products.some((code) => code === "*" || fits(code)) ||
    ids.some((id) => lists.get(id)?.groups.some(({ codes }) => codes.some(fits)))
  );
}

/** Who enters goods today asks about the year to come. */
const DAYS_AHEAD = 366;

/**
 * Dated changes within a year after a day that may touch any of some goods, the next one first.
 * @param moves Whether what goods owe is another on a day than the day before: asked of changes that the law has.
 */
export const eventsAhead = <Goods extends AnyGoods>(
  events: readonly LawEvent[],
  day: IsoDate,
  goods: readonly Goods[],
  lists: Lists,
  moves: (goods: Goods, on: IsoDate) => boolean,
): readonly LawEvent[] =>
  events
    .filter((event) => {
      const { on, inLaw } = event;
      if (on === null || on <= day || on > addDays(day, DAYS_AHEAD)) return false;
      return goods.some((own) => touches(event, own, lists) && (inLaw !== "yes" || moves(own, on)));
    })
    .sort(inOrder);

/** By day, actions without one last. */
export const inOrder = (a: Pick<LawEvent, "on">, b: Pick<LawEvent, "on">): number =>
  a.on === b.on ? 0 : a.on === null || (b.on !== null && a.on > b.on) ? 1 : -1;
