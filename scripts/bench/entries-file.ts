/** Files of entries: of every line from everywhere, and of one importer, in which the same goods come again and again. */
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createContext } from "../../src/data/context.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { includesOrigin, type Origin } from "../../src/law/origin.js";
import { type Random, random } from "./random.js";

const COLUMNS =
  "entry,line,date,hts,origin,value,qty,unit,claims,metal_steel,metal_aluminum,metal_copper,us_content,loaded_on,mode";
const SEED = 20_250_402;
const FIRST_DAY = "2025-01-01" as IsoDate;
/** 2025-01-01 to 2026-10-09. */
const DAYS = 647;
const LINES_A_PIECE = 5000;
/** An entry has 1 to 7 lines, 4 on average. */
const MOST_LINES = 7;

/**
 * Writes so many lines of entries, the same ones each time. Lines, origins and units are those of the shipped tariff.
 * @param kinds How many kinds of goods the file is of; any goods of the tariff where it is not given.
 */
export async function writeEntries(path: string, rows: number, kinds?: number): Promise<void> {
  const context = createContext(join(import.meta.dirname, "../../data"), "0");
  const { base, origins, agreements } = context.schedule();
  const goods = base.numbers.filter((hts) => hts < "98");
  const ofAnyValue = new Set(
    context.claims().flatMap(({ id, atMost }) => (atMost === undefined ? [id] : [])),
  );
  const world: World = {
    goods,
    exists: base.exists,
    unitOf: context.unitOf,
    origins: [...origins.values()].map((origin) => ({
      origin,
      claims: agreements.flatMap((one) =>
        !one.origins.includes("*") && includesOrigin(one.origins, origin) && ofAnyValue.has(one.claim)
          ? [one.claim]
          : [],
      ),
    })),
  };
  await pipeline(pieces(rows, drawing(world, kinds)), createWriteStream(path));
}

function* pieces(rows: number, draw: (numbers: Random) => string[]): Generator<string> {
  const numbers = random(SEED);
  let piece = `${COLUMNS}\n`;
  let [written, inPiece] = [0, 0];
  while (written < rows) {
    const lines = draw(numbers).slice(0, rows - written);
    piece += lines.join("");
    written += lines.length;
    inPiece += lines.length;
    if (inPiece < LINES_A_PIECE) continue;
    yield piece;
    piece = "";
    inPiece = 0;
  }
  yield piece;
}

interface World {
  readonly goods: readonly string[];
  exists(hts: string, on: IsoDate): boolean;
  unitOf(hts: string): string | null;
  readonly origins: readonly { readonly origin: Origin; readonly claims: readonly string[] }[];
}

/** Goods of a line and an origin, with what is stated of them. */
interface Kind {
  readonly hts: string;
  readonly origin: Origin;
  readonly unit: string;
  readonly stated: readonly string[];
}

/** Draws the lines of one entry. */
function drawing(world: World, kinds?: number): (numbers: Random) => string[] {
  let entry = 0;
  const draw = kindsDrawn(world);
  const own = random(SEED + 1);
  const few = kinds && Array.from({ length: kinds }, (_, at) => draw(addDays(FIRST_DAY, at % DAYS), own));
  const kindOn = (date: IsoDate, numbers: Random): Kind => {
    const kind = few ? numbers.of(few) : draw(date, numbers);
    return world.exists(kind.hts, date) ? kind : kindOn(date, numbers);
  };
  return (numbers) => {
    entry += 1;
    const date = addDays(FIRST_DAY, numbers.below(DAYS));
    const mode = numbers.of(MODES);
    return Array.from({ length: 1 + numbers.below(MOST_LINES) }, (_, index) => {
      const { hts, origin, unit, stated } = kindOn(date, numbers);
      const value = Math.round(10 ** (2 + 4 * numbers.next()));
      const qty = unit === "" ? "" : String(1 + numbers.below(5000));
      const facts = [...stated, loading(date, numbers)].join(",");
      return `E${entry},${index + 1},${date},${hts},${origin.code},${value},${qty},${unit},${facts},${mode}\n`;
    });
  };
}

function kindsDrawn(world: World): (date: IsoDate, numbers: Random) => Kind {
  const units = new Map(world.goods.map((hts) => [hts, countable(world.unitOf(hts))]));
  return (date, numbers) => {
    const hts = lineOn(date, world, numbers);
    const { origin, claims } = numbers.of(world.origins);
    const stated = [claimOf(hts, claims, numbers), ...metalsOf(hts, numbers), usContentOf(hts, numbers)];
    return { hts, origin, unit: units.get(hts) ?? "", stated };
  };
}

const MODES = ["vessel", "vessel", "vessel", "air", "air", "truck", "rail"];

/** Units of the tariff that weigh, count or measure; a metal in an ore or a dozen packs is left out. */
const countable = (unit: string | null): string =>
  unit !== null && ["kg", "t", "No.", "doz.", "prs.", "liters", "m2", "m3", "g"].includes(unit) ? unit : "";

function lineOn(date: IsoDate, { goods, exists }: World, numbers: Random): string {
  for (;;) {
    const hts = numbers.of(goods);
    if (exists(hts, date)) return hts;
  }
}

/** A preference on every third line that is open to one, and claims of the goods themselves. */
function claimOf(hts: string, open: readonly string[], numbers: Random): string {
  const claims = open.length > 0 && numbers.onceIn(3) ? [numbers.of(open)] : [];
  const own = CLAIMS.find(({ chapters }) => chapters.includes(hts.slice(0, 2)));
  if (own && numbers.onceIn(5)) claims.push(own.claim);
  return claims.join(";");
}

const CLAIMS = [
  { chapters: ["02", "04", "17", "18", "24"], claim: "in-quota" },
  { chapters: ["30"], claim: "patented" },
  { chapters: ["49"], claim: "informational" },
  { chapters: ["88"], claim: "aircraft" },
];

const METAL_CHAPTERS = ["73", "74", "76", "82", "83", "84", "85", "87", "94"];

/** Every second line of goods that hold metal states their shares of it. */
function metalsOf(hts: string, numbers: Random): string[] {
  if (!METAL_CHAPTERS.includes(hts.slice(0, 2)) || numbers.onceIn(2)) return ["", "", ""];
  const share = (most: number) => (numbers.below(most) / 100).toFixed(2);
  return [share(70), numbers.onceIn(2) ? share(20) : "0", numbers.onceIn(4) ? share(10) : "0"];
}

const usContentOf = (hts: string, numbers: Random): string =>
  hts.startsWith("87") && numbers.onceIn(10) ? "0.1" : "";

/** Every tenth line says when it was loaded. */
const loading = (date: IsoDate, numbers: Random): string =>
  numbers.onceIn(10) ? addDays(date, -numbers.below(45)) : "";
