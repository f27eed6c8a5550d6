/**
 * A second export of entry summaries, with mistakes of other kinds than the first: headings of another country or another
 * time, exemptions missed, duties of another day, preferences that are not open, fees of another year, and content, deposits and
 * chapter 98 put wrongly. Duties are worked out here from the rates of the law; exactly the mistakes are found.
 */
import { describe, expect, test } from "vitest";
import { rowsOf } from "../rows-of.js";
import { audit } from "./duty-file.js";

/**
 * What is filed rightly, and under it what is filed wrongly: numbers, each with the share of the value that stands by it (`-`
 * if none does) and its duty as a share of the value of the entry. Beside a mistake stand the duty filed less the duty owed,
 * as such a share, and a word that the finding has. Rates: headings 9903.01.25 (10%), 9903.03.01 (10% from 2026-02-24),
 * 9903.02.60 and .69 (20%), 9903.01.32 (annex II), 9903.94.01 and .41, 9903.81.87 and .91; 9903.02.55 on what 9802.00.80 leaves,
 * and on the value of a repair, which stands by the number of the goods, that of the goods as exported by 9802.00.50.
 */
const FILED = `
name           | on         | of | spi | numbers                                                                       | wrong by | says
shirts         | 11/10/2025 | VN |     | 9903.02.69 - .2, 6109.10.00.12 1 .165                                         |          |
               |            | VN |     | 9903.02.60 - .2, 6109.10.00.12 1 .165                                         | 0        | 9903.02.60
               |            | VN |     | 9903.01.25 - .1, 6109.10.00.12 1 .165                                         | -.1      | 9903.02.69
               |            | VN | S   | 9903.02.69 - .2, 6109.10.00.12 1 0                                            | none     | cannot claim USMCA
laptop         | 06/19/2025 | VN |     | 9903.01.32 - 0, 8471.30.01.00 1 0                                             |          |
               |            | VN |     | 9903.01.25 - .1, 8471.30.01.00 1 0                                            | .1       | 9903.01.25
machine        | 03/02/2026 | DE |     | 9903.03.01 - .1, 8479.20.00.00 1 0                                            |          |
machine, early | 02/20/2026 | DE |     | 9903.03.01 - .1, 8479.20.00.00 1 0                                            | .1       | 9903.03.01
car            | 06/19/2025 | JP |     | 9903.01.33 - 0, 9903.94.01 - .25, 8703.23.01.60 1 .025                        |          |
               |            | JP |     | 9903.01.25 - .1, 9903.94.01 - .25, 8703.23.01.60 1 .025                       | .1       | 9903.01.25
car, all in    | 10/01/2025 | JP |     | 9903.94.41 - .15, 8703.23.01.60 1 0                                           |          |
               |            | JP |     | 9903.94.41 - .125, 8703.23.01.60 1 0                                          | -.025    | 9903.94.41
steel content  | 08/20/2025 | DE |     | 9903.02.20 - .105, 8431.31.00.20 .7 0; 9903.01.33 - 0, 9903.81.91 - .15, 8431.31.00.20 .3 0 |  |
               |            | DE |     | 9903.02.20 - .105, 8431.31.00.20 .7 0; 9903.01.33 - 0, 9903.81.91 - .1, 8431.31.00.20 .3 0  | -.05 | 9903.81.91
tubes          | 12/15/2025 | KR |     | 9903.81.87 - .5, 7306.61.50.00 1 0, A580880000 - .125                         |          |
               |            | KR |     | 9903.81.87 - .5, 7306.61.50.00 1 0                                            | -.125    | A-580-880
assembled      | 12/15/2025 | ZA |     | 9802.00.80 .4 0, 9903.02.55 - .18, 9017.80.00.00 .6 .0318                  |          |
               |            | ZA |     | 9802.00.80 .4 0, 9903.02.55 - .3, 9017.80.00.00 .6 .0318                   | .12      | 9903.02.55
repaired       | 12/15/2025 | ZA |     | 9802.00.50.60 .9 0, 9903.02.55 - .03, 9017.80.00.00 .1 .0053               |          |
               |            | ZA |     | 9802.00.50.60 .9 0, 9903.02.55 - .3, 9017.80.00.00 .1 .0053                | .27      | 9903.02.55
`;

interface Filed {
  readonly name: string;
  readonly on: string;
  readonly of: string;
  readonly spi: string;
  readonly lines: readonly (readonly (readonly [number: string, share: string, duty: number])[])[];
  /** Of the value; `null` where the row is none. */
  readonly wrongBy: number | null;
  readonly says: string;
}

const filed: Filed[] = [];
for (const [name = "", on = "", of = "", spi = "", numbers = "", wrongBy = "", says = ""] of rowsOf(FILED)) {
  const before = filed.at(-1);
  filed.push({
    ...{ name: name || (before?.name ?? ""), on: on || (before?.on ?? ""), of, spi, says },
    lines: numbers.split("; ").map((line) =>
      line.split(", ").map((one) => {
        const [number = "", share = "", duty = ""] = one.split(" ");
        return [number, share, Number(duty)] as const;
      }),
    ),
    wrongBy: wrongBy === "none" ? null : Number(wrongBy),
  });
}
const right = filed.filter(({ says }) => says === "");
const wrong = filed.filter(({ says }) => says !== "");

const cents = (dollars: number): number => Math.round(Number((dollars * 100).toFixed(6)));
const money = (amount: number): string => (amount / 100).toFixed(2);

/** 0.3464%, with the least and the most of the fiscal year, which begins on October 1 (19 CFR 24.23(b)). */
const LIMITS = { 2025: [3271, 63462], 2026: [3358, 65150] } as const;
const feeOf = (value: number, year: 2025 | 2026): number =>
  Math.min(LIMITS[year][1], Math.max(LIMITS[year][0], cents(value * 0.003464)));
const yearOf = ({ on }: Filed): 2025 | 2026 => (Number(on.slice(0, 2)) >= 10 ? 2026 : 2025);
/** Parts of the United States have no fee on them: what 9802.00.80 leaves is 60%. */
const feeValue = ({ name }: Filed, value: number): number => (name === "assembled" ? value * 0.6 : value);

interface Entry {
  readonly number: string;
  readonly filed: Filed;
  readonly value: number;
  readonly mpf: number;
  readonly hmf: number;
  readonly says: string;
}

const entry = (at: number, one: Filed, value: number, says = one.says): Entry => ({
  ...{ number: `QRS-${8000000 + at}-${at % 10}`, filed: one, value, says },
  mpf: one.name === "repaired" ? 0 : feeOf(feeValue(one, value), yearOf(one)),
  hmf: cents(value * 0.00125),
});

/** Each mistake three times, each of the fees' too, among twelve times as many entries filed rightly. */
function entries(): Entry[] {
  const all: Entry[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const one of wrong) {
      all.push(entry(all.length, one, 20_000 + 1000 * round));
      for (const good of [...right.slice(0, 4 + (all.length % 4)), ...right.slice(-1)])
        all.push(entry(all.length, good, 12_000 + 1000 * round));
    }
    const [shirts] = right as [Filed];
    const ofYear = (value: number) => entry(all.length, shirts, value, "Merchandise processing fee");
    /** The least and the most of the year before, and no fee of the harbor on goods by sea. */
    all.push({ ...ofYear(2000), mpf: feeOf(2000, 2025) });
    all.push({ ...ofYear(400_000 + round), mpf: feeOf(400_000, 2025) });
    all.push({ ...entry(all.length, shirts, 15_000, "Harbor maintenance fee"), hmf: 0 });
  }
  return all;
}

const HEAD =
  "Entry Summary Number,Entry Date,Line Number,HTS Number - Full,Country of Origin Code,Line SPI Code,Mode of Transportation Code," +
  "Line Goods Value Amount,Line Duty Amount,Line MPF Amount,Line HMF Amount,adcvd";

function rowsOfEntry({ number, filed: { on, of, spi, lines, name }, value, mpf, hmf }: Entry): string[] {
  const orders = name === "tubes" ? "A-580-880=12.5%;A-580-859=none" : "";
  return lines.flatMap((numbers, line) =>
    numbers.map(([code, share, duty], at) => {
      const own = [
        share === "-" ? "" : String(Number((Number(share) * value).toFixed(2))),
        money(cents(duty * value)),
      ];
      const fees = line + at === 0 ? [money(mpf), money(hmf)] : ["", ""];
      return [number, on, line + 1, code, of, spi, "11", ...own, ...fees, orders].join(",");
    }),
  );
}

describe("an export with mistakes of other kinds", async () => {
  const all = entries();
  const { out } = await audit([HEAD, ...all.flatMap(rowsOfEntry), ""].join("\n"), "--format", "json");
  const { rows } = JSON.parse(out) as { readonly rows: readonly Readonly<Record<string, string | null>>[] };
  const linesOf = (number: string) => rows.filter((row) => row.entry === number);
  const said = (number: string) =>
    linesOf(number)
      .flatMap(({ finding }) => finding ?? [])
      .join("; ");
  const isWrong = (number: string) =>
    linesOf(number).some(({ status }) => status !== "agrees") ||
    /filed \$|is owed|not owed:/.test(said(number));

  test("exactly the mistakes are found", () => {
    const found = all
      .filter(({ number }) => isWrong(number))
      .map(({ number, filed: { name } }) => `${number} ${name}`);
    const made = all
      .filter(({ says }) => says !== "")
      .map(({ number, filed: { name } }) => `${number} ${name}`);
    expect(found).toEqual(made);
  });

  test("each by its number or its fee, and to the cent", () => {
    for (const { number, says, value, filed: one } of all) {
      if (says !== "") expect(said(number), `${one.name}: ${says}`).toContain(says);
      const sum = linesOf(number).reduce((total, row) => total + cents(Number(row.difference_usd ?? 0)), 0);
      if (one.wrongBy !== null)
        expect([number, one.name, sum]).toEqual([number, one.name, cents(one.wrongBy * value)]);
    }
  });
});
