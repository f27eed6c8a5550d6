/** Change records of the tariff after the last edition of the tables: which numbers, headings and notes moved, and when. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const NUMBERS = "law/updates/hts_stat_changes_2026-07-01.csv";

interface Change {
  readonly on: string;
  readonly of: "number" | "unit" | "rate" | "heading" | "note";
  readonly nature: "established" | "ended" | "modified";
  readonly what: readonly string[];
  readonly act: string;
}

interface EditionRecord {
  readonly edition: string;
  readonly published: string;
  readonly changes: readonly Change[];
}

const change = (
  of: Change["of"],
  nature: Change["nature"],
  on: string,
  act: string,
  what: string,
): Change => ({
  ...{ on, of, nature, act },
  what:
    of === "heading" ? what.split(" ").flatMap(headingsIn) : what.split(" ").map((one) => nameOf(of, one)),
});

const nameOf = (of: Change["of"], what: string): string => (of === "note" ? `note ${what}` : what);

/** `05.01-05.03` as three headings. */
function headingsIn(range: string): string[] {
  const [first = "", last = first] = range.split("-");
  const [group, from] = first.split(".");
  const count = Number(last.split(".")[1]) - Number(from) + 1;
  return Array.from(
    { length: count },
    (_, index) => `9903.${group}.${String(Number(from) + index).padStart(2, "0")}`,
  );
}

/** The change records of 2026 Revisions 12 to 20, U.S. International Trade Commission, and of Revision 21 what its notice says. */
const LATER: readonly EditionRecord[] = [
  {
    ...{ edition: "2026 Revision 12", published: "2026-07-21" },
    changes: [
      change("unit", "modified", "2026-07-01", "484(f)", "8483308071 8483308079 8483308081 8483308089"),
      change("note", "established", "2026-07-22", "Notice", "50(a)"),
      change("heading", "established", "2026-07-22", "Notice", "05.01-05.09"),
    ],
  },
  {
    ...{ edition: "2026 Revision 13", published: "2026-07-28" },
    changes: [
      change("note", "established", "2026-07-24", "Notice", "52"),
      change("heading", "established", "2026-07-24", "Notice", "05.20-05.99 06.01-06.21"),
    ],
  },
  {
    ...{ edition: "2026 Revision 14", published: "2026-07-31" },
    changes: [
      change("note", "modified", "2026-07-31", "Proclamation 11020", "2(aa)(v)"),
      change("note", "established", "2026-07-31", "Proclamation 11020", "40"),
      change("note", "modified", "2026-07-31", "Notice", "50(a)(vi) 52(f)"),
      change("heading", "modified", "2026-07-31", "Notice", "05.07 05.90"),
      change("heading", "established", "2026-07-31", "Proclamation 11020", "04.60-04.69"),
    ],
  },
  {
    ...{ edition: "2026 Revision 15", published: "2026-08-03" },
    changes: [change("heading", "modified", "2026-07-31", "Notice", "04.63")],
  },
  {
    ...{ edition: "2026 Revision 16", published: "2026-08-14" },
    changes: [
      change("unit", "modified", "2026-08-15", "484(f)", "7020006000"),
      change("note", "established", "2026-08-15", "Proclamation 11051", "41"),
      change("heading", "established", "2026-08-15", "Proclamation 11051", "45.30-45.31"),
    ],
  },
  {
    ...{ edition: "2026 Revision 17", published: "2026-08-24" },
    changes: [
      change("note", "established", "2026-08-22", "Proclamations 11046, 11047, 11048, 11056", "51"),
      change(
        "heading",
        "established",
        "2026-08-22",
        "Proclamations 11046, 11047, 11048, 11056",
        "03.12-03.16",
      ),
    ],
  },
  {
    ...{ edition: "2026 Revision 18", published: "2026-09-02" },
    changes: [
      change("note", "established", "2026-09-01", "Proclamation 11059", "7(c) 7(d)"),
      change("note", "established", "2026-09-03", "Proclamation 11055", "43"),
      change(
        "note",
        "modified",
        "2026-07-01",
        "Notice",
        "20(vvv)(i)(4) 20(vvv)(i)(5) 20(vvv)(i)(6) 20(vvv)(iv)(4)",
      ),
      change("heading", "established", "2026-09-03", "Proclamation 11055", "08.20-08.26"),
      change("heading", "established", "2026-09-01", "Proclamation 11059", "54.02"),
    ],
  },
  {
    ...{ edition: "2026 Revision 19", published: "2026-09-15" },
    changes: [
      change("note", "modified", "2026-09-15", "Proclamations 11064, 11065", "51(b)(1) 51(b)(3) 51(c)"),
    ],
  },
  {
    ...{ edition: "2026 Revision 20", published: "2026-09-28" },
    changes: [
      change("note", "modified", "2026-09-29", "Notice", "40(a) 40(c) 40(c)(i) 40(c)(iii) 40(i)"),
      change("heading", "established", "2026-09-29", "Notice", "04.70"),
    ],
  },
  {
    // Its record was not read. The notice conforms an exclusion to the numbers of July, as those of Revision 18 do.
    ...{ edition: "2026 Revision 21", published: "2026-10-07" },
    changes: [change("note", "modified", "2026-07-01", "Notice, 91 FR 64211", "20(vvv)(i)(20)")],
  },
];

const bare = (number = ""): string => number.replaceAll(".", "");

/** Numbers of ten digits of Revision 11; one that is on both sides was reworded. */
function revision11(tables: Tables): EditionRecord {
  const rows = tables.rows(NUMBERS).filter(({ date_in_force }) => date_in_force === "2026-07-01");
  const numbers = (column: string) =>
    new Set(rows.map((row) => bare(row[column])).filter((number) => number.length === 10));
  const [ended, began] = [numbers("hts_ended"), numbers("hts_new")];
  const established = [...began].filter((number) => !ended.has(number) && takesGoods(rows, number));
  const one = (nature: Change["nature"], what: readonly string[]): Change => ({
    ...{ on: "2026-07-01", of: "number", nature, act: "484(f)" },
    what: what.toSorted(),
  });
  return {
    ...{ edition: "2026 Revision 11", published: "2026-07-01" },
    changes: [
      one(
        "ended",
        [...ended].filter((number) => !began.has(number)),
      ),
      one("established", established),
      one(
        "modified",
        [...began].filter((number) => !established.includes(number)),
      ),
    ],
  };
}

/** A number that takes goods of one that ended; the others are reworded. */
const takesGoods = (rows: ReturnType<Tables["rows"]>, number: string): boolean =>
  rows.some(({ hts_new, hts_ended = "" }) => bare(hts_new) === number && hts_ended !== "");

/** Headings that the records establish, with their first day. */
export const laterHeadings = (): [heading: string, from: string][] =>
  LATER.flatMap(({ changes }) =>
    changes
      .filter(({ of, nature }) => of === "heading" && nature === "established")
      .flatMap(({ what, on }) => what.map((heading): [string, string] => [heading, on])),
  );

/** The day through which the records go. */
export const lastRecorded = "2026-09-29";

export function buildChangeRecords(tables: Tables, to: string): void {
  writeJson(join(to, "changes.json"), {
    source: "usitc-hts-changes",
    note: "From 2026 Revision 10 of 2026-06-08 on; the record of Revision 21 of 2026-10-07 was not read: what its notice says stands for it",
    records: [revision11(tables), ...LATER],
  });
}
