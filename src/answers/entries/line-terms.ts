/** Layers of goods as an entry declares them, their rates ready to be multiplied. */
import type { Layer, Outcome } from "../../domain/assess.js";
import { type FastRate, fastRate } from "../../domain/cents.js";
import { inDeclaredOrder, numberOf } from "../../domain/declared.js";
import { isShare, shareOf } from "../../domain/part.js";
import { type OnADollar, sumOf } from "../../domain/pattern.js";
import { type Decimal, usd } from "../../domain/units.js";
import type { DeclaredLayer } from "./line-duty.js";

/** A layer of a class of goods, its rate ready to be multiplied. */
export interface Term extends Omit<DeclaredLayer, "duty"> {
  readonly fast: FastRate | null;
}

export interface Terms {
  /** Of the list of layers in its book. */
  readonly number: number;
  readonly declared: readonly Term[];
  /** Sum of the layers; `null` where one is not known. */
  readonly sum: FastRate | null;
  /** Sum of the layers that are known. */
  readonly least: Decimal;
  readonly needs: readonly string[];
  /** Layers that are not known need metal content, and nothing else. */
  readonly asksContent: boolean;
}

/** Terms of the layers of goods of one book, made once for the same list. */
export function knownTerms(order: readonly string[]): (goods: OnADollar) => Terms {
  const known: (Terms | undefined)[] = [];
  return (goods) => {
    const found = known[goods.number];
    if (found) return found;
    while (known.length <= goods.number) known.push(undefined);
    const made = makeTerms(goods, order);
    known[goods.number] = made;
    return made;
  };
}

function makeTerms({ layers, number }: OnADollar, order: readonly string[]): Terms {
  const { rate, known } = sumOf(layers);
  return {
    number,
    declared: declaredOf(layers, order).map(({ layer: { measure, fate }, number }) => {
      const { rate, fast } = rateOf(fate);
      return { number, measure: measure.id, authority: measure.authority, rate, fast };
    }),
    sum: known ? fastRate(rate) : null,
    least: rate,
    needs: [...new Set(layers.flatMap(({ fate }) => (fate.outcome === "unknown" ? fate.needs : [])))],
    asksContent: layers.every(({ fate }) => fate.outcome !== "unknown" || !isShare(shareOf(fate.part, {}))),
  };
}

/** Layers that an entry declares, in order, with the number it declares them by. */
export const declaredOf = (layers: readonly Layer[], order: readonly string[]) =>
  inDeclaredOrder(layers, order).flatMap((layer) => {
    const number = numberOf(layer);
    return number ? [{ layer, number }] : [];
  });

export const named = ({ measure }: Layer, number: string) => ({
  number,
  measure: measure.id,
  authority: measure.authority,
});

/** The rate of a fate on one dollar: nothing for goods freed of it. */
function rateOf(fate: Outcome): Pick<Term, "rate" | "fast"> {
  if (fate.outcome === "unknown") return { rate: null, fast: null };
  const fast = fastRate(fate.outcome === "charged" ? fate.duty : usd(0));
  return { rate: fast.text, fast };
}
