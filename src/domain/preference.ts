/** Preferences that importers are taken to claim: which dollars of each row of a year of trade. */
import type { Origin } from "./country.js";
import { type Flow, isMixed } from "./flow.js";
import { isOutsideTariffBase } from "./hts.js";
import { AS_RECORDED, type Portion, type PortionRow, portionOf, rowsOf } from "./portion.js";
import type { AssumptionKind } from "./priced.js";
import type { Schedule } from "./schedule.js";
import type { Decimal } from "./units.js";

/** Whole dollars of one row that are entered under a claim. */
export interface RowClaim {
  readonly claim: string;
  readonly dollars: number;
}

/** An assumption about which preferences are claimed. */
export interface PreferenceUse {
  readonly kind: AssumptionKind;
  /** What is claimed on each row of a flow; `undefined` where the assumption does not speak of the origin. */
  claimed(flow: Flow, origin: Origin, past: Schedule): readonly (RowClaim | undefined)[] | undefined;
}

/** The same claim on a share of each row; none on mixed rows and outside the tariff base. Rounds half up. */
export const claimedByShare = (
  { hts, value }: Flow,
  claim: string,
  shareOf: (hts: string) => Decimal,
): RowClaim[] =>
  hts.map((code, row) => {
    const share = isOutsideTariffBase(code) || isMixed(code) ? null : shareOf(code);
    return { claim, dollars: share === null ? 0 : dollarsOf(share.times(value[row] ?? 0)) };
  });

/** Whole dollars, half up. */
export const dollarsOf = (amount: Decimal): number => amount.round().toNumber();

const claimSets = new Map<string, ReadonlySet<string>>();
/** One set a claim, so that what is known of products with it is known once. */
function setOf(claim: string): ReadonlySet<string> {
  const set = claimSets.get(claim) ?? new Set([claim]);
  claimSets.set(claim, set);
  return set;
}

/**
 * Splits a flow into the dollars that claim and those that do not; together they are its dollars, and the duty of a
 * row is split as its value. Rows of which nothing is claimed stay as they are recorded.
 */
export function splitByClaim(
  flow: Flow,
  claims: readonly (RowClaim | undefined)[],
  kind: AssumptionKind,
): Portion[] {
  const plain: PortionRow[] = [];
  const rest: PortionRow[] = [];
  const claiming = new Map<string, PortionRow[]>();
  for (const [index, row] of rowsOf(flow).entries()) {
    const { claim = "", dollars = 0 } = claims[index] ?? {};
    if (dollars === 0) plain.push(row);
    else {
      const [claimed, other] = split(row, dollars);
      const own = claiming.get(claim) ?? [];
      claiming.set(claim, own);
      own.push(claimed);
      if (other.value > 0) rest.push(other);
    }
  }
  const terms = { ...AS_RECORDED, assumed: [kind] };
  return [
    ...portionOf(flow, plain, AS_RECORDED),
    ...portionOf(flow, rest, terms),
    ...[...claiming].flatMap(([claim, rows]) => portionOf(flow, rows, { ...terms, claims: setOf(claim) })),
  ];
}

/** The part of a row that claims, and the rest of it. */
function split(row: PortionRow, dollars: number): [PortionRow, PortionRow] {
  const duty = Number((BigInt(row.duty) * BigInt(dollars)) / BigInt(row.value));
  return [
    { ...row, value: dollars, duty },
    { ...row, value: row.value - dollars, duty: row.duty - duty },
  ];
}
