/** What an entry summary says was filed, beside the goods. Units: cents. */
import { htsCode, printHts } from "../domain/hts.js";
import { type Rate, toCents } from "../domain/units.js";
import { UserError } from "../errors.js";
import { parseShare, parseUsd } from "../parse.js";
import { attempt, type Cells, type RowProblem, type Text, textIn } from "./columns.js";

/** One number of a line as filed. */
export interface FiledLayer {
  readonly number: string;
  readonly duty: number;
}

export interface Filed {
  /** Duty of the line; `null` if not filed in one sum. */
  readonly duty: number | null;
  /** `null` if not filed by number. */
  readonly layers: readonly FiledLayer[] | null;
  /** Fees and total of the whole entry, wherever in it they stand. */
  readonly mpf: number | null;
  readonly hmf: number | null;
  readonly total: number | null;
  /** Share of the goods that was exported since, for drawback. */
  readonly exported: Rate | null;
}

export const FILED_COLUMNS = [
  "filed_duty_usd",
  "filed_layers",
  "filed_mpf_usd",
  "filed_hmf_usd",
  "filed_total_usd",
  "exported_share",
] as const;

/** Reads the filed columns of a row; what is empty is not filed. */
export function filedReader(columns: readonly string[]): (cells: Cells, problems: RowProblem[]) => Filed {
  const at = Object.fromEntries(FILED_COLUMNS.map((name) => [name, textIn(columns, name)]));
  const read = <T>(name: (typeof FILED_COLUMNS)[number], parse: (text: string) => T) => {
    const { of } = at[name] as Text;
    return (cells: Cells, problems: RowProblem[]): T | null => {
      const text = of(cells).trim();
      return text === "" ? null : (attempt(name, problems, () => parse(text)) ?? null);
    };
  };
  const fields = {
    duty: read("filed_duty_usd", cents),
    layers: read("filed_layers", layersOf),
    mpf: read("filed_mpf_usd", cents),
    hmf: read("filed_hmf_usd", cents),
    total: read("filed_total_usd", cents),
    exported: read("exported_share", parseShare),
  };
  return (cells, problems) => ({
    duty: fields.duty(cells, problems),
    layers: fields.layers(cells, problems),
    mpf: fields.mpf(cells, problems),
    hmf: fields.hmf(cells, problems),
    total: fields.total(cells, problems),
    exported: fields.exported(cells, problems),
  });
}

const cents = (text: string): number => toCents(parseUsd(text)).times(100).toNumber();

/** `9903.94.01:7500.00; 8703.23.01:750.00`, with or without the rate in between, as `duty --file` writes them. */
function layersOf(text: string): FiledLayer[] {
  return text.split(/[;|]/).flatMap((part) => {
    if (part.trim() === "") return [];
    const [number = "", ...rest] = part.split(":").map((word) => word.trim());
    const code = htsCode(number);
    const duty = rest.at(-1);
    if (code === undefined || duty === undefined || rest.length > 2)
      throw new UserError(`expected a number and its duty such as 9903.94.01:7500.00; got "${part.trim()}"`);
    return [{ number: printHts(code), duty: cents(duty) }];
  });
}
