/** The share of imports from Canada and Mexico that is entered under the USMCA, by line. */
import { type Country, includesOrigin } from "../domain/country.js";
import { chapterOf } from "../domain/hts.js";
import { claimedByShare, type PreferenceUse } from "../domain/preference.js";
import { type Decimal, decimal } from "../domain/units.js";
import type { Reader } from "./reader.js";

/** Shares by line, by chapter, and of all under no number at all; `null` for no imports in a period. */
interface ClaimsTable {
  readonly origins: Readonly<
    Record<
      Country,
      {
        readonly hts: readonly string[];
        readonly shares: Readonly<Record<string, readonly (number | null)[]>>;
      }
    >
  >;
}

const CLAIM = "USMCA";
const PARTS_OF_ONE = 10_000;

/** Claims at the shares of a period; a line that was not imported then claims as its chapter, else as all goods. */
export const usmcaClaims = (reader: Reader, table: string, period: string): PreferenceUse => ({
  kind: "usmca-claims",
  claimed(flow, origin, past) {
    const may = past.agreements.some(
      ({ claim, origins }) => claim === CLAIM && includesOrigin(origins, origin),
    );
    if (!may) return undefined;
    const own = reader.json<ClaimsTable>(`${table}.json`).origins[origin.code];
    const shares = own?.shares[period];
    if (own === undefined || shares === undefined) return undefined;
    const known = new Map(
      own.hts.flatMap((hts, index): [string, Decimal][] => {
        const share = shares[index] ?? null;
        return share === null ? [] : [[hts, decimal(share).div(PARTS_OF_ONE)]];
      }),
    );
    const none = decimal(0);
    return claimedByShare(
      flow,
      CLAIM,
      (hts) => known.get(hts) ?? known.get(chapterOf(hts)) ?? known.get("") ?? none,
    );
  },
});
