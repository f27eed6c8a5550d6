/** Filed duty beside computed duty, number by number, and what the difference comes from. */
import { type Assessment, assess, type Layer } from "../../domain/assess.js";
import { printCents } from "../../domain/cents.js";
import { NOTHING_STATED } from "../../domain/entry.js";
import { inForce } from "../../domain/in-force.js";
import type { Schedule, View } from "../../domain/schedule.js";
import { usd } from "../../domain/units.js";
import { grouped } from "../../numbers.js";
import type { EntryRow } from "../../texts/entry-row.js";
import type { Filed, FiledLayer } from "../../texts/filed.js";
import type { DeclaredLayer, LineDuty } from "../entries/line-duty.js";
import { measureOf } from "./headings.js";

const dollars = (cents: number): string => `$${grouped(printCents(cents))}`;

/** What is looked at: the goods, what was filed, and what the law makes of them. */
export interface Line {
  readonly goods: EntryRow;
  readonly filed: Filed;
  readonly duty: LineDuty;
}

/** Filed duty of the line in cents, or `null` if nothing was filed. */
export const filedDuty = ({ duty, layers }: Filed): number | null =>
  duty ?? layers?.reduce((sum, layer) => sum + layer.duty, 0) ?? null;

/** Why filed and computed duty differ, in sentences; none where they agree. */
export function differences(line: Line, schedule: Schedule, view: View): string[] {
  const { filed, duty } = line;
  const own = sumFault(filed);
  if (filed.layers === null) return [...own, ...explained(line, schedule, view)];
  const numbers = new Set([...filed.layers, ...duty.layers].map(({ number }) => number));
  return [
    ...own,
    ...[...numbers].flatMap((number) => {
      const [was, is] = [filedUnder(number, filed.layers ?? []), owedUnder(number, duty.layers)];
      return was === is ? [] : [sentence(number, was, is, line, schedule, view)];
    }),
  ];
}

/** The layers filed do not come to the duty filed. */
function sumFault({ duty, layers }: Filed): string[] {
  if (duty === null || layers === null) return [];
  const sum = layers.reduce((total, layer) => total + layer.duty, 0);
  return sum === duty
    ? []
    : [`the numbers filed come to ${dollars(sum)}, the duty filed is ${dollars(duty)}`];
}

const filedUnder = (number: string, layers: readonly FiledLayer[]): number =>
  layers.reduce((sum, layer) => sum + (sameNumber(layer.number, number) ? layer.duty : 0), 0);
const owedUnder = (number: string, layers: readonly DeclaredLayer[]): number | null =>
  layers.reduce<number | null>(
    (sum, layer) => (sameNumber(layer.number, number) ? add(sum, layer.duty) : sum),
    0,
  );
const sameNumber = (a: string, b: string): boolean => a === b;
const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

function sentence(
  number: string,
  was: number,
  is: number | null,
  line: Line,
  schedule: Schedule,
  view: View,
): string {
  if (is === null)
    return `${number}: filed ${dollars(was)}; what is owed is not known (${line.duty.needs.join(", ")})`;
  if (was === 0) return `${number}: ${dollars(is)} is owed and not filed`;
  if (is === 0)
    return `${number}: ${dollars(was)} was filed and is not owed: ${reason(number, line, schedule, view)}`;
  const rate = line.duty.layers.find((layer) => layer.number === number)?.rate;
  return `${number}: filed ${dollars(was)}, owed ${dollars(is)}${rate ? ` at ${rate}` : ""}`;
}

/** Why a number charges nothing on these goods. */
function reason(number: string, { goods }: Line, schedule: Schedule, view: View): string {
  const measure = measureOf(number, schedule);
  if (measure === undefined) return "the law here has no such number";
  const version = inForce(measure, goods.date, view);
  if (version === undefined) return `${measure.title} was not in force on ${goods.date}`;
  const layer = assessed(goods, schedule, view)?.layers.find((one) => one.measure.id === measure.id);
  return layer ? fateOf(layer) : `${measure.title} does not reach these goods`;
}

function fateOf({ measure, heading, fate }: Layer): string {
  switch (fate.outcome) {
    case "displaced":
      return `${measure.title} gives way to ${fate.by.join(", ")}`;
    case "freed":
      return `${fate.title} (${fate.by})`;
    default:
      return `${measure.title} is declared under ${heading}`;
  }
}

const assessed = (goods: EntryRow, schedule: Schedule, view: View): Assessment | undefined =>
  assess(
    {
      ...NOTHING_STATED,
      ...goods.facts,
      hts: goods.hts,
      origin: goods.origin.code,
      date: goods.date,
      claims: goods.claims,
      value: usd(goods.value),
    },
    schedule,
    view,
  );

/** One sum was filed: the layers whose absence or presence would make it right. */
function explained({ goods, filed, duty }: Line, schedule: Schedule, view: View): string[] {
  if (filed.duty === null || duty.duty === null || filed.duty === duty.duty) return [];
  const gap = filed.duty - duty.duty;
  const less = duty.layers.find((layer) => layer.duty !== null && layer.duty === -gap && gap < 0);
  if (less) return [`${less.number}, ${dollars(-gap)}, is owed and seems not to be filed`];
  const more = assessed(goods, schedule, view)?.layers.find((layer) => chargeOf(layer, goods.value) === gap);
  return more && gap > 0
    ? [`${more.heading}, ${dollars(gap)}, seems to be filed and is not owed: ${fateOf(more)}`]
    : [`filed ${dollars(filed.duty)}, owed ${dollars(duty.duty)}`];
}

/** What a layer that gave way or was freed would charge on the whole value, if that is a plain rate. */
function chargeOf({ duty, fate }: Layer, value: number): number | null {
  if (duty.kind !== "ad-valorem" || fate.outcome === "charged") return null;
  return Math.round(duty.rate.times(value).times(100).toNumber());
}
