/** Prices goods by the tables of a law on DuckDB. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { DIALECTS } from "../../src/commands/compile/dialects.js";
import { filesOf, sqlOf } from "../../src/commands/compile/files.js";
import { oneSet } from "../../src/compiled/product-table.js";
import type { LawTables } from "../../src/compiled/tables/law-tables.js";
import type { Context } from "../../src/contract/command.js";
import { claimsNamed } from "../../src/entries/claims.js";
import { type EntryRow, statedNumber } from "../../src/entries/entry-row.js";
import type { StatedFacts } from "../../src/entries/stated-facts.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { NO_CLAIMS, NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import { type Country, includesOrigin, type Origin } from "../../src/law/origin.js";
import type { Shares } from "../../src/law/part.js";
import { countedIn } from "../../src/law/quantity.js";
import { claimsOfLaw } from "../../src/law/scope.js";
import { decimal } from "../../src/law/units.js";

export type SqlRow = Readonly<Record<string, string | number | bigint | null>>;

/** Lines of entries as the table `entries` has them; quantities in a unit each, shares in millionths. */
export function entryValues(rows: readonly EntryRow[], entryOf: (at: number) => string = () => ""): string {
  const text = (value: string | null | undefined) =>
    value === null || value === undefined ? "NULL" : `'${value.replaceAll("'", "''")}'`;
  const day = (value: string | null | undefined) => (value ? `CAST('${value}' AS DATE)` : "NULL");
  return rows
    .map((row, at) => {
      const { facts } = row;
      const [first, ...others] = facts?.quantities() ?? [];
      const share = (piece: "steel" | "aluminum" | "copper" | "us") =>
        facts?.shares[piece] === undefined ? "NULL" : facts.shares[piece].times(1e6).toFixed(0);
      const isFine = Object.values(facts?.shares ?? {}).every((one) => one.decimalPlaces() <= 6);
      const other =
        others.length > 0 || (first && first.of !== null) || (facts?.components.size ?? 0) > 0 || !isFine;
      return `(${[
        ...[at, text(entryOf(at)), day(row.date), text(row.hts), text(row.origin.code), row.value],
        text([...row.claims].join(";")),
        first ? first.amount.times(1e6).toFixed(0) : "NULL",
        text(first?.unit),
        ...[share("steel"), share("aluminum"), share("copper"), share("us"), day(facts?.loadedOn)],
        ...[text(row.mode), text(row.entryType), other ? 1 : 0],
      ].join(", ")})`;
    })
    .join(",\n");
}

export const ENTRIES_DDL =
  "CREATE TABLE entries (line_id BIGINT, entry VARCHAR, day DATE, hts VARCHAR, origin VARCHAR, value BIGINT, claims VARCHAR, " +
  "qty BIGINT, unit VARCHAR, steel INTEGER, aluminum INTEGER, copper INTEGER, us INTEGER, loaded_on DATE, mode VARCHAR, " +
  "entry_type VARCHAR, other_facts INTEGER)";

/** A database with the tables of a law and these entries. */
export async function duckdbOf(law: LawTables, entries: string) {
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  const [duckdb] = DIALECTS;
  for (const { name, bytes } of filesOf(law, [])) writeFileSync(join(folder, name), bytes);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(ENTRIES_DDL);
  await connection.run(`INSERT INTO entries VALUES ${entries}`);
  await connection.run(sqlOf(duckdb, law).replaceAll("read_parquet('", `read_parquet('${folder}/`));
  return {
    rows: async (sql: string): Promise<SqlRow[]> =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson() as SqlRow[],
    close() {
      connection.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Told {
  readonly shares: Readonly<Record<string, string>>;
  readonly quantity: { readonly amount: string; readonly unit: string } | null;
  readonly loadedOn: IsoDate | null;
}

/** Facts of a row; `null` where nothing is told. */
export function factsOf({ shares, quantity, loadedOn }: Told): StatedFacts | null {
  const pieces = Object.entries(shares);
  if (pieces.length === 0 && quantity === null && loadedOn === null) return null;
  const read = quantity ? [{ amount: decimal(quantity.amount), unit: quantity.unit, of: null }] : [];
  return {
    quantities: () => read,
    shares: Object.fromEntries(pieces.map(([piece, share]) => [piece, decimal(share)])) as Shares,
    ...{
      weights: {},
      madeIn: {},
      components: new Map(),
      adcvd: NOTHING_STATED.adcvd,
      chapter98: null,
      loadedOn,
    },
  };
}

/** Numbers between 0 and 1 that look random and are the same everywhere. Source: Numerical Recipes, 7.1. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Origins of most trade, drawn more often than others. */
const LARGE = ["CN", "MX", "CA", "JP", "DE", "VN", "KR", "IN", "GB", "BR", "CH", "RU", "TW"] as Country[];

type Pick = <T>(all: readonly T[]) => T;

/** Contents, a quantity and a day of loading, each of some goods. */
function contents(
  random: () => number,
  pick: Pick,
  { unitOf }: Context,
): (hts: string, date: IsoDate) => Told {
  const sharesIn = (pieces: readonly string[]): Record<string, string> => {
    let left = 100;
    const drawn = pieces.map((piece) => {
      const share = random() < 0.2 ? 0 : random() < 0.1 ? left : Math.floor(random() * left);
      left -= share;
      return [piece, String(share / 100)] as const;
    });
    return Object.fromEntries(drawn);
  };
  const quantityIn = (unit: string): Told["quantity"] => ({
    amount: String(Math.floor(random() * 100_000) / (random() < 0.5 ? 100 : 1)),
    unit: random() < 0.8 ? unit : pick(["kg", "lb", "doz", "no."]),
  });
  return (hts, date) => {
    const pieces = random() < 0.3 ? ["steel", "aluminum", "copper", "us"].filter(() => random() < 0.5) : [];
    const { unit, of } = countedIn(unitOf(hts) ?? "");
    const quantity = of === null && unit !== "" && random() < 0.6 ? quantityIn(unit) : null;
    const loadedOn = random() < 0.1 ? addDays(date, -Math.floor(random() * 60)) : null;
    return { shares: sharesIn(pieces), quantity, loadedOn };
  };
}

/** Lines of entries with random goods, claims, contents and quantities; lines of one entry share day and mode. */
export function randomRows(
  count: number,
  days: readonly IsoDate[],
  context: Context,
  linesOfEntry: number,
): EntryRow[] {
  const random = numbersFrom(26);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const schedule = context.schedule();
  const numbers = schedule.base.numbers.filter(
    (hts) => hts < "98" && schedule.base.exists(hts, days[0] as IsoDate),
  );
  // So are goods of which nothing may be entered, and facts that only a ban asks for.
  const isEmbargoed = (origin: Origin) =>
    schedule.bans.some(
      ({ list, onlyIf, origins: own }) => !list && onlyIf.length === 0 && includesOrigin(own, origin),
    );
  const origins = [...schedule.origins.values()].filter((one) => one.code !== "EU" && !isEmbargoed(one));
  const ofBans = new Set(
    schedule.bans.flatMap(({ onlyIf, contrary }) => [...onlyIf, ...Object.entries(contrary).flat()]),
  );
  // What is worth at most so much is for `duty`, which checks it: tables have no such claim.
  const isLimited = (claim: string) =>
    ofBans.has(claim) || context.claims().some(({ id, atMost }) => id === claim && atMost);
  const claims = [...new Set(claimsOfLaw(schedule)), ...schedule.agreements.map(({ claim }) => claim)].filter(
    (claim) => !isLimited(claim),
  );
  const claimed = (origin: Origin): ReadonlySet<string> => {
    const words = Array.from({ length: Math.floor(random() * 2.4) }, () => pick(claims));
    try {
      return words.length === 0 ? NO_CLAIMS : oneSet(claimsNamed(words, [origin], context));
    } catch {
      return NO_CLAIMS;
    }
  };
  const toldOf = contents(random, pick, context);
  let [date, mode] = [days[0] as IsoDate, null as EntryRow["mode"]];
  return Array.from({ length: count }, (_, at) => {
    if (at % linesOfEntry === 0) [date, mode] = [pick(days), pick(["vessel", "air", null] as const)];
    const own = pick(numbers);
    const hts = (random() < 0.9 ? own : random() < 0.5 ? own.slice(0, 8) : `${own.slice(0, 8)}99`) as HtsCode;
    const origin = random() < 0.7 ? (schedule.origins.get(pick(LARGE)) as Origin) : pick(origins);
    return {
      ...statedNumber(hts, schedule),
      ...{
        origin,
        date,
        mode,
        claims: claimed(origin),
        facts: factsOf(toldOf(hts, date)),
        entryType: "formal",
      },
      value: random() < 0.02 ? 0 : Math.floor(Math.exp(random() * 16)),
    };
  });
}
