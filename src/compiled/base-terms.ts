/** Base duties of lines as the tariff states them: one object for all lines on which they are the same. */
import { type ColumnDuty, chargeOf, dutyOfText, openAgreements, outrightFree } from "../law/base-duty.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS, ONE_DOLLAR } from "../law/entry.js";
import { rateLineOf } from "../law/hts.js";
import type { View } from "../law/measure.js";
import { type Origin, scheduleIn } from "../law/origin.js";
import { parseSpecialText, type SpecialRate, specialFor } from "../law/rate-text.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, type FastRate, fastRate } from "../law/units.js";
import { type Few, fewOf, isSame } from "./interned.js";
import { heldParts, memoize, memoizeRows, memoizeThing } from "./memo.js";

/** What a dollar of goods owes of base duty. */
export interface UnitBase {
  /** `null` where it needs a fact. */
  readonly rate: Decimal | null;
  /** The same, ready to be multiplied. */
  readonly fast: FastRate | null;
  /** A layer stands in its place. */
  readonly displaced: boolean;
  readonly needs: readonly string[];
}

/** The column that applies, beside the general rate that some duties count in. */
export interface StatedBase {
  readonly applied: ColumnDuty;
  readonly general: string | null;
  readonly onADollar: UnitBase;
}

/** Base duties of a list of lines under one edition of the tariff, by their index in it. */
export interface StatedBases {
  /** `undefined` where the tariff has no such line. */
  unclaimed(origin: Pick<Origin, "column2">): (line: number) => StatedBase | undefined;
  /** The same, each but once. */
  unclaimedOnce(origin: Pick<Origin, "column2">): Few<StatedBase | undefined>;
  claimed(
    origin: Pick<Origin, "column2" | "code" | "blocs">,
    claims: ReadonlySet<string>,
  ): (line: number) => StatedBase | undefined;
}

/**
 * Base duties of lines (sorted HTS numbers) on a day. Who asks for many days asks for `statedAsOn` them.
 * Source: HTSUS General Notes 3(a)-(c).
 */
export const statedBases = memoize(
  (schedule: Schedule, lines: readonly string[], on: IsoDate): StatedBases => {
    const textsIn = heldParts((column: Column) =>
      sameTexts(schedule, lines, column)(textsOf(column, schedule, lines, on)),
    );
    const plainOf = (inQuota: boolean) =>
      heldParts((column: "general" | "column2") =>
        plainBases(textsIn(column), column === "column2", inQuota),
      );
    const [beyondQuota, withinQuota] = [plainOf(false), plainOf(true)];
    const plainIn = ({ column2 }: Pick<Origin, "column2">, inQuota = false) =>
      (inQuota ? withinQuota : beyondQuota)(column2 ? "column2" : "general");
    return {
      unclaimed: (origin) => plainIn(origin).at,
      unclaimedOnce: (origin) => plainIn(origin),
      claimed: memoize((origin, claims) => {
        const inQuota = claims.has("in-quota");
        const plain = plainIn(origin, inQuota);
        const open = openAgreements(origin, { claims, date: on }, schedule);
        if (open.length === 0) return plain.at;
        const general = plainIn({ column2: false });
        const symbols = open.flatMap((one) => one.symbols).join(" ");
        const granted = grantedBases(textsIn("special"), general, plain, symbols, inQuota);
        const freeing = open.filter(({ frees }) => frees !== undefined);
        if (freeing.length === 0) return granted;
        return (line) => {
          const stated = general.at(line);
          const outright = stated && outrightFree(lines[line] as string, freeing);
          return outright ? outrightBase(outright.text, stated.applied.text, inQuota) : granted(line);
        };
      }),
    };
  },
);

/** Claims that base duties hang on. */
export const claimsOnBase = memoizeThing(
  ({ agreements }: Pick<Schedule, "agreements">): ReadonlySet<string> =>
    new Set(["in-quota", ...agreements.map(({ claim }) => claim)]),
);

type Texts = Few<string | null | undefined>;

/** Base duties of lines without a preference. */
interface PlainBases extends Few<StatedBase | undefined> {
  at(line: number): StatedBase | undefined;
}

/** The same object for all days on which the lines state the same texts in a column. */
const sameTexts = memoize((_schedule: Schedule, _lines: readonly string[], _column: Column) => {
  const met: Texts[] = [];
  return (all: readonly (string | null | undefined)[]): Texts => {
    const texts = fewOf(all);
    const same = met.find((one) => isSame(one.kept, texts.kept) && isSame(one.of, texts.of));
    if (same === undefined) met.push(texts);
    return same ?? texts;
  };
});

const plainBases = memoize(({ kept, of }: Texts, column2: boolean, inQuota: boolean): PlainBases => {
  const bases = kept.map((text) => (text === undefined ? undefined : plainBase(text, column2, inQuota)));
  return { kept: bases, of, at: (line) => bases[of[line] as number] };
});

/** Base duties at the special rate that symbols open, or at the plain one; each pair of texts is looked at once. */
const grantedBases = memoize(
  ({ kept, of }: Texts, general: PlainBases, plain: PlainBases, symbols: string, inQuota: boolean) => {
    const opened = symbols.split(" ");
    const specialIn = memoizeRows((text: number): SpecialRate | null => {
      const special = specialFor(ratesOf(kept[text] ?? ""), opened);
      return special?.duty ? special : null;
    });
    const grantedAs = memoizeRows((pair: number): StatedBase | null => {
      const special = specialIn(Math.floor(pair / general.kept.length));
      const stated = general.kept[pair % general.kept.length];
      return special && specialBase(special, stated?.applied.text ?? null, inQuota);
    });
    return (line: number) =>
      grantedAs((of[line] as number) * general.kept.length + (general.of[line] as number)) ?? plain.at(line);
  },
);

const ratesOf = memoize((text: string): readonly SpecialRate[] => parseSpecialText(text));

/** Base duties without a preference. */
export const plainBase = memoize((text: string | null, column2: boolean, inQuota: boolean): StatedBase => {
  const applied: ColumnDuty = {
    column: column2 ? "column 2" : "general",
    text: text ?? "",
    duty: dutyOfText(text),
  };
  return statedBase(applied, column2 ? null : text, inQuota);
});

/** Base duties at a rate of the special column. A text of that column has the same rates wherever it stands. */
const specialBase = ({ text, symbols }: SpecialRate, general: string | null, inQuota: boolean): StatedBase =>
  claimedBase(text, symbols.join(","), general, inQuota);

const claimedBase = memoize(
  (text: string, symbols: string, general: string | null, inQuota: boolean): StatedBase =>
    statedBase({ column: "special", text: `${text} (${symbols})`, duty: dutyOfText(text) }, general, inQuota),
);

/** Base duties of goods that a preference makes free whatever the column says. */
const outrightBase = memoize(
  (text: string, general: string | null, inQuota: boolean): StatedBase =>
    statedBase({ column: "special", text, duty: outrightDuty(text) }, general, inQuota),
);

/** The duty that the text of a preference states before its symbols. */
const outrightDuty = (text: string) => dutyOfText(text.replace(/ \([^()]*\)$/, ""));

function statedBase(applied: ColumnDuty, general: string | null, inQuota: boolean): StatedBase {
  const claims = inQuota ? IN_QUOTA : NO_CLAIMS;
  const { charge } = chargeOf(applied, general, { ...ONE_DOLLAR, claims });
  const onADollar =
    "duty" in charge
      ? unitBase(charge.duty, false)
      : { rate: null, fast: null, displaced: false, needs: charge.needs };
  return { applied, general, onADollar };
}

const IN_QUOTA: ReadonlySet<string> = new Set(["in-quota"]);

export const unitBase = (rate: Decimal, displaced: boolean): UnitBase => ({
  rate,
  fast: fastRate(rate),
  displaced,
  needs: [],
});

type Column = "general" | "special" | "column2";

/** The line that states the rate of each number of a list; one text for neighbours of the same line. */
export const rateLines = memoize((hts: readonly string[]): readonly string[] => {
  let line = "";
  return hts.map((number) => {
    if (line.length < RATE_DIGITS || !number.startsWith(line)) line = rateLineOf(number);
    return line;
  });
});

/** A shorter number is a chapter or heading, and what starts so is another line. */
const RATE_DIGITS = 8;

/** Texts of a column for all lines on a day; `undefined` where the tariff has no such line. */
function textsOf(
  column: Column,
  { base }: Schedule,
  lines: readonly string[],
  on: IsoDate,
): readonly (string | null | undefined)[] {
  let line: string | undefined;
  let text: string | null | undefined;
  return rateLines(lines).map((own) => {
    if (own !== line) text = base.ratesOf(own, on)?.[column];
    line = own;
    return text;
  });
}

/** The law as a view has it, one object for all who ask: what is worked out of it is kept with it. */
export const lawIn = memoize((law: Schedule, view: View): Schedule => scheduleIn(law, view));

/**
 * A day on which lines state, and agreements give, what they do on another: the first that was asked about. Trade followed
 * for long comes back to few, and trade of one day need not know which days there are.
 */
export const statedAsOn = memoize(({ base, agreements }: Schedule): ((date: IsoDate) => IsoDate) => {
  const asked: IsoDate[] = [];
  const stretchOf = memoizeRows((on: IsoDate) =>
    [
      ...base.editionDays,
      ...base.changeDays,
      ...agreements.flatMap(({ from, until }) => [from, until ?? from]),
    ]
      .filter((day) => day <= on)
      .sort()
      .at(-1),
  );
  return memoizeRows((date: IsoDate) => {
    const same = asked.find((day) => stretchOf(day) === stretchOf(date));
    if (same === undefined) asked.push(date);
    return same ?? date;
  });
});
