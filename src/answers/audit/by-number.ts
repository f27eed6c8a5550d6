/** Numbers of a line as filed beside those owed. */
import { addDays } from "../../domain/day.js";
import { printHts } from "../../domain/hts.js";
import { type Decimal, decimal } from "../../domain/units.js";
import type { EntryRow } from "../../texts/entry-row.js";
import type { FiledLayer } from "../../texts/filed.js";
import type { DeclaredLayer } from "../entries/line-duty.js";
import { type Compared, sumOf } from "./compared.js";
import { dollars, type Finding, perCent, told, wrong } from "./finding.js";
import { isBase, usesOf } from "./numbers.js";
import { type Law, whyNotOwed } from "./reason.js";

/** A number as filed and as owed; the number of the goods is one, however many of its digits are written. */
interface Pair {
  readonly number: string;
  readonly filed: readonly FiledLayer[];
  readonly owed: readonly DeclaredLayer[];
}

/** What is wrong with each number of a line. */
export function byNumber({ goods, duty }: Compared, layers: readonly FiledLayer[], law: Law): Finding[] {
  const keyOf = ({ number }: { number: string }) => (isBase(number) ? printHts(goods.hts) : number);
  const numbers = new Set([...duty.layers, ...layers].map(keyOf));
  return [...numbers].flatMap((number) =>
    pairFinding(
      {
        number,
        filed: layers.filter((layer) => keyOf(layer) === number),
        owed: duty.layers.filter((layer) => keyOf(layer) === number),
      },
      goods,
      law,
    ),
  );
}

function pairFinding({ number, filed, owed }: Pair, goods: EntryRow, law: Law): Finding[] {
  const was = sumOf(filed);
  const is = owedSum(owed);
  const rate = owed.length === 1 && owed[0]?.rate ? decimal(owed[0].rate) : null;
  if (is === null)
    return was === 0 ? [] : [told(`${number}: ${dollars(was)} is filed, and may be owed in part`)];
  if (was === is) return rateFinding(number, filed, rate);
  const atRate = rate && !rate.isZero() ? ` at ${perCent(rate)}` : "";
  if (was === 0) return [wrong(`${number}: ${dollars(is)}${atRate} is owed and not filed`)];
  if (is === 0)
    return [wrong(`${number}: ${dollars(was)} is filed and not owed: ${whyNotOwed(number, goods, law)}`)];
  const filedRate = rateFiled(filed, was, goods);
  return [
    wrong(
      `${number}: filed ${dollars(was)}${filedRate ? ` at ${perCent(filedRate)}` : ""}, owed ${dollars(is)}${atRate}${otherDays(number, filedRate, law)}`,
    ),
  ];
}

const owedSum = (layers: readonly DeclaredLayer[]): number | null =>
  layers.reduce<number | null>((sum, { duty }) => (sum === null || duty === null ? null : sum + duty), 0);

/** The rate is not that of the law though the duty is; rates are compared at the places that were filed. */
function rateFinding(number: string, filed: readonly FiledLayer[], rate: Decimal | null): Finding[] {
  const stated = filed.length === 1 ? filed[0]?.rate : undefined;
  if (!stated || !rate || rate.toDecimalPlaces(stated.decimalPlaces()).eq(stated)) return [];
  return [wrong(`${number}: filed at ${perCent(stated)}, the rate is ${perCent(rate)}`)];
}

/** The rate stated, else what the duty is of the value. */
const rateFiled = (filed: readonly FiledLayer[], was: number, { value }: EntryRow): Decimal | null =>
  (filed.length === 1 ? filed[0]?.rate : null) ?? (value === 0 ? null : decimal(was).div(100).div(value));

/** The days on which the number had the rate that was filed, if it ever had. */
function otherDays(number: string, rate: Decimal | null, { schedule }: Law): string {
  const use = usesOf(number, schedule).find(
    ({ version: { duty, heading } }) =>
      heading === number && duty.kind === "ad-valorem" && rate !== null && duty.rate.eq(rate),
  );
  if (!use || rate === null) return "";
  const { from, until } = use.version;
  return `; ${perCent(rate)} is its rate from ${from}${until ? ` to ${addDays(until, -1)}` : ""}`;
}
