/** Facts that few rows of a file of entries state: quantities, contents, and the day of loading. */
import type { IsoDate } from "../domain/day.js";
import type { Quantity } from "../domain/duty.js";
import type { HtsCode } from "../domain/hts.js";
import type { Shares } from "../domain/part.js";
import { usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import { parseDay, parseQuantity } from "../parse.js";
import { attempt, type Cells, type RowProblem, type Text } from "./columns.js";
import { type Contents, METALS, parseContent, sharesOf } from "./contents.js";

/** What is left out is not known. */
export interface StatedFacts {
  readonly quantities: readonly Quantity[];
  readonly shares: Shares;
  readonly loadedOn: IsoDate | null;
}

const CONTENT_COLUMNS = [
  ...METALS.map((metal) => [`metal_${metal}`, metal] as const),
  ["us_content", "us"] as const,
];

interface Goods {
  readonly hts: HtsCode;
  readonly date: IsoDate;
  readonly value: number;
}

/** Reads the facts of a row; `null` where it states none. Problems are added to those of the row. */
export function factsReader(at: (name: string) => Text, unitOf: (hts: HtsCode) => string | null) {
  const [qty, unit, loaded] = [at("qty"), at("unit"), at("loaded_on")];
  const contents = CONTENT_COLUMNS.map(([name, piece]) => ({ piece, text: at(name) }));
  const present = [qty, loaded, ...contents.map(({ text }) => text)].filter(({ index }) => index >= 0);
  return (cells: Cells, { hts, date, value }: Goods, problems: RowProblem[]): StatedFacts | null => {
    if (present.every(({ of }) => of(cells) === "")) return null;
    const given = contents.filter(({ text }) => text.of(cells) !== "");
    const stated: Record<string, unknown> = {};
    for (const { piece, text } of given)
      stated[piece] = attempt(text.name, problems, () => parseContent(text.of(cells)));
    if (problems.length > 0) return null;
    const columns = given.map(({ text }) => text.name).join(" and ");
    return {
      quantities:
        attempt(qty.name, problems, () => quantitiesOf(qty.of(cells), unit.of(cells) || unitOf(hts))) ?? [],
      shares: attempt(columns, problems, () => sharesOf(stated as Contents, usd(value))) ?? {},
      loadedOn: attempt(loaded.name, problems, () => loadedOn(loaded.of(cells), date)) ?? null,
    };
  };
}

/** `1200`, `1200kg`, `1200kg;40 no.`: a number alone is in the unit given beside it, or the line's own. */
function quantitiesOf(text: string, unit: string | null): Quantity[] {
  if (text.trim() === "") return [];
  return text.split(";").map((part) => parseQuantity(/[a-z]/i.test(part) ? part : `${part}${unit ?? ""}`));
}

function loadedOn(text: string, date: IsoDate): IsoDate | null {
  if (text.trim() === "") return null;
  const day = parseDay(text);
  if (day > date) throw new UserError(`goods entered on ${date} cannot have been loaded on ${day}`);
  return day;
}
