/** One of two tariffs that are held against each other: rates by eight digits on a day. */
import type { Context } from "../../command.js";
import type { IsoDate } from "../../domain/day.js";
import type { Edition } from "../../texts/hts-edition.js";

const RATE_COLUMNS = ["general", "special", "column2"] as const;
type RateColumn = (typeof RATE_COLUMNS)[number];

export interface TariffSide {
  readonly title: string;
  readonly lines: ReadonlySet<string>;
  /** "" where the column is empty; `undefined` where there is no such line. */
  rate(line: string, column: RateColumn): string | undefined;
}

/** The tariff of a schedule on a day. */
export function sideOn(context: Context, day: IsoDate, title: string): TariffSide {
  const { base } = context.schedule();
  const all = context
    .data()
    .json<{ lines: Readonly<Record<string, unknown>> }>("schedule/base/general.json").lines;
  return {
    title: `${title} on ${day}`,
    lines: new Set(Object.keys(all).filter((line) => base.ratesOf(line, day) !== undefined)),
    rate: (line, column) => {
      const rates = base.ratesOf(line, day);
      return rates && (rates[column] ?? "");
    },
  };
}

/** An edition as it stands in a file. */
export const sideOfEdition = (edition: Edition, title: string): TariffSide => ({
  title,
  lines: new Set(edition.general.keys()),
  rate: (line, column) => edition[column].get(line),
});

/** A rate that differs; "" and `undefined` as in a side. */
export interface RateChange {
  readonly line: string;
  readonly column: RateColumn;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Every rate that differs, by line and column; a line that is on one side alone differs in its general column. */
export function rateChanges(before: TariffSide, after: TariffSide): RateChange[] {
  const lines = [...new Set([...before.lines, ...after.lines])].sort();
  return lines.flatMap((line) => {
    const there = before.lines.has(line) && after.lines.has(line);
    return (there ? RATE_COLUMNS : (["general"] as const)).flatMap((column) => {
      const [was, is] = [before.rate(line, column), after.rate(line, column)];
      return was === is ? [] : [{ line, column, before: was, after: is }];
    });
  });
}
