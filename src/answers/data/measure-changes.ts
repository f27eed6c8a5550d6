/** Measures that differ between two laws, and what that does to the duty on a year of trade. */
import type { Context } from "../../command.js";
import type { IsoDate } from "../../domain/day.js";
import { inForce } from "../../domain/in-force.js";
import type { Measure } from "../../domain/measure.js";
import type { PricedFlow } from "../../domain/priced.js";
import { type Sums, tallyLayers } from "../../domain/tally.js";
import { priceTrade } from "../../domain/trade.js";
import { type Decimal, NO_USD } from "../../domain/units.js";
import { inWords } from "../duty-words.js";

export interface MeasureChange {
  readonly id: string;
  /** The duty on the day, in words. */
  readonly before: string;
  readonly after: string;
  /** Customs value of the goods that it is charged on, on the side where that is more. */
  readonly imports: Decimal;
  readonly duty: Decimal;
}

/** Measures whose text differs, or whose duty does since another one or a list differs. */
export function measureChanges(
  [before, after]: readonly [Context, Context],
  day: IsoDate,
  flows: string,
): MeasureChange[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])].sort();
  const texts = ids.filter((id) => was.get(id) !== is.get(id));
  if (texts.length === 0 && listsOf(before) === listsOf(after)) return [];
  const [old, fresh] = [layers(before, day, flows), layers(after, day, flows)];
  const none: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };
  return ids.flatMap((id): MeasureChange[] => {
    const [one, other] = [old.get(id) ?? none, fresh.get(id) ?? none];
    const duty = other.duty.minus(one.duty);
    if (!texts.includes(id) && duty.isZero()) return [];
    const imports = one.imports.gt(other.imports) ? one.imports : other.imports;
    return [{ id, before: words(before, id, day), after: words(after, id, day), imports, duty }];
  });
}

const textsOf = (context: Context): Map<string, string> =>
  new Map(
    context.schedule().measures.map((measure): [string, string] => [measure.id, JSON.stringify(measure)]),
  );

const listsOf = (context: Context): string => JSON.stringify(context.lists());

function layers(context: Context, date: IsoDate, flows: string): Map<string, Sums> {
  const law = context.schedule();
  const { assumptions: assume } = context.assume([]);
  const priced = context.flowOrigins(flows).flatMap((code): PricedFlow[] => {
    const origin = law.origins.get(code);
    return origin
      ? priceTrade(context.flow(flows, code), origin, law, { date, view: "law", assume, past: law })
      : [];
  });
  return tallyLayers(priced, (layer) => layer?.id ?? "");
}

function words(context: Context, id: string, day: IsoDate): string {
  const measure: Measure | undefined = context.schedule().measures.find((one) => one.id === id);
  if (measure === undefined) return "not there";
  const version = inForce(measure, day, "law");
  return version ? inWords(version.duty) : "not in force";
}
