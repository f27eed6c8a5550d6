/** Lines of one entry that stand together in a file. */

import type { EntryRow } from "../../texts/entry-row.js";
import type { Row } from "../../texts/rows.js";
import type { Priced } from "./pricer.js";
import type { ReadRow } from "./reading.js";
import { SeenEntries } from "./seen-entries.js";

/** A row with what it owes; `priced` is `null` where it cannot be read or priced. */
export interface PricedRow {
  readonly row: Row;
  readonly entry: string;
  readonly goods: EntryRow | null;
  readonly priced: Exclude<Priced, { problem: string }> | null;
  readonly problems: readonly string[];
}

export function pricedRow(read: ReadRow, price: (goods: EntryRow) => Priced): PricedRow {
  const { row, entry, goods, problems } = read;
  if (goods === null) return { row, entry, goods, priced: null, problems };
  const priced = price(goods);
  return "problem" in priced
    ? { row, entry, goods, priced: null, problems: [`hts: ${priced.problem}`] }
    : { row, entry, goods, priced, problems };
}

/** Gathers rows into entries. `add` gives the entry that a row completes, `rest` the last one. */
export function entryGroups() {
  const seen = new SeenEntries();
  let lines: PricedRow[] = [];
  let current = "";
  const complete = (): readonly PricedRow[] => {
    const done = lines;
    lines = [];
    return done;
  };
  return {
    add(row: PricedRow): readonly PricedRow[] {
      const { entry } = row;
      const joins = entry !== "" && entry === current && lines.length > 0;
      const done = joins ? [] : complete();
      current = entry;
      lines.push(joins || entry === "" ? row : begun(row, entry));
      return done;
    },
    rest: complete,
  };

  /** The first line of an entry, told if its entry was there before. */
  function begun(row: PricedRow, entry: string): PricedRow {
    const before = seen.began(entry, row.row.at);
    if (before === 0) return row;
    const apart = `entry: ${entry} already began in row ${before}; lines of an entry stand together, or its fees are counted twice`;
    return { ...row, problems: [...row.problems, apart] };
  }
}

/** What the lines of one entry must agree on. */
const SHARED = ["date", "mode", "entryType"] as const;

const otherFact = ({ goods }: PricedRow, first: EntryRow) =>
  goods === null ? undefined : SHARED.find((fact) => goods[fact] !== first[fact]);

/** The lines, those that disagree with the first told so. */
export function agreeing(lines: readonly PricedRow[]): readonly PricedRow[] {
  const first = lines[0]?.goods;
  if (!first || lines.every((line) => otherFact(line, first) === undefined)) return lines;
  return lines.map((line) => {
    const other = otherFact(line, first);
    if (other === undefined) return line;
    const told = `${other}: ${line.goods?.[other]} differs from ${first[other]} of the same entry`;
    return { ...line, problems: [...line.problems, told] };
  });
}
