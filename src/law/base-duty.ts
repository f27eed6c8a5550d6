/** The duty of the tariff itself: column 1 general, a claimed special rate, or column 2. */
import { inSpan } from "./calendar.js";
import type { BaseAmounts, Charge, Charged, Duty } from "./duty/duty.js";
import { charge } from "./duty/index.js";
import type { Entry } from "./entry.js";
import { isAlcoholic } from "./hts.js";
import { type Agreement, includesOrigin, type Origin } from "./origin.js";
import { parseRateText, parseSpecialText, type SpecialRate, specialFor } from "./rate-text.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { owed, WHOLE } from "./units.js";

type Column = "general" | "special" | "column 2";

/** Which column of the tariff applies, and the duty it states. */
export interface ColumnDuty {
  readonly column: Column;
  readonly text: string;
  readonly duty: Duty;
}

/** The duty a rate text states. */
export const dutyOfText = (text: string | null): Duty =>
  text === null || text === ""
    ? { kind: "unknown", reason: "the tariff states no rate on this line" }
    : parseRateText(text);

/**
 * The column that applies to goods of an origin with these claims. A claim that the line does not grant changes
 * nothing: goods then owe the general rate. Source: HTSUS General Notes 3(a)-(c).
 */
function columnFor(
  rates: BaseRates,
  origin: Origin,
  entry: Pick<Entry, "claims" | "date" | "hts">,
  schedule: Pick<Schedule, "agreements">,
): ColumnDuty {
  const outright = outrightFree(entry.hts, openAgreements(origin, entry, schedule));
  if (outright) return { column: "special", text: outright.text, duty: outright.duty };
  const special =
    entry.claims.size === 0 || rates.special === null
      ? undefined
      : specialFrom(rates.special, symbolsOf(origin, entry, schedule));
  if (special?.duty)
    return { column: "special", text: `${special.text} (${special.symbols.join(",")})`, duty: special.duty };
  return origin.column2
    ? { column: "column 2", text: rates.column2 ?? "", duty: dutyOfText(rates.column2) }
    : { column: "general", text: rates.general ?? "", duty: dutyOfText(rates.general) };
}

/** Symbols of the special column that claims open to goods of an origin on a day. */
export const symbolsOf = (
  origin: Origin,
  entry: Pick<Entry, "claims" | "date">,
  schedule: Pick<Schedule, "agreements">,
): readonly string[] => openAgreements(origin, entry, schedule).flatMap((agreement) => agreement.symbols);

/** Preferences claimed that are open to goods of an origin on a day. */
export const openAgreements = (
  origin: Pick<Origin, "code" | "blocs">,
  { claims, date }: Pick<Entry, "claims" | "date">,
  { agreements }: Pick<Schedule, "agreements">,
): readonly Agreement[] =>
  claims.size === 0
    ? NONE_OPEN
    : agreements.filter(
        ({ claim, origins, from, until }) =>
          claims.has(claim) && includesOrigin(origins, origin) && inSpan({ from, until }, date),
      );

const NONE_OPEN: readonly Agreement[] = [];

/** The rate of goods that one of these preferences makes free whatever the special column says. */
export function outrightFree(hts: string, open: readonly Agreement[]): SpecialColumn | undefined {
  const freeing = open.find(({ frees }) => frees?.some((start) => start === "*" || hts.startsWith(start)));
  return freeing && { text: `Free (${freeing.symbols.join(",")})`, duty: { kind: "free" } };
}

type SpecialColumn = Pick<ColumnDuty, "text" | "duty">;

/** The rate in a text of the special column that any of the symbols opens. */
export const specialFrom = (text: string, symbols: readonly string[]): SpecialRate | undefined =>
  symbols.length === 0 ? undefined : specialFor(parseSpecialText(text), symbols);

/** A base duty in dollars, or what it needs; `estimated` where it is the duty observed in trade figures. */
export interface BaseCharge {
  readonly applied: ColumnDuty;
  readonly charge: Charge;
  readonly estimated: boolean;
  /** For duties that count the base in. */
  readonly amounts: BaseAmounts | null;
}

/** Base duty of an entry. Errors: none; a line without a computable rate gives `needs`. */
export function baseCharge(rates: BaseRates, origin: Origin, entry: Entry, schedule: Schedule): BaseCharge {
  return chargeOf(columnFor(rates, origin, entry, schedule), rates.general, entry);
}

/** Base duty of an entry to which a column applies, beside the general rate of its line. */
export function chargeOf(applied: ColumnDuty, generalText: string | null, entry: Entry): BaseCharge {
  const stated = charge(applied.duty, onWholeValue(entry));
  const estimated = !("duty" in stated) && entry.observedBase !== null;
  const result: Charge = estimated && entry.observedBase ? { duty: entry.observedBase } : stated;
  return { applied, charge: result, estimated, amounts: amounts(result, applied, generalText, entry) };
}

function amounts(
  result: Charge,
  { column }: ColumnDuty,
  generalText: string | null,
  entry: Entry,
): BaseAmounts | null {
  if (!("duty" in result)) return null;
  const general: Charge =
    column === "special" ? charge(dutyOfText(generalText), onWholeValue(entry)) : result;
  return {
    general: "duty" in general ? general.duty : null,
    charged: result.duty,
    customsValue: entry.value,
  };
}

const onWholeValue = (entry: Entry): Charged => ({
  value: owed(entry.value, WHOLE),
  share: WHOLE,
  quantities: entry.quantities,
  exactQuantity: isAlcoholic(entry.hts),
  components: entry.components,
  inQuota: entry.claims.has("in-quota"),
  base: null,
});
