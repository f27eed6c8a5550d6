/**
 * The lines of a year of trade on the imports of other months: each industry of a partner has what was imported in them, in
 * the proportions that its lines had in the year.
 */
import { apportion } from "./apportion.js";
import type { Flow } from "./flow.js";

/** A flow on other imports, and what of them has no line to stand on. */
export interface Reweighed {
  readonly flow: Flow;
  /** Dollars of industries of which nothing was imported in the year of the flow. */
  readonly unmatched: number;
}

/**
 * @param importsOf Dollars of an industry in the months meant; `undefined` where they are not known: its lines stay as they are.
 * Units: whole dollars; the parts of an industry add up to its imports. Duty is scaled as value, rounded down.
 */
export function reweigh(
  flow: Flow,
  industries: readonly string[],
  industryOf: (hts: string) => string,
  importsOf: (industry: string, inYear: number) => number | undefined,
): Reweighed {
  const rows = new Map<string, number[]>(industries.map((industry) => [industry, []]));
  for (const [row, hts] of flow.hts.entries()) {
    const own = rows.get(industryOf(hts)) ?? [];
    rows.set(industryOf(hts), own);
    own.push(row);
  }
  const [value, duty] = [[...flow.value], [...flow.duty]];
  let unmatched = 0;
  for (const [industry, own] of rows) {
    const before = own.map((row) => flow.value[row] as number);
    const inYear = before.reduce((sum, dollars) => sum + dollars, 0);
    const imports = importsOf(industry, inYear);
    if (imports === undefined) continue;
    if (inYear === 0) unmatched += imports;
    else
      for (const [index, part] of apportion(imports, before).entries()) {
        const row = own[index] as number;
        value[row] = part;
        duty[row] = scaled(flow.duty[row] as number, part, before[index] as number);
      }
  }
  return { flow: { ...flow, value, duty }, unmatched };
}

const scaled = (duty: number, part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(duty) * BigInt(part)) / BigInt(whole));
